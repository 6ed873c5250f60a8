import Chip from '@mui/material/Chip';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';
import { useStateText } from '../overview/useStateText.js';
import { CellButton } from '../people-behind/CellButton.js';
import type { DrawnLine } from './trends-option.js';
import type { Periods } from './trends-series.js';

interface Props {
  periods: Periods;
  lines: DrawnLine[];
  number(value: number | null | undefined): string;
  label: string;
  testId: string;
  onOpen(line: DrawnLine, index: number): void;
}

/** The numbers of the chart, the newest first. */
export function LinesTable({ periods, lines, number, label, testId, onOpen }: Props) {
  const translate = useTranslate();
  const format = useFormat();
  const stateText = useStateText();
  const newestFirst = periods.buckets.map((bucket, index) => ({ ...bucket, index })).reverse();
  return (
    <TableContainer sx={{ maxHeight: 392 }} tabIndex={0} role="region" aria-label={label}>
      <Table size="small" stickyHeader aria-label={label} data-testid={testId}>
        <TableHead>
          <TableRow>
            <TableCell>{translate('gs.overview.period')}</TableCell>
            {lines.map(({ key, name }) => (
              <TableCell key={key} align="right">
                {name}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {newestFirst.map(({ first, state, index }) => (
            <TableRow key={first} hover data-bucket={first} data-state={state}>
              <TableCell component="th" scope="row" sx={{ whiteSpace: 'nowrap' }}>
                {format.bucket(first, periods.interval)}
                {state !== 'whole' && <Chip size="small" label={stateText(state)} sx={{ ml: 1 }} />}
              </TableCell>
              {lines.map((line) => (
                <TableCell
                  key={line.key}
                  align="right"
                  data-breakdown={line.kind === 'total' ? '' : line.key}
                  sx={{ fontWeight: line.kind === 'total' ? 650 : 400 }}
                >
                  <CellButton
                    label={`${format.bucket(first, periods.interval)}, ${line.name}`}
                    users={line.values[index]}
                    onOpen={() => onOpen(line, index)}
                  >
                    {number(line.values[index])}
                  </CellButton>
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
