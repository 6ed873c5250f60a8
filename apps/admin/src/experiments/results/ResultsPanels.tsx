import type { Experiment } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import { useTranslate } from 'react-admin';
import { ReportBody } from '../../feedback/ReportBody.js';
import { Panel } from '../../layout/Panel.js';
import { useResults } from '../useExperiments.js';
import { AtAGlance } from './AtAGlance.js';
import { DepthPanel } from './DepthPanel.js';
import { ExposuresPanel } from './ExposuresPanel.js';
import { HealthPanel } from './HealthPanel.js';
import { MetricsTable } from './MetricsTable.js';
import { NumbersTable } from './NumbersTable.js';
import { ProjectionPanel } from './ProjectionPanel.js';
import { VerdictSentence } from './VerdictSentence.js';

const TWO = { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' };

/** Ten seconds: a sentence, bars, health. Whoever wants more opens all numbers. */
export function ResultsPanels({ experiment }: { experiment: Experiment }) {
  const translate = useTranslate();
  const results = useResults(experiment.id);
  return (
    <ReportBody report={results} height={320}>
      {(found) => (
        <Stack spacing={2}>
          <Panel title={translate('gs.experiments.results.title')} testId="results">
            <Stack spacing={2}>
              <VerdictSentence results={found} experiment={experiment} />
              <AtAGlance results={found} experiment={experiment} />
              <MetricsTable results={found} experiment={experiment} />
              <NumbersTable results={found} experiment={experiment} />
            </Stack>
          </Panel>
          <DepthPanel results={found} experiment={experiment} />
          <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: TWO }}>
            <HealthPanel results={found} experiment={experiment} />
            <ExposuresPanel results={found} experiment={experiment} />
          </Box>
          <ProjectionPanel results={found} experiment={experiment} />
        </Stack>
      )}
    </ReportBody>
  );
}
