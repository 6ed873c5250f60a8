import type { Experiment } from '@groundswell/contracts';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';
import { EChart } from '../../charts/EChart.js';
import { useFormat } from '../../i18n/useFormat.js';
import { Panel } from '../../layout/Panel.js';
import { useUrlState } from '../../layout/useUrlState.js';
import { useScheme } from '../../theme/useTokens.js';
import { useMetricNames } from '../useMetricNames.js';
import { exposuresOption, liftOption } from './course-option.js';
import type { Results } from './results.js';

interface Props {
  results: Results;
  experiment: Experiment;
}

const HEIGHT = 240;

/** How the lift of a metric came about, day by day. */
export function LiftPanel({ results, experiment }: Props) {
  const translate = useTranslate();
  const nameOf = useMetricNames();
  const context = useContext(experiment);
  const [params, change] = useUrlState();
  const drawn = results.metrics.filter(({ series }) => series && series.length > 0);
  const metric = drawn.find((one) => String(one.metric) === params.get('metric')) ?? drawn[0];
  if (!metric?.series) return null;
  const choice = drawn.length > 1 && (
    <TextField
      select
      aria-label={translate('gs.experiments.results.metric')}
      value={String(metric.metric)}
      onChange={({ target }) => change({ metric: target.value })}
    >
      {drawn.map((one) => (
        <MenuItem key={one.metric} value={String(one.metric)}>
          {nameOf(one.metric)}
        </MenuItem>
      ))}
    </TextField>
  );
  const title = translate('gs.experiments.results.course', { metric: nameOf(metric.metric) });
  return (
    <Panel title={title} actions={choice} testId="lift-course">
      <EChart option={liftOption(metric.series, context)} height={HEIGHT} label={title} />
    </Panel>
  );
}

/** How many came into the test on each day. */
export function ExposuresPanel({ results, experiment }: Props) {
  const translate = useTranslate();
  const context = useContext(experiment);
  const days = results.exposuresPerDay ?? [];
  if (days.length === 0) return null;
  const title = translate('gs.experiments.results.exposures');
  return (
    <Panel title={title} testId="exposures">
      <EChart option={exposuresOption(days, context)} height={HEIGHT} label={title} />
    </Panel>
  );
}

function useContext({ variations }: Experiment) {
  return { scheme: useScheme(), format: useFormat(), variations };
}
