import type { Experiment, ExperimentResults, MetricResult } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { EChart } from '../../charts/EChart.js';
import { TimeChart } from '../../charts/annotations/TimeChart.js';
import { Panel } from '../../layout/Panel.js';
import { useUrlState } from '../../layout/useUrlState.js';
import { SlicesTable } from './SlicesTable.js';
import { VariationLegend } from './VariationLegend.js';
import { liftOption } from './course-option.js';
import { posteriorOption } from './posterior-option.js';
import { inOrder } from './results.js';
import { useCourseContext } from './useCourseContext.js';

interface Props {
  results: ExperimentResults;
  experiment: Experiment;
}

const HEIGHT = 260;
const TWO = { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(0, 2fr)' };

/** One metric closely: how its lift came to be known, how likely each lift is now, and in which parts of the people. */
export function DepthPanel({ results, experiment }: Props) {
  const translate = useTranslate();
  const [params, change] = useUrlState();
  const drawn = inOrder(results.metrics).filter(isKnown);
  const metric = drawn.find((one) => String(one.metric) === params.get('metric')) ?? drawn[0];
  if (!metric) return null;
  const choice = drawn.length > 1 && (
    <TextField
      select
      size="small"
      slotProps={{ htmlInput: { 'aria-label': translate('gs.experiments.results.metric') } }}
      value={String(metric.metric)}
      onChange={({ target }) => change({ metric: target.value })}
      data-testid="depth-metric"
      sx={{ minWidth: 200, maxWidth: '100%' }}
    >
      {drawn.map(({ metric: id, name }) => (
        <MenuItem key={id} value={String(id)}>
          {name}
        </MenuItem>
      ))}
    </TextField>
  );
  return (
    <Panel title={translate('gs.experiments.results.depth')} actions={choice} testId="depth">
      <VariationLegend variations={experiment.variations} />
      <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: TWO }}>
        <CourseChart metric={metric} experiment={experiment} />
        <PosteriorChart metric={metric} experiment={experiment} />
      </Box>
      <SlicesTable metric={metric} experiment={experiment} />
    </Panel>
  );
}

/** There is something to draw: a lift of some day, or a posterior. */
function isKnown({ variations, series }: MetricResult): boolean {
  const isDrawn = series.some((day) => day.variations.some(({ relativeLift }) => relativeLift !== null));
  return isDrawn || variations.some(({ posterior }) => posterior !== null);
}

interface ChartProps {
  metric: MetricResult;
  experiment: Experiment;
}

function CourseChart({ metric, experiment }: ChartProps) {
  const translate = useTranslate();
  const context = useCourseContext(experiment);
  const percent = context.format.percent(1 - experiment.settings.alpha, 0);
  const label = translate('gs.experiments.results.course', { metric: metric.name });
  if (metric.series.length === 0) return <Nothing text={translate('gs.experiments.results.noCourse')} />;
  return (
    <div>
      <TimeChart
        option={liftOption(metric.series, context)}
        buckets={metric.series.map(({ day }) => day)}
        interval="day"
        height={HEIGHT}
        label={label}
        testId="lift-course"
      />
      <Note title={label} text={translate('gs.experiments.results.courseNote', { percent })} />
    </div>
  );
}

function PosteriorChart({ metric, experiment }: ChartProps) {
  const translate = useTranslate();
  const context = useCourseContext(experiment);
  const option = posteriorOption(metric, context);
  const label = translate('gs.experiments.results.posterior', { metric: metric.name });
  if (!option) return <Nothing text={translate('gs.experiments.results.noPosterior')} />;
  return (
    <div>
      <EChart option={option} height={HEIGHT} label={label} testId="posterior" />
      <Note title={label} text={translate('gs.experiments.results.posteriorNote')} />
    </div>
  );
}

const Note = ({ title, text }: { title: string; text: string }) => (
  <Typography variant="body2" color="text.secondary">
    <strong>{title}.</strong> {text}
  </Typography>
);

const Nothing = ({ text }: { text: string }) => (
  <Typography color="text.secondary" sx={{ py: 6, textAlign: 'center' }}>
    {text}
  </Typography>
);
