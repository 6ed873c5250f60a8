import type { Experiment } from '@groundswell/contracts';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { useErrorText } from '../feedback/ErrorState.js';
import { Panel } from '../layout/Panel.js';
import { useVerdictText } from './StateChip.js';
import { useExperimentWrites, useMayExperiment } from './useExperiments.js';

/** The verdict with its reason, and what was learned, which may be written at any time. */
export function LearnedPanel({ experiment }: { experiment: Experiment }) {
  const translate = useTranslate();
  const mayWrite = useMayExperiment();
  const verdict = useVerdictText()(experiment);
  const [isWriting, setWriting] = useState(false);
  const { learned, verdictReason } = experiment;
  const title = translate('gs.experiments.learned');
  const write = mayWrite && !isWriting && (
    <Button size="small" onClick={() => setWriting(true)}>
      {translate(learned ? 'gs.experiments.edit' : 'gs.experiments.write')}
    </Button>
  );
  return (
    <Panel title={title} actions={write} testId="learned">
      {verdict && (
        <Typography variant="body2" sx={{ mb: 1 }} data-testid="verdict-text">
          <strong>{verdict}.</strong> {verdictReason}
        </Typography>
      )}
      {isWriting ? (
        <LearnedField experiment={experiment} onClose={() => setWriting(false)} />
      ) : (
        <Typography
          variant="body2"
          color={learned ? 'text.primary' : 'text.secondary'}
          sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
        >
          {learned || translate('gs.experiments.learnedNone')}
        </Typography>
      )}
    </Panel>
  );
}

function LearnedField({ experiment, onClose }: { experiment: Experiment; onClose(): void }) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const { save } = useExperimentWrites();
  const [learned, setLearned] = useState(experiment.learned);
  const store = () =>
    save.mutate(
      { id: experiment.id, body: { learned, version: experiment.version } },
      { onSuccess: onClose },
    );
  return (
    <>
      {save.error && <Alert severity="error">{errorText(save.error)}</Alert>}
      <TextField
        autoFocus
        fullWidth
        multiline
        minRows={3}
        label={translate('gs.experiments.learned')}
        value={learned}
        onChange={({ target }) => setLearned(target.value)}
        sx={{ my: 1 }}
      />
      <Button variant="contained" loading={save.isPending} onClick={store}>
        {translate('gs.action.save')}
      </Button>
      <Button color="inherit" onClick={onClose} sx={{ ml: 1 }}>
        {translate('gs.action.cancel')}
      </Button>
    </>
  );
}
