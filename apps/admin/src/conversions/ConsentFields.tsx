import Alert from '@mui/material/Alert';
import FormControlLabel from '@mui/material/FormControlLabel';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import type { DestinationForm } from './destination-form.js';

interface Props {
  form: DestinationForm;
  onChange(part: Partial<DestinationForm>): void;
}

/** Who may be sent. */
export function ConsentFields({ form: { asksConsent, consentProperty }, onChange }: Props) {
  const translate = useTranslate();
  return (
    <Stack spacing={1}>
      <Typography variant="subtitle2" component="h3">
        {translate('gs.conversions.consent')}
      </Typography>
      <FormControlLabel
        control={
          <Switch
            size="small"
            checked={asksConsent}
            onChange={(_, next) => onChange({ asksConsent: next })}
          />
        }
        label={translate('gs.conversions.asksConsent')}
        sx={{ ml: 0, gap: 1 }}
      />
      {asksConsent ? (
        <TextField
          required
          fullWidth
          label={translate('gs.conversions.consentProperty')}
          helperText={translate('gs.conversions.consentHelp')}
          value={consentProperty}
          onChange={({ target }) => onChange({ consentProperty: target.value })}
        />
      ) : (
        <Alert severity="warning">{translate('gs.conversions.noConsent')}</Alert>
      )}
    </Stack>
  );
}
