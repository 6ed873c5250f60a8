import type { Experiment, ExperimentResults } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';
import { TimeChart } from '../../charts/annotations/TimeChart.js';
import { Panel } from '../../layout/Panel.js';
import { VariationLegend } from './VariationLegend.js';
import { exposuresOption } from './course-option.js';
import { useCourseContext } from './useCourseContext.js';

const HEIGHT = 220;

/** How many came into the test on each day. */
export function ExposuresPanel({
  results: { exposuresPerDay },
  experiment,
}: {
  results: ExperimentResults;
  experiment: Experiment;
}) {
  const translate = useTranslate();
  const context = useCourseContext(experiment);
  if (exposuresPerDay.length === 0) return null;
  const title = translate('gs.experiments.results.exposures');
  return (
    <Panel title={title} testId="exposures">
      <VariationLegend variations={experiment.variations} hasControl />
      <TimeChart
        option={exposuresOption(exposuresPerDay, context)}
        buckets={exposuresPerDay.map(({ day }) => day)}
        interval="day"
        height={HEIGHT}
        label={title}
      />
    </Panel>
  );
}
