import { ENVIRONMENTS, type Flag, type FlagType } from '@groundswell/contracts';
import AddIcon from '@mui/icons-material/Add';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type FormEvent, useState } from 'react';
import { useTranslate } from 'react-admin';
import { SaveActions } from '../feedback/SaveActions.js';
import { useErrorText } from '../feedback/ErrorState.js';
import {
  draftOf,
  type FlagForm,
  formOf,
  formProblems,
  movedRule,
  neutralValue,
  newRule,
  type RuleForm,
  TYPES,
} from './flag-form.js';
import { PrerequisiteFields } from './PrerequisiteFields.js';
import { RuleFields } from './RuleFields.js';
import { useFlagWrites } from './useFlags.js';
import { useRuleTitle } from './useRuleTitle.js';
import { ValueField } from './ValueField.js';

/** Rules have much to show: on a phone it has nearly the whole width. */
const PHONE_WIDE = { m: { xs: 1, sm: 4 }, width: { xs: 'calc(100% - 16px)', sm: 'calc(100% - 64px)' } };

/** Makes a flag, off everywhere, or changes the one given. What cannot be right cannot be sent. */
export function FlagDialog({ flag, onClose }: { flag: Flag | null; onClose(): void }) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const { create, change } = useFlagWrites();
  const saving = flag ? change : create;
  const [form, setForm] = useState(() => formOf(flag));
  const wrong = formProblems(form);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wrong.size > 0) return;
    const draft = draftOf(form);
    if (flag) return change.mutate({ flag, ...draft }, { onSuccess: onClose });
    const environments = Object.fromEntries(ENVIRONMENTS.map((name) => [name, false]));
    const { key, type } = form;
    create.mutate({ ...draft, key, type, environments }, { onSuccess: onClose });
  };
  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth slotProps={{ paper: { sx: PHONE_WIDE } }}>
      <form onSubmit={submit} noValidate>
        <DialogTitle>{translate(flag ? 'gs.flags.edit' : 'gs.flags.new')}</DialogTitle>
        <DialogContent>
          <Stack spacing={2} sx={{ pt: 1 }}>
            {saving.error && <Alert severity="error">{errorText(saving.error)}</Alert>}
            <Basics form={form} wrong={wrong} isNew={!flag} onChange={setForm} />
            <PrerequisiteFields
              own={form.key}
              all={form.prerequisites}
              isWrong={(at) => wrong.has(`prerequisites.${at}`)}
              onChange={(prerequisites) => setForm({ ...form, prerequisites })}
            />
            <Rules
              form={form}
              wentBack={wentBackOf(flag)}
              wrong={wrong}
              onChange={(rules) => setForm({ ...form, rules })}
            />
          </Stack>
        </DialogContent>
        <SaveActions
          label={translate(flag ? 'gs.action.save' : 'gs.action.create')}
          isReady={wrong.size === 0}
          isSaving={saving.isPending}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}

/** Ids of its rules that went back by themselves. */
function wentBackOf(flag: Flag | null): string[] {
  const back = flag?.rollouts.filter(({ state }) => state === 'rolledBack') ?? [];
  return back.map(({ ruleId }) => ruleId);
}

interface BasicsProps {
  form: FlagForm;
  wrong: ReadonlySet<string>;
  isNew: boolean;
  onChange(form: FlagForm): void;
}

function Basics({ form, wrong, isNew, onChange }: BasicsProps) {
  const translate = useTranslate();
  const retype = (type: FlagType) =>
    onChange({ ...form, type, defaultValue: neutralValue(type), schema: '', rules: [] });
  return (
    <>
      <Stack direction={{ xs: 'column', sm: 'row' }} gap={2}>
        <TextField
          autoFocus={isNew}
          fullWidth
          required
          disabled={!isNew}
          label={translate('gs.flags.key')}
          helperText={translate('gs.flags.keyHelp')}
          error={form.key !== '' && wrong.has('key')}
          value={form.key}
          onChange={({ target }) => onChange({ ...form, key: target.value })}
        />
        <TextField
          select
          disabled={!isNew}
          label={translate('gs.flags.typeOf')}
          value={form.type}
          onChange={({ target }) => retype(target.value as FlagType)}
          sx={{ minWidth: 160 }}
        >
          {TYPES.map((type) => (
            <MenuItem key={type} value={type}>
              {translate(`gs.flags.type.${type}`)}
            </MenuItem>
          ))}
        </TextField>
      </Stack>
      <TextField
        fullWidth
        label={translate('gs.flags.description')}
        value={form.description}
        onChange={({ target }) => onChange({ ...form, description: target.value })}
        slotProps={{ htmlInput: { maxLength: 2000 } }}
      />
      <ValueField
        label={translate('gs.flags.defaultValue')}
        type={form.type}
        value={form.defaultValue}
        isWrong={wrong.has('defaultValue')}
        onChange={(defaultValue) => onChange({ ...form, defaultValue })}
      />
      {form.type === 'json' && (
        <TextField
          fullWidth
          multiline
          label={translate('gs.flags.schema')}
          error={wrong.has('schema')}
          helperText={wrong.has('schema') ? translate('gs.flags.wrong.object') : undefined}
          value={form.schema}
          onChange={({ target }) => onChange({ ...form, schema: target.value })}
        />
      )}
    </>
  );
}

interface RulesProps {
  form: FlagForm;
  wentBack: string[];
  wrong: ReadonlySet<string>;
  onChange(rules: RuleForm[]): void;
}

function Rules({ form: { key, rules, type }, wentBack, wrong, onChange }: RulesProps) {
  const translate = useTranslate();
  const titleOf = useRuleTitle(rules);
  const replace = (index: number, rule: RuleForm) =>
    onChange(rules.map((one, at) => (at === index ? rule : one)));
  return (
    <>
      <Typography variant="subtitle2">{translate('gs.flags.rulesTitle')}</Typography>
      {rules.map((rule, index) => (
        <RuleFields
          key={rule.id}
          rule={rule}
          title={titleOf(rule.id)}
          wentBack={wentBack.includes(rule.id)}
          type={type}
          flagKey={key}
          isFirst={index === 0}
          isLast={index === rules.length - 1}
          isWrong={(place) => wrong.has(`rules.${index}.${place}`)}
          onChange={(next) => replace(index, next)}
          onMove={(by) => onChange(movedRule(rules, index, by))}
          onRemove={() => onChange(rules.filter((_one, at) => at !== index))}
        />
      ))}
      <Button
        startIcon={<AddIcon />}
        onClick={() => onChange([...rules, newRule(type)])}
        sx={{ alignSelf: 'flex-start' }}
      >
        {translate('gs.flags.addRule')}
      </Button>
    </>
  );
}
