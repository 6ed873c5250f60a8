import type { Experiment } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import { useTranslate } from 'react-admin';
import { useParams } from 'react-router-dom';
import { ReportBody } from '../feedback/ReportBody.js';
import { PageHeader } from '../layout/PageHeader.js';
import { Panel } from '../layout/Panel.js';
import { ActButtons } from './ActButtons.js';
import { ChecklistPanel } from './ChecklistPanel.js';
import { Progress } from './ExperimentTable.js';
import { HistoryPanel } from './HistoryPanel.js';
import { LearnedPanel } from './LearnedPanel.js';
import { HeldOutFrom } from './layers/HeldOutFrom.js';
import { SetupPanel } from './SetupPanel.js';
import { SnippetPanel } from './SnippetPanel.js';
import { StateChip } from './StateChip.js';
import { ResultsPanels } from './results/ResultsPanels.js';
import { useExperiment } from './useExperiments.js';

export function ExperimentPage() {
  const { id = '' } = useParams();
  return (
    <ReportBody report={useExperiment(id)} height={480}>
      {(experiment) => <Body experiment={experiment} />}
    </ReportBody>
  );
}

function Body({ experiment }: { experiment: Experiment }) {
  const translate = useTranslate();
  const note = (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center' }}>
      <StateChip state={experiment.state} />
      <Progress experiment={experiment} />
    </Box>
  );
  const isDraft = experiment.startedAt === null;
  return (
    <>
      <PageHeader title={experiment.name} note={note}>
        <ActButtons experiment={experiment} />
      </PageHeader>
      <Stack spacing={2}>
        {isDraft ? <ChecklistPanel id={experiment.id} /> : <ResultsPanels experiment={experiment} />}
        <Box
          sx={{
            display: 'grid',
            gap: 2,
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' },
          }}
        >
          <SetupPanel experiment={experiment} />
          <Stack spacing={2}>
            {experiment.kind === 'holdout' && (
              <Panel title={translate('gs.experiments.holdout')}>
                <HeldOutFrom holdout={experiment} />
              </Panel>
            )}
            {!isDraft && <LearnedPanel experiment={experiment} />}
            <SnippetPanel experiment={experiment} />
          </Stack>
        </Box>
        <HistoryPanel id={experiment.id} />
      </Stack>
    </>
  );
}
