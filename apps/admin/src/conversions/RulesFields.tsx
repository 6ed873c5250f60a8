import { type AdNetwork, CONVERSION_NAMES } from '@groundswell/contracts';
import AddIcon from '@mui/icons-material/Add';
import RemoveIcon from '@mui/icons-material/RemoveCircleOutline';
import Autocomplete from '@mui/material/Autocomplete';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useRange } from '../range/useRange.js';
import { useEventNames } from '../retention/useEventNames.js';
import { type RuleDraft, newRule } from './destination-form.js';

interface Props {
  network: AdNetwork;
  rules: RuleDraft[];
  onChange(rules: RuleDraft[]): void;
}

/** Which events are conversions, and what the network calls them. */
export function RulesFields({ network, rules, onChange }: Props) {
  const translate = useTranslate();
  const { days } = useRange('28d');
  const events = useEventNames(days);
  return (
    <Stack spacing={1.5}>
      <Typography variant="subtitle2" component="h3">
        {translate('gs.conversions.rules')}
      </Typography>
      <Typography variant="body2" color="text.secondary">
        {translate('gs.conversions.rulesHelp')}
      </Typography>
      {rules.map((rule, at) => (
        <RuleFields
          key={rule.key}
          label={translate('gs.conversions.rule', { n: at + 1 })}
          rule={rule}
          events={events}
          names={CONVERSION_NAMES[network].usual}
          onChange={(next) => onChange(rules.map((one) => (one.key === rule.key ? next : one)))}
          onRemove={
            rules.length > 1 ? () => onChange(rules.filter(({ key }) => key !== rule.key)) : undefined
          }
        />
      ))}
      <Button
        size="small"
        startIcon={<AddIcon fontSize="small" />}
        onClick={() => onChange([...rules, newRule()])}
        sx={{ alignSelf: 'flex-start' }}
      >
        {translate('gs.conversions.addRule')}
      </Button>
    </Stack>
  );
}

interface RuleProps {
  label: string;
  rule: RuleDraft;
  events: string[];
  names: string[];
  onChange(rule: RuleDraft): void;
  onRemove?: () => void;
}

function RuleFields({ label, rule, events, names, onChange, onRemove }: RuleProps) {
  const translate = useTranslate();
  return (
    <Stack direction="row" gap={1} alignItems="flex-start" role="group" aria-label={label}>
      <Stack direction="row" flexWrap="wrap" gap={1} sx={{ flex: 1 }}>
        <Suggested
          label="event"
          value={rule.event}
          options={events}
          onChange={(event) => onChange({ ...rule, event })}
        />
        <Suggested
          label="nameThere"
          value={rule.name}
          options={names}
          onChange={(name) => onChange({ ...rule, name })}
        />
        <TextField
          label={translate('gs.conversions.value')}
          value={rule.valueProperty}
          onChange={({ target }) => onChange({ ...rule, valueProperty: target.value })}
          sx={{ flex: '2 1 160px' }}
        />
        <TextField
          label={translate('gs.conversions.currency')}
          value={rule.currency}
          onChange={({ target }) => onChange({ ...rule, currency: target.value })}
          slotProps={{ htmlInput: { maxLength: 3 } }}
          sx={{ flex: '1 1 88px' }}
        />
      </Stack>
      {onRemove && (
        <IconButton aria-label={`${translate('gs.action.remove')}: ${label}`} onClick={onRemove}>
          <RemoveIcon fontSize="small" />
        </IconButton>
      )}
    </Stack>
  );
}

interface SuggestedProps {
  label: 'event' | 'nameThere';
  value: string;
  options: string[];
  onChange(value: string): void;
}

/** Chosen from what is usual, or typed. */
function Suggested({ label, value, options, onChange }: SuggestedProps) {
  const translate = useTranslate();
  return (
    <Autocomplete
      freeSolo
      options={options}
      inputValue={value}
      onInputChange={(_event, next) => onChange(next)}
      sx={{ flex: '1 1 200px' }}
      renderInput={(params) => (
        <TextField {...params} required label={translate(`gs.conversions.${label}`)} />
      )}
    />
  );
}
