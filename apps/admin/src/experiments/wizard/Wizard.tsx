import type { Experiment } from '@groundswell/contracts';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Step from '@mui/material/Step';
import StepButton from '@mui/material/StepButton';
import Stepper from '@mui/material/Stepper';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import { useErrorText } from '../../feedback/ErrorState.js';
import { useFormat } from '../../i18n/useFormat.js';
import { Panel } from '../../layout/Panel.js';
import { useUrlState } from '../../layout/useUrlState.js';
import { useProject } from '../../projects/ProjectContext.js';
import { useExperimentWrites } from '../useExperiments.js';
import { PlanPanel } from './PlanPanel.js';
import { StepBody } from './StepBody.js';
import { type Draft, bodyOf } from './draft.js';
import { STEPS, type Step as StepName, firstOpenStep, problemOf } from './problems.js';

/** From a template to a test that is whole; no step can be passed that is not done. */
export function Wizard({ start, experiment }: { start: Draft; experiment: Experiment | null }) {
  const translate = useTranslate();
  const [params, changeUrl] = useUrlState();
  const [draft, setDraft] = useState(start);
  const open = STEPS.indexOf(firstOpenStep(draft));
  const asked = STEPS.indexOf(params.get('step') as StepName);
  const index = Math.max(0, Math.min(asked, open));
  const step = STEPS[index]!;
  const go = (to: number) => changeUrl({ step: STEPS[to] ?? null });
  const change = (values: Partial<Draft>) => setDraft((before) => ({ ...before, ...values }));
  return (
    <Box
      sx={{
        display: 'grid',
        alignItems: 'start',
        gap: 2,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) 300px' },
      }}
    >
      <Panel testId="wizard">
        <Stepper nonLinear activeStep={index} alternativeLabel sx={{ mb: 3, mx: -1 }}>
          {STEPS.map((name, at) => (
            <Step key={name} completed={at < open && at !== index} disabled={at > open}>
              <StepButton onClick={() => go(at)} data-testid={`step-${name}`}>
                <Box
                  component="span"
                  sx={{ display: { xs: at === index ? 'inline' : 'none', sm: 'inline' } }}
                >
                  {translate(`gs.experiments.steps.${name}`)}
                </Box>
              </StepButton>
            </Step>
          ))}
        </Stepper>
        <StepBody
          step={step}
          draft={draft}
          onChange={change}
          onTemplate={(values) => {
            setDraft(values);
            go(1);
          }}
        />
        <Foot
          draft={draft}
          step={step}
          experiment={experiment}
          onBack={() => go(index - 1)}
          onNext={() => go(index + 1)}
        />
      </Panel>
      <PlanPanel draft={draft} />
    </Box>
  );
}

interface FootProps {
  draft: Draft;
  step: StepName;
  experiment: Experiment | null;
  onBack(): void;
  onNext(): void;
}

function Foot({ draft, step, experiment, onBack, onNext }: FootProps) {
  const translate = useTranslate();
  const format = useFormat();
  const errorText = useErrorText();
  const saving = useSaving(experiment);
  const problem = problemOf(step, draft);
  const { share, ...values } = problem?.values ?? {};
  const why =
    problem &&
    translate(`gs.experiments.problem.${problem.message}`, {
      ...values,
      percent: format.percent(Number(share ?? 0)),
    });
  return (
    <Stack spacing={1.5} sx={{ mt: 3 }}>
      {saving.error && <Alert severity="error">{errorText(saving.error)}</Alert>}
      {why && (
        <Typography variant="body2" color="warning.main" role="status" data-testid="step-problem">
          {why}
        </Typography>
      )}
      <Stack direction="row" gap={1} flexWrap="wrap">
        {step !== 'template' && (
          <Button onClick={onBack} color="inherit">
            {translate('gs.experiments.wizard.back')}
          </Button>
        )}
        {step === 'review' ? (
          <>
            <Button
              variant="outlined"
              loading={saving.isPending}
              onClick={() => saving.save(draft, false)}
              data-testid="save-draft"
            >
              {translate('gs.experiments.wizard.saveDraft')}
            </Button>
            <Button
              variant="contained"
              loading={saving.isPending}
              onClick={() => saving.save(draft, true)}
              data-testid="save-and-start"
            >
              {translate('gs.experiments.wizard.start')}
            </Button>
          </>
        ) : (
          <Button variant="contained" disabled={problem !== null} onClick={onNext} data-testid="next-step">
            {translate('gs.experiments.wizard.next')}
          </Button>
        )}
      </Stack>
    </Stack>
  );
}

function useSaving(experiment: Experiment | null) {
  const navigate = useNavigate();
  const { project } = useProject();
  const { save, act } = useExperimentWrites();
  const store = async (draft: Draft, isStarted: boolean) => {
    const body = { ...bodyOf(draft), ...(experiment && { version: experiment.version }) };
    const { id } = await save.mutateAsync({ id: experiment?.id ?? null, body });
    const page = `/p/${project.id}/experiments/${id}`;
    try {
      if (isStarted) await act.mutateAsync({ id, name: 'start' });
    } finally {
      // What does not start is a draft, whose page says why.
      void navigate(page, { replace: true });
    }
  };
  return {
    error: save.error,
    isPending: save.isPending || act.isPending,
    save: (draft: Draft, isStarted: boolean) => void store(draft, isStarted).catch(() => undefined),
  };
}
