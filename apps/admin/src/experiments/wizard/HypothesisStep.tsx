import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';
import type { StepProps } from './StepBody.js';

export function HypothesisStep({ draft, onChange }: StepProps) {
  const translate = useTranslate();
  return (
    <Stack spacing={2}>
      <TextField
        autoFocus
        required
        label={translate('gs.experiments.name')}
        value={draft.name}
        onChange={({ target }) => onChange({ name: target.value })}
        slotProps={{ htmlInput: { maxLength: 200, 'data-testid': 'draft-name' } }}
      />
      <TextField
        required
        multiline
        minRows={3}
        label={translate('gs.experiments.setup.hypothesis')}
        helperText={translate('gs.experiments.wizard.hypothesisHelp')}
        value={draft.hypothesis}
        onChange={({ target }) => onChange({ hypothesis: target.value })}
        slotProps={{ htmlInput: { maxLength: 2000, 'data-testid': 'draft-hypothesis' } }}
      />
      <TextField
        label={translate('gs.experiments.key')}
        helperText={translate('gs.experiments.wizard.keyHelp')}
        value={draft.key}
        onChange={({ target }) => onChange({ key: target.value.trim() })}
        slotProps={{ htmlInput: { maxLength: 100 } }}
      />
    </Stack>
  );
}
