import type { Experiment } from '@groundswell/contracts';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useTranslate } from 'react-admin';
import { useFormat } from '../../i18n/useFormat.js';
import { Panel } from '../../layout/Panel.js';
import { useMetricNames } from '../useMetricNames.js';
import type { Results } from './results.js';

/** Parts of the people, with the p-values that were corrected for looking at many. */
export function SlicesTable({ results, experiment }: { results: Results; experiment: Experiment }) {
  const translate = useTranslate();
  const format = useFormat();
  const nameOf = useMetricNames();
  const control = experiment.variations[0]?.key;
  const named = (key: string) => experiment.variations.find((one) => one.key === key)?.name ?? key;
  const p = (value: number | null) =>
    value === null ? '–' : new Intl.NumberFormat(format.tag, { maximumSignificantDigits: 3 }).format(value);
  const rows = results.metrics.flatMap(({ metric, slices = [] }) =>
    slices.flatMap(({ property, value, variations }) =>
      variations.filter(({ key }) => key !== control).map((one) => ({ metric, property, value, one })),
    ),
  );
  if (rows.length === 0) return null;
  return (
    <Panel isFlush title={translate('gs.experiments.results.slices')} testId="slices">
      <TableContainer>
        <Table size="small" aria-label={translate('gs.experiments.results.slices')}>
          <TableHead>
            <TableRow>
              <TableCell>{translate('gs.experiments.results.slice')}</TableCell>
              <TableCell>{translate('gs.experiments.results.metric')}</TableCell>
              <TableCell>{translate('gs.experiments.results.variation')}</TableCell>
              <TableCell align="right">{translate('gs.experiments.results.people')}</TableCell>
              <TableCell align="right">{translate('gs.experiments.results.lift')}</TableCell>
              <TableCell align="right">{translate('gs.experiments.results.pAdjusted')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {rows.map(({ metric, property, value, one }) => (
              <TableRow key={[metric, property, value, one.key].join(' ')}>
                <TableCell component="th" scope="row">
                  {property} = {value}
                </TableCell>
                <TableCell>{nameOf(metric)}</TableCell>
                <TableCell>{named(one.key)}</TableCell>
                <TableCell align="right">{format.number(one.n)}</TableCell>
                <TableCell align="right">
                  {one.relativeLift === null ? '–' : format.change(one.relativeLift)}
                </TableCell>
                <TableCell align="right">{p(one.pValueAdjusted)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </Panel>
  );
}
