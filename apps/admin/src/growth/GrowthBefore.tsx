import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useTranslate } from 'react-admin';
import { type GrowthAccountingAsk, useReport } from '../api/useReport.js';
import { ReportBody } from '../feedback/ReportBody.js';
import { useFormat } from '../i18n/useFormat.js';
import { Panel } from '../layout/Panel.js';

/** Means of the whole periods beside those of as many days right before. */
export function GrowthBefore({ query }: { query: GrowthAccountingAsk }) {
  const translate = useTranslate();
  const format = useFormat();
  const report = useReport<GrowthAccountingAsk>({ ...query, compare: 'previous' });
  const label = translate('gs.growth.beforeTitle', { period: translate(`gs.interval.${query.interval}`) });
  return (
    <Panel title={label} isFlush testId="growth-before">
      <ReportBody report={report} height={220}>
        {({ previous }) => (
          <TableContainer tabIndex={0} role="region" aria-label={label}>
            <Table size="small" aria-label={label}>
              <TableHead>
                <TableRow>
                  <TableCell />
                  {['now', 'then', 'changed'].map((column) => (
                    <TableCell key={column} align="right">
                      {translate(`gs.growth.${column}`)}
                    </TableCell>
                  ))}
                </TableRow>
              </TableHead>
              <TableBody>
                {previous?.means.map(({ count, now, then, change }) => (
                  <TableRow key={count} data-count={count}>
                    <TableCell component="th" scope="row">
                      {translate(`gs.growth.${count}`)}
                    </TableCell>
                    <TableCell align="right">{format.number(now && Math.round(now))}</TableCell>
                    <TableCell align="right">{format.number(then && Math.round(then))}</TableCell>
                    <TableCell align="right">{change === null ? '–' : format.change(change)}</TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </TableContainer>
        )}
      </ReportBody>
    </Panel>
  );
}
