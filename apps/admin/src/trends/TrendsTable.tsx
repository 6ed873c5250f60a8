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
import type { DrawnLine } from './trends-option.js';
import type { Trend } from './trends-series.js';
import { useMeasureFormat } from './useMeasureFormat.js';

/** The numbers of the chart, the newest first. */
export function TrendsTable({ trend, lines }: { trend: Trend; lines: DrawnLine[] }) {
  const translate = useTranslate();
  const format = useFormat();
  const number = useMeasureFormat();
  const stateText = useStateText();
  const newestFirst = trend.buckets.map((bucket, index) => ({ ...bucket, index })).reverse();
  const label = translate('gs.trends.tableLabel');
  return (
    <TableContainer sx={{ maxHeight: 392 }} tabIndex={0} role="region" aria-label={label}>
      <Table size="small" stickyHeader aria-label={label} data-testid="trends-table">
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
            <TableRow key={first} hover data-bucket={first}>
              <TableCell component="th" scope="row" sx={{ whiteSpace: 'nowrap' }}>
                {format.bucket(first, trend.interval)}
                {state !== 'whole' && <Chip size="small" label={stateText(state)} sx={{ ml: 1 }} />}
              </TableCell>
              {lines.map(({ key, values, kind }) => (
                <TableCell key={key} align="right" sx={{ fontWeight: kind === 'total' ? 650 : 400 }}>
                  {number(values[index])}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
