import type { AlertMeasure, AlertRule } from '@groundswell/contracts';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';
import { Segmented } from '../layout/Segmented.js';
import { FIRST_RULES } from './alert-form.js';
import { NumberField } from './NumberField.js';

interface Props {
  rule: AlertRule;
  measure: AlertMeasure;
  onChange(rule: AlertRule): void;
}

const TYPES = ['threshold', 'change', 'band'] as const;
const side = { '& > *': { flex: 1 } };

export function RuleFields({ rule, measure, onChange }: Props) {
  const translate = useTranslate();
  return (
    <Stack spacing={2}>
      <Segmented
        label={translate('gs.alerts.ruleLabel')}
        value={rule.type}
        options={TYPES.map((value) => ({ value, label: translate(`gs.alerts.type.${value}`) }))}
        onChange={(type) => onChange(FIRST_RULES[type])}
      />
      {rule.type === 'threshold' && <Threshold rule={rule} measure={measure} onChange={onChange} />}
      {rule.type === 'change' && <Change rule={rule} onChange={onChange} />}
      {rule.type === 'band' && (
        <NumberField
          label={translate('gs.alerts.confidence')}
          helperText={translate('gs.alerts.bandHelp')}
          value={rule.confidence}
          unit="%"
          onChange={(confidence) =>
            onChange({ ...rule, confidence: Math.min(0.999, Math.max(0.5, confidence)) })
          }
        />
      )}
    </Stack>
  );
}

function Threshold({ rule, measure, onChange }: Props & { rule: AlertRule & { type: 'threshold' } }) {
  const translate = useTranslate();
  const isRate = ['rate', 'ratio'].includes(measure.column);
  return (
    <Stack direction="row" spacing={2} sx={side}>
      <TextField
        select
        label={translate('gs.alerts.when')}
        value={rule.operator}
        onChange={({ target }) => onChange({ ...rule, operator: target.value as 'above' | 'below' })}
      >
        {(['below', 'above'] as const).map((operator) => (
          <MenuItem key={operator} value={operator}>
            {translate(`gs.alerts.operator.${operator}`)}
          </MenuItem>
        ))}
      </TextField>
      <NumberField
        label={translate('gs.alerts.value')}
        value={rule.value}
        unit={isRate ? '%' : undefined}
        onChange={(value) => onChange({ ...rule, value })}
      />
    </Stack>
  );
}

function Change({
  rule,
  onChange,
}: {
  rule: AlertRule & { type: 'change' };
  onChange(rule: AlertRule): void;
}) {
  const translate = useTranslate();
  return (
    <Stack
      direction={{ xs: 'column', sm: 'row' }}
      spacing={2}
      sx={{ ...side, '& > :last-child': { flex: 2 } }}
    >
      <TextField
        select
        label={translate('gs.alerts.when')}
        value={rule.direction}
        onChange={({ target }) =>
          onChange({ ...rule, direction: target.value as (typeof rule)['direction'] })
        }
      >
        {(['down', 'up', 'either'] as const).map((direction) => (
          <MenuItem key={direction} value={direction}>
            {translate(`gs.alerts.direction.${direction}`)}
          </MenuItem>
        ))}
      </TextField>
      <NumberField
        label={translate('gs.alerts.by')}
        value={rule.by}
        unit="%"
        onChange={(by) => onChange({ ...rule, by })}
      />
      <TextField
        select
        label={translate('gs.alerts.against')}
        value={rule.against}
        onChange={({ target }) => onChange({ ...rule, against: target.value as (typeof rule)['against'] })}
      >
        {(['season', 'previous'] as const).map((against) => (
          <MenuItem key={against} value={against}>
            {translate(`gs.alerts.base.${against}`)}
          </MenuItem>
        ))}
      </TextField>
    </Stack>
  );
}
