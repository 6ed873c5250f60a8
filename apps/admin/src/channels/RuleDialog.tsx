import {
  type ChannelCondition,
  type ChannelName,
  type ChannelRule,
  channelKeySchema,
  channelRuleSchema,
} from '@groundswell/contracts';
import AddIcon from '@mui/icons-material/Add';
import Autocomplete from '@mui/material/Autocomplete';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { SaveActions } from '../feedback/SaveActions.js';
import { ConditionFields } from './ConditionFields.js';
import { channelName } from './rule-text.js';

interface Props {
  /** Null: a new one. */
  rule: ChannelRule | null;
  names: ChannelName[];
  /** @param name of the channel, where the dialog gave it one */
  onDone(rule: ChannelRule, name: ChannelName | null): void;
  onClose(): void;
}

const BLANK: ChannelCondition = { field: 'utmSource', operator: 'is', values: [] };

/** Makes or changes a rule; nothing is saved before the page is. */
export function RuleDialog({ rule, names, onDone, onClose }: Props) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const [channel, setChannel] = useState(rule?.channel ?? '');
  const [conditions, setConditions] = useState(rule?.conditions ?? [BLANK]);
  const known = names.find(({ key }) => key === channel);
  const [name, setName] = useState({ en: known?.en ?? '', zh: known?.zh ?? '' });
  const isKey = channelKeySchema.safeParse(channel).success;
  const isNew = known === undefined;
  const whole = channelRuleSchema.safeParse({ channel, conditions });
  const isNamed = !isNew || (name.en.trim() !== '' && name.zh.trim() !== '');
  const done = () => {
    if (!whole.success) return;
    onDone(whole.data, isNew ? { key: channel, en: name.en.trim(), zh: name.zh.trim() } : null);
    onClose();
  };
  const replace = (at: number, condition: ChannelCondition) =>
    setConditions(conditions.map((one, index) => (index === at ? condition : one)));
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth>
      <DialogTitle>{translate(rule ? 'gs.channels.change' : 'gs.channels.add')}</DialogTitle>
      <DialogContent>
        <Stack spacing={2} sx={{ pt: 1 }}>
          <Autocomplete
            freeSolo
            options={names.map(({ key }) => key)}
            getOptionLabel={(key) => key}
            renderOption={({ key: _, ...props }, option) => (
              <li key={option} {...props}>
                {channelName(option, names, locale)}
                <Typography component="span" variant="caption" color="text.secondary" sx={{ ml: 1 }}>
                  {option}
                </Typography>
              </li>
            )}
            inputValue={channel}
            onInputChange={(_, value) => setChannel(value.trim().toLowerCase())}
            renderInput={(params) => (
              <TextField
                {...params}
                autoFocus
                required
                label={translate('gs.channels.channel')}
                error={channel !== '' && !isKey}
                helperText={translate('gs.channels.keyHelp')}
              />
            )}
          />
          {isNew && isKey && (
            <Stack direction="row" gap={1.5}>
              {(['en', 'zh'] as const).map((language) => (
                <TextField
                  key={language}
                  required
                  label={translate(`gs.channels.name.${language}`)}
                  value={name[language]}
                  onChange={({ target }) => setName({ ...name, [language]: target.value })}
                  slotProps={{ htmlInput: { maxLength: 60 } }}
                  sx={{ flex: 1 }}
                />
              ))}
            </Stack>
          )}
          <Typography variant="subtitle2">{translate('gs.channels.conditions')}</Typography>
          {conditions.map((condition, at) => (
            // Conditions have no id; they are only added at the end.
            <ConditionFields
              key={at}
              condition={condition}
              onChange={(changed) => replace(at, changed)}
              onRemove={
                conditions.length > 1
                  ? () => setConditions(conditions.filter((_, index) => index !== at))
                  : undefined
              }
            />
          ))}
          <Button
            startIcon={<AddIcon fontSize="small" />}
            onClick={() => setConditions([...conditions, BLANK])}
            disabled={conditions.length >= 10}
            sx={{ alignSelf: 'flex-start' }}
          >
            {translate('gs.channels.addCondition')}
          </Button>
          <Typography variant="caption" color="text.secondary">
            {translate('gs.channels.valuesHelp')}
          </Typography>
        </Stack>
      </DialogContent>
      <SaveActions
        label={translate('gs.channels.take')}
        isReady={whole.success && isNamed}
        isSaving={false}
        onSave={done}
        onClose={onClose}
      />
    </Dialog>
  );
}
