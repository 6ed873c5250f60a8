import type { BenchmarkAnswer } from '@groundswell/contracts';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';
import type { Interval } from '../range/local-date.js';
import { figureText } from './market-option.js';
import { OWN } from './subjects.js';

interface Row {
  subject: string;
  bucket: string;
  value: number;
  change: number | null;
  share: number | null;
  source: string;
}

/** The panel's figures, newest first; own truth stands with those of its period. */
export function MarketTable({ answer, interval }: { answer: BenchmarkAnswer; interval: Interval }) {
  const translate = useTranslate();
  const format = useFormat();
  const label = translate('gs.market.tableLabel');
  return (
    <TableContainer sx={{ maxHeight: 480 }} tabIndex={0} role="region" aria-label={label}>
      <Table size="small" stickyHeader aria-label={label} data-testid="market-table">
        <TableHead>
          <TableRow>
            <TableCell>{translate('gs.market.date')}</TableCell>
            <TableCell>{translate('gs.market.subject')}</TableCell>
            <TableCell align="right">{translate('gs.market.value')}</TableCell>
            <TableCell align="right">{translate('gs.market.change')}</TableCell>
            <TableCell align="right">{translate('gs.market.share')}</TableCell>
            <TableCell>{translate('gs.market.source')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {rowsOf(answer).map(({ subject, bucket, value, change, share, source }) => (
            <TableRow key={`${bucket} ${subject}`} hover data-subject={subject} data-bucket={bucket}>
              <TableCell component="th" scope="row" sx={{ whiteSpace: 'nowrap' }}>
                {subject === OWN ? format.bucket(bucket, interval) : format.day(bucket)}
              </TableCell>
              <TableCell sx={{ fontWeight: subject === OWN ? 650 : 400 }}>
                {subject === OWN ? translate('gs.market.own') : subject}
              </TableCell>
              <TableCell align="right">{format.number(value)}</TableCell>
              <TableCell align="right">{figureText(change, 'change', format)}</TableCell>
              <TableCell align="right">{format.percent(share)}</TableCell>
              <TableCell sx={{ color: 'text.secondary' }}>
                {subject === OWN ? translate('gs.market.measured') : source}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function rowsOf({ rows, own }: BenchmarkAnswer): Row[] {
  const ownByPeriod = new Map(own?.map((row) => [row.bucket, row]));
  const periods = [...new Set(rows.map(({ period }) => period))].sort().reverse();
  return periods.flatMap((period) => {
    const truth = ownByPeriod.get(period);
    const panel = rows.filter((row) => row.period === period);
    return truth ? [{ ...truth, subject: OWN, source: '' }, ...panel] : panel;
  });
}
