import type { Experiment } from '@groundswell/contracts';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { Link, useNavigate } from 'react-router-dom';
import { ConfirmDialog } from '../feedback/ConfirmDialog.js';
import { useProject } from '../projects/ProjectContext.js';
import { DecideDialog } from './DecideDialog.js';
import { useTestsOfHoldout } from './layers/useTestsOfHoldout.js';
import { useExperimentWrites, useMayExperiment } from './useExperiments.js';

type Act = 'start' | 'stop' | 'archive' | 'delete' | 'decide';

/** What may be done in this state, the most likely on the right. */
const ACTS: Record<Experiment['state'], readonly Act[]> = {
  draft: ['delete', 'start'],
  running: ['stop', 'decide'],
  stopped: ['archive', 'decide'],
  archived: [],
};

export function ActButtons({ experiment }: { experiment: Experiment }) {
  const mayWrite = useMayExperiment();
  if (!mayWrite) return null;
  const { kind, state } = experiment;
  if (kind === 'holdout' && state === 'draft') return <OfDraftHoldout experiment={experiment} />;
  return <Buttons experiment={experiment} acts={ACTS[state]} />;
}

/** What tests keep to is archived, not deleted. */
function OfDraftHoldout({ experiment }: { experiment: Experiment }) {
  const isKept = (useTestsOfHoldout(experiment) ?? []).length > 0;
  return <Buttons experiment={experiment} acts={isKept ? ['archive', 'start'] : ACTS.draft} />;
}

function Buttons({ experiment, acts }: { experiment: Experiment; acts: readonly Act[] }) {
  const translate = useTranslate();
  const [act, setAct] = useState<Act | null>(null);
  return (
    <>
      {experiment.state === 'draft' && (
        <Button component={Link} to="edit" variant="outlined">
          {translate('gs.experiments.act.edit')}
        </Button>
      )}
      {acts.map((one) => (
        <Button
          key={one}
          variant={one === acts.at(-1) ? 'contained' : 'outlined'}
          color={one === 'delete' ? 'error' : 'primary'}
          onClick={() => setAct(one)}
          data-testid={`act-${one}`}
        >
          {translate(`gs.experiments.act.${one}`)}
        </Button>
      ))}
      {act === 'decide' && <DecideDialog experiment={experiment} onClose={() => setAct(null)} />}
      {act !== null && act !== 'decide' && (
        <Confirm experiment={experiment} act={act} onClose={() => setAct(null)} />
      )}
    </>
  );
}

function Confirm({
  experiment,
  act,
  onClose,
}: {
  experiment: Experiment;
  act: Exclude<Act, 'decide'>;
  onClose(): void;
}) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const { project } = useProject();
  const writes = useExperimentWrites();
  const { id } = experiment;
  const remove = async () => {
    await writes.remove.mutateAsync(id);
    void navigate(`/p/${project.id}/experiments`);
  };
  return (
    <ConfirmDialog
      title={`${translate(`gs.experiments.act.${act}`)}: ${experiment.name}`}
      text={translate(`gs.experiments.act.${act}Text`)}
      confirm={translate(`gs.experiments.act.${act}`)}
      isDangerous={act === 'delete' || act === 'stop'}
      onConfirm={act === 'delete' ? remove : () => writes.act.mutateAsync({ id, name: act })}
      onClose={onClose}
    />
  );
}
