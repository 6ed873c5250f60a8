import type { InternalRule } from '@groundswell/contracts';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type FormEvent, useState } from 'react';
import { useTranslate } from 'react-admin';
import type { ProjectView } from '../api/types.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { Panel } from '../layout/Panel.js';
import { RuleRows } from './RuleRows.js';
import { INTERNAL_KINDS, type InternalKind, fieldOf, kindOf, ofKind, propertyOf } from './rule-fields.js';
import { useSavingRules } from './useSavingRules.js';

const BLANK: InternalRule = { field: 'userId', operator: 'equals', value: '' };
const OPERATORS = ['equals', 'contains', 'startsWith', 'endsWith'] as const;

/** Which events are those of the team itself. */
export function InternalRulesPanel({ project }: { project: ProjectView }) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const [rules, setRules] = useState(project.internalRules);
  const saving = useSavingRules(project);
  const isChanged = JSON.stringify(rules) !== JSON.stringify(project.internalRules);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate({ internalRules: rules });
  };
  return (
    <Panel title={translate('gs.rules.internalTitle')} testId="internal-rules">
      <Stack component="form" onSubmit={submit} spacing={2} sx={{ maxWidth: 760 }}>
        <Typography variant="body2" color="text.secondary">
          {translate('gs.rules.internalText')}
        </Typography>
        {saving.error && <Alert severity="error">{errorText(saving.error)}</Alert>}
        <RuleRows
          rules={rules}
          blank={BLANK}
          none={translate('gs.rules.internalNone')}
          add={translate('gs.rules.add')}
          fields={(rule, change) => <InternalFields rule={rule} onChange={change} />}
          onChange={setRules}
        />
        {rules.some((rule) => kindOf(rule) === 'emailDomain') && (
          <Typography variant="caption" color="text.secondary">
            {translate('gs.rules.emailHelp')}
          </Typography>
        )}
        <Button
          type="submit"
          variant="contained"
          disabled={!isChanged || !rules.every(isWhole)}
          loading={saving.isPending}
          sx={{ alignSelf: 'flex-start' }}
        >
          {translate('gs.action.save')}
        </Button>
      </Stack>
    </Panel>
  );
}

function isWhole(rule: InternalRule): boolean {
  return rule.value.trim() !== '' && (kindOf(rule) !== 'property' || propertyOf(rule) !== '');
}

function InternalFields({ rule, onChange }: { rule: InternalRule; onChange(rule: InternalRule): void }) {
  const translate = useTranslate();
  const kind = kindOf(rule);
  const hasOperators = kind === 'userId' || kind === 'property';
  return (
    <>
      <TextField
        select
        label={translate('gs.rules.field')}
        value={kind}
        onChange={(event) => onChange(ofKind(rule, event.target.value as InternalKind))}
        sx={{ width: { xs: '100%', sm: 168 } }}
      >
        {INTERNAL_KINDS.map((one) => (
          <MenuItem key={one} value={one}>
            {translate(`gs.rules.kind.${one}`)}
          </MenuItem>
        ))}
      </TextField>
      {kind === 'property' && (
        <TextField
          label={translate('gs.rules.property')}
          value={propertyOf(rule)}
          onChange={(event) => onChange({ ...rule, field: fieldOf(event.target.value) })}
          slotProps={{ htmlInput: { maxLength: 200 } }}
          sx={{ flex: { xs: '1 1 100%', sm: '1 1 120px' } }}
        />
      )}
      {hasOperators && (
        <TextField
          select
          label={translate('gs.rules.operator')}
          value={rule.operator}
          onChange={(event) =>
            onChange({ ...rule, operator: event.target.value as InternalRule['operator'] })
          }
          sx={{ width: { xs: '100%', sm: 136 } }}
        >
          {OPERATORS.map((operator) => (
            <MenuItem key={operator} value={operator}>
              {translate(`gs.rules.operators.${operator}`)}
            </MenuItem>
          ))}
        </TextField>
      )}
      <TextField
        label={translate('gs.rules.value')}
        placeholder={PLACEHOLDERS[kind]}
        value={rule.value}
        onChange={(event) => onChange({ ...rule, value: event.target.value })}
        slotProps={{ htmlInput: { maxLength: 200 }, inputLabel: { shrink: true } }}
        sx={{ flex: { xs: '1 1 100%', sm: '2 1 160px' } }}
      />
    </>
  );
}

const PLACEHOLDERS: Record<InternalKind, string> = {
  userId: 'qa-',
  emailDomain: 'example.com',
  ip: '203.0.113.0/24',
  property: 'staging',
};
