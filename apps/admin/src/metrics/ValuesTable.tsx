import type { MetricRow } from '@groundswell/contracts';
import Chip from '@mui/material/Chip';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';
import type { Interval } from '../range/local-date.js';

interface Props {
  name: string;
  interval: Interval;
  rows: readonly MetricRow[];
  /** Of as many days right before, over the same places. */
  before: { name: string; values: (number | null)[] } | undefined;
  value(value: number | null): string;
  /** Said of what may still change. */
  open: string;
}

/** The numbers of the chart, the newest first. */
export function ValuesTable({ name, interval, rows, before, value, open }: Props) {
  const translate = useTranslate();
  const format = useFormat();
  const heads = [name, translate('gs.dashboards.column.people'), ...(before ? [before.name] : [])];
  const newestFirst = rows.map((row, index) => ({ ...row, index })).reverse();
  return (
    <TableContainer sx={{ maxHeight: 320, mt: 1, mb: 1 }} tabIndex={0} role="region" aria-label={name}>
      <Table size="small" stickyHeader aria-label={name} data-testid="metric-table">
        <TableHead>
          <TableRow>
            <TableCell>{translate('gs.overview.period')}</TableCell>
            {heads.map((head, at) => (
              <TableCell key={at} align="right">
                {head}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {newestFirst.map((row) => (
            <TableRow key={row.bucket} hover data-bucket={row.bucket}>
              <TableCell component="th" scope="row" sx={{ whiteSpace: 'nowrap' }}>
                {format.rowBucket(row.bucket, interval)}
                {!row.complete && <Chip size="small" label={open} sx={{ ml: 1 }} />}
              </TableCell>
              <TableCell align="right" sx={{ fontWeight: 650 }}>
                {value(row.value)}
              </TableCell>
              <TableCell align="right">{format.number(row.people)}</TableCell>
              {before && <TableCell align="right">{value(before.values[row.index] ?? null)}</TableCell>}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
