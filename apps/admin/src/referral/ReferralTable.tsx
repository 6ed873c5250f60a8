import type { ReferralRow } from '@groundswell/contracts';
import Chip from '@mui/material/Chip';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';
import { CellButton } from '../people-behind/CellButton.js';
import { useOpenPeople } from '../people-behind/useBehind.js';
import type { Interval } from '../range/local-date.js';

const COUNTS = ['users', 'invites', 'visits', 'signups', 'activated'] as const;
const RATES = ['kSignup', 'kActivated'] as const;

/** The numbers of the chart, the newest first. */
export function ReferralTable({ rows, interval }: { rows: ReferralRow[]; interval: Interval }) {
  const translate = useTranslate();
  const format = useFormat();
  const open = useOpenPeople('referral');
  const label = translate('gs.referral.tableLabel');
  const counts = COUNTS.filter((count) => rows.some((row) => row[count] !== null));
  const heads = [...counts, ...RATES, 'gross'];
  return (
    <TableContainer sx={{ maxHeight: 392 }} tabIndex={0} role="region" aria-label={label}>
      <Table size="small" stickyHeader aria-label={label} data-testid="referral-table">
        <TableHead>
          <TableRow>
            <TableCell>{translate('gs.overview.period')}</TableCell>
            {heads.map((head) => (
              <TableCell key={head} align="right">
                {translate(`gs.referral.${head}`)}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {[...rows].reverse().map((row) => (
            <TableRow key={row.bucket} hover data-bucket={row.bucket}>
              <TableCell component="th" scope="row" sx={{ whiteSpace: 'nowrap' }}>
                {format.rowBucket(row.bucket, interval)}
                {!row.complete && (
                  <Chip size="small" label={translate('gs.referral.incomplete')} sx={{ ml: 1 }} />
                )}
              </TableCell>
              {counts.map((count) => (
                <TableCell key={count} align="right" data-count={count}>
                  <CellButton
                    label={`${format.rowBucket(row.bucket, interval)}, ${translate(`gs.referral.${count}`)}`}
                    users={row[count]}
                    onOpen={() => open({ bucket: row.bucket, of: count, gross: false })}
                  >
                    {format.number(row[count])}
                  </CellButton>
                </TableCell>
              ))}
              {RATES.map((rate) => (
                <TableCell key={rate} align="right" sx={{ fontWeight: 650 }}>
                  {format.decimal(row[rate])}
                </TableCell>
              ))}
              <TableCell align="right">
                <CellButton
                  label={`${format.rowBucket(row.bucket, interval)}, ${translate('gs.referral.gross')}`}
                  users={row.gross.signups}
                  onOpen={() => open({ bucket: row.bucket, of: 'signups', gross: true })}
                >
                  {format.number(row.gross.signups)}
                </CellButton>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
