import type { Experiment, ExperimentResults, MetricResult } from '@groundswell/contracts';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useFormat } from '../../i18n/useFormat.js';
import { useTokens } from '../../theme/useTokens.js';
import { IntervalBar, scaleOf } from './IntervalBar.js';
import { comparisonsOf, inOrder, sideOf } from './results.js';
import { useReasonText } from './useReasonText.js';

interface Props {
  results: ExperimentResults;
  experiment: Experiment;
}

/** One line for each metric and treatment: the lift and the bar of its interval, all on one scale. */
export function MetricsTable({ results: { metrics }, experiment }: Props) {
  const translate = useTranslate();
  const format = useFormat();
  const level = format.percent(1 - experiment.settings.alpha, 0);
  const scale = scaleOf(metrics.flatMap(comparisonsOf).map(({ interval }) => interval));
  return (
    <TableContainer>
      <Table size="small" aria-label={translate('gs.experiments.results.title')}>
        <TableHead>
          <TableRow>
            <TableCell>{translate('gs.experiments.results.metric')}</TableCell>
            <TableCell align="right">{translate('gs.experiments.results.lift')}</TableCell>
            <TableCell sx={{ width: '45%', minWidth: 120 }}>
              {translate('gs.experiments.results.interval', { percent: level })}
            </TableCell>
            <TableCell align="right" sx={{ display: { xs: 'none', sm: 'table-cell' } }}>
              {translate('gs.experiments.results.chance')}
            </TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {inOrder(metrics).map((metric) => (
            <MetricRows key={metric.metric} {...{ metric, experiment, scale }} />
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function MetricRows({
  metric,
  experiment,
  scale,
}: {
  metric: MetricResult;
  experiment: Experiment;
  scale: number;
}) {
  const translate = useTranslate();
  const format = useFormat();
  const t = useTokens();
  const reasonText = useReasonText(experiment.variations);
  const colors = { good: t.good, bad: t.bad, open: t.muted };
  const found = new Map(comparisonsOf(metric).map((one) => [one.variation, one]));
  const treatments = experiment.variations.slice(1);
  return treatments.map(({ key, name }) => {
    const one = found.get(key);
    const color = colors[one ? sideOf(one) : 'open'];
    const result = metric.variations.find((variation) => variation.key === key);
    const why = one || !result ? null : reasonText(result);
    const noLift = why ? '–' : translate('gs.experiments.results.noData');
    return (
      <TableRow key={key} data-testid="metric-row">
        <TableCell component="th" scope="row">
          {metric.name}
          <Typography variant="body2" color="text.secondary">
            {translate(`gs.experiments.roles.${metric.role}`)}
            {metric.margin !== null &&
              ` (${translate('gs.experiments.results.margin', { percent: format.percent(metric.margin, 0) })})`}
            {treatments.length > 1 && ` · ${name}`}
          </Typography>
        </TableCell>
        <TableCell align="right" sx={{ color, fontWeight: 600, whiteSpace: 'nowrap' }}>
          {one ? format.change(one.lift) : noLift}
        </TableCell>
        <TableCell>
          {why && (
            <Typography variant="body2" color="text.secondary">
              {why}
            </Typography>
          )}
          {one && (
            <IntervalBar
              lift={one.lift}
              interval={one.interval}
              scale={scale}
              color={color}
              label={translate('gs.experiments.results.chartLabel', {
                metric: metric.name,
                variation: name,
                lift: format.change(one.lift),
                low: format.change(one.interval[0]),
                high: format.change(one.interval[1]),
              })}
              low={format.change(one.interval[0])}
              high={format.change(one.interval[1])}
            />
          )}
        </TableCell>
        <TableCell align="right" sx={{ display: { xs: 'none', sm: 'table-cell' } }}>
          {format.chance(result?.chanceToWin)}
        </TableCell>
      </TableRow>
    );
  });
}
