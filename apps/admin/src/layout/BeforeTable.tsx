import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';

interface Row {
  key: string;
  name: string;
  now: number | null;
  then: number | null;
  change: number | null;
}
interface Props {
  label: string;
  /** What the rows are. */
  head?: string;
  rows: readonly Row[];
}

/** Means beside those of as many days right before, and how far they moved. */
export function BeforeTable({ label, head, rows }: Props) {
  const translate = useTranslate();
  const format = useFormat();
  return (
    <TableContainer tabIndex={0} role="region" aria-label={label}>
      <Table size="small" aria-label={label}>
        <TableHead>
          <TableRow>
            <TableCell>{head}</TableCell>
            {['now', 'then', 'changed'].map((column) => (
              <TableCell key={column} align="right">
                {translate(`gs.growth.${column}`)}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map(({ key, name, now, then, change }) => (
            <TableRow key={key} data-key={key}>
              <TableCell component="th" scope="row">
                {name}
              </TableCell>
              <TableCell align="right">{format.number(now && Math.round(now))}</TableCell>
              <TableCell align="right">{format.number(then && Math.round(then))}</TableCell>
              <TableCell align="right">{change === null ? '–' : format.change(change)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
