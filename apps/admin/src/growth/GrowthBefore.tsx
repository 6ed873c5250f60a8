import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { GrowthAccountingRow } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';
import { type GrowthAccountingAsk, useReport } from '../api/useReport.js';
import { ReportBody } from '../feedback/ReportBody.js';
import { useFormat } from '../i18n/useFormat.js';
import { Panel } from '../layout/Panel.js';
import { stateOf } from '../overview/series.js';
import { useProject } from '../projects/ProjectContext.js';
import { daysBefore } from '../trends/trends-settings.js';
import { COUNTS, growthMeans } from './growth-means.js';

interface Props {
  query: GrowthAccountingAsk;
  rows: readonly GrowthAccountingRow[];
  anchor: string;
}

/** Means of the whole periods beside those of as many days right before. */
export function GrowthBefore({ query, rows, anchor }: Props) {
  const translate = useTranslate();
  const format = useFormat();
  const before = useReport({ ...query, ...daysBefore(query) });
  const { firstDay } = useProject().project;
  // Periods before the first event, or that it fell into, hold less than a whole one and are no comparison.
  const isWhole = ({ bucket, complete }: GrowthAccountingRow) =>
    firstDay !== null && bucket >= firstDay && stateOf(bucket, complete, query.interval, anchor) === 'whole';
  const label = translate('gs.growth.beforeTitle', { period: translate(`gs.interval.${query.interval}`) });
  const now = growthMeans(rows, isWhole);
  return (
    <Panel title={label} isFlush testId="growth-before">
      <ReportBody report={before} height={220}>
        {(past) => {
          const then = growthMeans(past.rows, isWhole);
          return (
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
                  {COUNTS.map((count) => {
                    const [own, other] = [now?.[count] ?? null, then?.[count] ?? null];
                    return (
                      <TableRow key={count} data-count={count}>
                        <TableCell component="th" scope="row">
                          {translate(`gs.growth.${count}`)}
                        </TableCell>
                        <TableCell align="right">{format.number(own && Math.round(own))}</TableCell>
                        <TableCell align="right">{format.number(other && Math.round(other))}</TableCell>
                        <TableCell align="right">
                          {own === null || !other ? '–' : format.change(own / other - 1)}
                        </TableCell>
                      </TableRow>
                    );
                  })}
                </TableBody>
              </Table>
            </TableContainer>
          );
        }}
      </ReportBody>
    </Panel>
  );
}
