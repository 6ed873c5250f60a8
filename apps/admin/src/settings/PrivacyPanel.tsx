import type { PrivacyRule } from '@groundswell/contracts';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type FormEvent, useState } from 'react';
import { useTranslate } from 'react-admin';
import type { ProjectView } from '../api/types.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { Panel } from '../layout/Panel.js';
import { RuleRows } from './RuleRows.js';
import { type PrivacyPlace, nameOf, pathOf, placeOf } from './rule-fields.js';
import { useSavingRules } from './useSavingRules.js';

const BLANK: PrivacyRule = { path: 'properties.', action: 'drop' };
const ACTIONS = ['drop', 'hash'] as const;

/** What is never stored of an event. */
export function PrivacyPanel({ project }: { project: ProjectView }) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const before = { keepIp: project.keepIp, privacyRules: project.privacyRules };
  const [values, setValues] = useState(before);
  const saving = useSavingRules(project);
  const isChanged = JSON.stringify(values) !== JSON.stringify(before);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate(values);
  };
  return (
    <Panel title={translate('gs.rules.privacyTitle')} testId="privacy-rules">
      <Stack component="form" onSubmit={submit} spacing={2} sx={{ maxWidth: 760 }}>
        <Typography variant="body2" color="text.secondary">
          {translate('gs.rules.privacyText')}
        </Typography>
        {saving.error && <Alert severity="error">{errorText(saving.error)}</Alert>}
        <RuleRows
          rules={values.privacyRules}
          blank={BLANK}
          none={translate('gs.rules.privacyNone')}
          add={translate('gs.rules.add')}
          fields={(rule, change) => <PrivacyFields rule={rule} onChange={change} />}
          onChange={(privacyRules) => setValues({ ...values, privacyRules })}
        />
        <FormControlLabel
          control={
            <Switch
              size="small"
              checked={values.keepIp}
              onChange={(_, keepIp) => setValues({ ...values, keepIp })}
            />
          }
          label={translate('gs.rules.keepIp')}
          slotProps={{ typography: { variant: 'body2' } }}
          sx={{ ml: -0.75, gap: 0.5 }}
        />
        <Typography variant="caption" color="text.secondary" sx={{ mt: '4px !important' }}>
          {translate('gs.rules.keepIpHelp')}
        </Typography>
        <Button
          type="submit"
          variant="contained"
          disabled={!isChanged || !values.privacyRules.every((rule) => nameOf(rule) !== '')}
          loading={saving.isPending}
          sx={{ alignSelf: 'flex-start' }}
        >
          {translate('gs.action.save')}
        </Button>
      </Stack>
    </Panel>
  );
}

function PrivacyFields({ rule, onChange }: { rule: PrivacyRule; onChange(rule: PrivacyRule): void }) {
  const translate = useTranslate();
  const place = placeOf(rule);
  return (
    <>
      <TextField
        select
        label={translate('gs.rules.field')}
        value={place}
        onChange={(event) =>
          onChange({ ...rule, path: pathOf(event.target.value as PrivacyPlace, nameOf(rule)) })
        }
        sx={{ width: { xs: '100%', sm: 168 } }}
      >
        {(['properties', 'traits'] as const).map((one) => (
          <MenuItem key={one} value={one}>
            {translate(`gs.rules.place.${one}`)}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        label={translate('gs.rules.property')}
        placeholder="email"
        value={nameOf(rule)}
        onChange={(event) => onChange({ ...rule, path: pathOf(place, event.target.value) })}
        slotProps={{ htmlInput: { maxLength: 200 }, inputLabel: { shrink: true } }}
        sx={{ flex: { xs: '1 1 100%', sm: '2 1 160px' } }}
      />
      <TextField
        select
        label={translate('gs.rules.action')}
        value={rule.action}
        onChange={(event) => onChange({ ...rule, action: event.target.value as PrivacyRule['action'] })}
        sx={{ width: { xs: '100%', sm: 168 } }}
      >
        {ACTIONS.map((action) => (
          <MenuItem key={action} value={action}>
            {translate(`gs.rules.actions.${action}`)}
          </MenuItem>
        ))}
      </TextField>
    </>
  );
}
