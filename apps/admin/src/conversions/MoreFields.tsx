import { CONVERSION_AGE_DAYS, NETWORKS_WITH_TESTS } from '@groundswell/contracts';
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

export function MoreFields({ form, onChange }: Props) {
  const translate = useTranslate();
  const { network, maxAgeDays, phoneCountry, baseUrl, testMode, includeImports } = form;
  const { most, usual } = CONVERSION_AGE_DAYS[network];
  return (
    <Stack spacing={1.5}>
      <Typography variant="subtitle2" component="h3">
        {translate('gs.conversions.more')}
      </Typography>
      <Stack direction="row" flexWrap="wrap" gap={1.5}>
        <TextField
          type="number"
          label={translate('gs.conversions.maxAgeDays')}
          helperText={translate('gs.conversions.maxAgeHelp', { most, usual })}
          value={maxAgeDays}
          onChange={({ target }) => onChange({ maxAgeDays: target.value })}
          slotProps={{ htmlInput: { min: 1, max: most } }}
          sx={{ flex: '1 1 200px' }}
        />
        <TextField
          label={translate('gs.conversions.phoneCountry')}
          helperText={translate('gs.conversions.phoneCountryHelp')}
          value={phoneCountry}
          onChange={({ target }) => onChange({ phoneCountry: target.value })}
          slotProps={{ htmlInput: { maxLength: 2 } }}
          sx={{ flex: '1 1 200px' }}
        />
      </Stack>
      <TextField
        fullWidth
        type="url"
        label={translate('gs.conversions.baseUrl')}
        helperText={translate('gs.conversions.baseUrlHelp')}
        placeholder="https://"
        value={baseUrl}
        onChange={({ target }) => onChange({ baseUrl: target.value })}
      />
      <Stack>
        {NETWORKS_WITH_TESTS.includes(network) && (
          <Choice label="testMode" value={testMode} onChange={(next) => onChange({ testMode: next })} />
        )}
        <Choice
          label="includeImports"
          value={includeImports}
          onChange={(next) => onChange({ includeImports: next })}
        />
      </Stack>
    </Stack>
  );
}

interface ChoiceProps {
  label: 'testMode' | 'includeImports';
  value: boolean;
  onChange(value: boolean): void;
}

function Choice({ label, value, onChange }: ChoiceProps) {
  const translate = useTranslate();
  return (
    <FormControlLabel
      control={<Switch size="small" checked={value} onChange={(_, next) => onChange(next)} />}
      label={translate(`gs.conversions.${label}`)}
      sx={{ ml: 0, gap: 1 }}
    />
  );
}
