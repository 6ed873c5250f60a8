import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { type DestinationForm, credentialFields, settingsFields } from './destination-form.js';

interface Props {
  form: DestinationForm;
  isNew: boolean;
  onChange(part: Partial<DestinationForm>): void;
}

/** What the network asks for: which account, and what proves that it is ours. */
export function AccountFields({ form, isNew, onChange }: Props) {
  const translate = useTranslate();
  const settings = settingsFields(form.network);
  const credentials = credentialFields(form.network);
  return (
    <Stack spacing={1.5}>
      {settings.length > 0 && (
        <Typography variant="subtitle2" component="h3">
          {translate('gs.conversions.settings')}
        </Typography>
      )}
      {settings.map(({ name, isOptional }) => (
        <TextField
          key={name}
          required={!isOptional}
          fullWidth
          label={translate(`gs.conversions.field.${name}`)}
          value={form.settings[name] ?? ''}
          onChange={({ target }) => onChange({ settings: { ...form.settings, [name]: target.value } })}
        />
      ))}
      <Typography variant="subtitle2" component="h3">
        {translate('gs.conversions.credentials')}
      </Typography>
      <Typography variant="body2" color="text.secondary">
        {translate(noteOf(credentials.length > 0, isNew))}
      </Typography>
      {credentials.map(({ name, isOptional }) => (
        <TextField
          key={name}
          required={isNew && !isOptional}
          fullWidth
          type="password"
          autoComplete="off"
          label={translate(`gs.conversions.field.${name}`)}
          value={form.credentials[name] ?? ''}
          onChange={({ target }) => onChange({ credentials: { ...form.credentials, [name]: target.value } })}
        />
      ))}
    </Stack>
  );
}

function noteOf(hasCredentials: boolean, isNew: boolean): string {
  if (!hasCredentials) return 'gs.conversions.noCredentials';
  return isNew ? 'gs.conversions.credentialsHelp' : 'gs.conversions.credentialsKept';
}
