import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import Switch from '@mui/material/Switch';
import { useTranslate } from 'react-admin';
import type { StepProps } from './StepBody.js';

/** Whether people are moved to what does better while it runs. Not for holdouts and clusters. */
export function BanditSwitch({ draft, onChange }: StepProps) {
  const translate = useTranslate();
  if (draft.template === 'holdout' || (draft.clusterBy !== null && !draft.bandit)) return null;
  return (
    <>
      <FormControlLabel
        control={<Switch checked={draft.bandit} onChange={(_event, bandit) => onChange({ bandit })} />}
        label={translate('gs.bandit.switch')}
        data-testid="draft-bandit"
      />
      {draft.bandit && <FormHelperText sx={{ mt: 0 }}>{translate('gs.bandit.help')}</FormHelperText>}
    </>
  );
}
