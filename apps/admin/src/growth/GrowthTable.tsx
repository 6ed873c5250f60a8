import { GROWTH_COUNTS, type GrowthAccountingRow } from '@groundswell/contracts';
import Chip from '@mui/material/Chip';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';
import type { BucketState } from '../overview/series.js';
import { useStateText } from '../overview/useStateText.js';
import { CellButton } from '../people-behind/CellButton.js';
import { useOpenPeople } from '../people-behind/useBehind.js';
import type { Interval } from '../range/local-date.js';

interface Props {
  rows: GrowthAccountingRow[];
  /** Of each row. */
  states: BucketState[];
  interval: Interval;
}

/** The numbers of the chart, the newest first. */
export function GrowthTable({ rows, states, interval }: Props) {
  const stateText = useStateText();
  const newestFirst = rows.map((row, index) => ({ row, state: states[index] ?? 'whole' })).reverse();
  const translate = useTranslate();
  const format = useFormat();
  const label = translate('gs.growth.tableLabel');
  const open = useOpenPeople('growthAccounting');
  return (
    <TableContainer sx={{ maxHeight: 392 }} tabIndex={0} role="region" aria-label={label}>
      <Table size="small" stickyHeader aria-label={label} data-testid="growth-table">
        <TableHead>
          <TableRow>
            <TableCell>{translate('gs.overview.period')}</TableCell>
            {GROWTH_COUNTS.map((count) => (
              <TableCell key={count} align="right">
                {translate(`gs.growth.${count}`)}
              </TableCell>
            ))}
            <TableCell align="right">{translate('gs.growth.quickRatio')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {newestFirst.map(({ row, state }) => (
            <TableRow key={row.bucket} hover data-bucket={row.bucket} data-state={state}>
              <TableCell component="th" scope="row" sx={{ whiteSpace: 'nowrap' }}>
                {format.rowBucket(row.bucket, interval)}
                {state !== 'whole' && <Chip size="small" label={stateText(state)} sx={{ ml: 1 }} />}
              </TableCell>
              {GROWTH_COUNTS.map((count) => (
                <TableCell
                  key={count}
                  align="right"
                  data-count={count}
                  sx={{ fontWeight: count === 'active' ? 650 : 400 }}
                >
                  <CellButton
                    label={`${format.rowBucket(row.bucket, interval)}, ${translate(`gs.growth.${count}`)}`}
                    users={row[count]}
                    onOpen={() => open({ bucket: row.bucket, segment: count })}
                  >
                    {format.number(row[count])}
                  </CellButton>
                </TableCell>
              ))}
              <TableCell align="right">{format.decimal(row.quickRatio)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
