import type { Experiment } from '@groundswell/contracts';
import Stack from '@mui/material/Stack';
import { useTranslate } from 'react-admin';
import { ReportBody } from '../../feedback/ReportBody.js';
import { Panel } from '../../layout/Panel.js';
import { useResults } from '../useExperiments.js';
import { ExposuresPanel, LiftPanel } from './CoursePanels.js';
import { HealthPanel } from './HealthPanel.js';
import { MetricsTable } from './MetricsTable.js';
import { NumbersTable } from './NumbersTable.js';
import { ProjectionPanel } from './ProjectionPanel.js';
import { SlicesTable } from './SlicesTable.js';
import { VerdictSentence } from './VerdictSentence.js';
import { useAims } from './useAims.js';

/** Ten seconds: a sentence, bars, health. Whoever wants more opens all numbers. */
export function ResultsPanels({ experiment }: { experiment: Experiment }) {
  const translate = useTranslate();
  const results = useResults(experiment.id);
  const aims = useAims(experiment);
  return (
    <ReportBody report={results} height={320}>
      {(found) => (
        <Stack spacing={2}>
          <Panel title={translate('gs.experiments.results.title')} testId="results">
            <Stack spacing={2}>
              <VerdictSentence results={found} experiment={experiment} aims={aims} />
              <MetricsTable results={found} experiment={experiment} aims={aims} />
              <NumbersTable results={found} experiment={experiment} />
            </Stack>
          </Panel>
          <LiftPanel results={found} experiment={experiment} />
          <ProjectionPanel results={found} experiment={experiment} />
          <SlicesTable results={found} experiment={experiment} />
          <HealthPanel results={found} experiment={experiment} />
          <ExposuresPanel results={found} experiment={experiment} />
        </Stack>
      )}
    </ReportBody>
  );
}
