import { type Experiment, VERDICTS, type Verdict } from '@groundswell/contracts';
import Alert from '@mui/material/Alert';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { type FormEvent, useState } from 'react';
import { useTranslate } from 'react-admin';
import { SaveActions } from '../feedback/SaveActions.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { useExperimentWrites } from './useExperiments.js';

/** The verdict, its reason, and what was learned. */
export function DecideDialog({ experiment, onClose }: { experiment: Experiment; onClose(): void }) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const { act } = useExperimentWrites();
  const treatments = experiment.variations.slice(1);
  const [verdict, setVerdict] = useState<Verdict>(experiment.verdict ?? 'ship');
  const [variation, setVariation] = useState(
    treatments.find(({ key }) => key === experiment.shippedVariation)?.key ?? treatments[0]!.key,
  );
  const [reason, setReason] = useState(experiment.verdictReason);
  const [learned, setLearned] = useState(experiment.learned);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { verdict, reason, learned, ...(verdict === 'ship' && { variation }) };
    act.mutate({ id: experiment.id, name: 'decide', body }, { onSuccess: onClose });
  };
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth>
      <form onSubmit={submit}>
        <DialogTitle>{translate('gs.experiments.decide.title')}</DialogTitle>
        <DialogContent>
          <Stack spacing={2} sx={{ pt: 1 }}>
            {experiment.state === 'running' && (
              <Alert severity="info">{translate('gs.experiments.decide.runs')}</Alert>
            )}
            {act.error && <Alert severity="error">{errorText(act.error)}</Alert>}
            <TextField
              select
              label={translate('gs.experiments.decide.verdict')}
              value={verdict}
              onChange={({ target }) => setVerdict(target.value as Verdict)}
            >
              {VERDICTS.map((one) => (
                <MenuItem key={one} value={one}>
                  {translate(`gs.experiments.verdicts.${one}`)}
                </MenuItem>
              ))}
            </TextField>
            {verdict === 'ship' && (
              <TextField
                select
                label={translate('gs.experiments.decide.variation')}
                value={variation}
                onChange={({ target }) => setVariation(target.value)}
              >
                {treatments.map(({ key, name }) => (
                  <MenuItem key={key} value={key}>
                    {name}
                  </MenuItem>
                ))}
              </TextField>
            )}
            <TextField
              required
              multiline
              minRows={2}
              label={translate('gs.experiments.decide.reason')}
              helperText={translate('gs.experiments.decide.reasonHelp')}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
            <TextField
              multiline
              minRows={2}
              label={translate('gs.experiments.learned')}
              helperText={translate('gs.experiments.decide.learnedHelp')}
              value={learned}
              onChange={({ target }) => setLearned(target.value)}
            />
          </Stack>
        </DialogContent>
        <SaveActions
          label={translate('gs.experiments.decide.save')}
          isReady={reason.trim() !== ''}
          isSaving={act.isPending}
          testId="record-verdict"
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}
