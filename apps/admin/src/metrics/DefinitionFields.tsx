import { METRIC_TYPES, type MetricType } from '@groundswell/contracts';
import Autocomplete from '@mui/material/Autocomplete';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';
import { type DefinitionDraft, type MeasuredDraft, hasCap, hasProperty } from './metric-form.js';

interface Props {
  draft: DefinitionDraft;
  /** Suggestions; any other name may be typed. */
  events: string[];
  onChange(over: Partial<DefinitionDraft>): void;
}

const MOST_STEPS = 10;

/** What a metric reads of the events of a person. */
export function DefinitionFields({ draft, events, onChange }: Props) {
  const translate = useTranslate();
  const { type } = draft;
  const isOfOne = type !== 'funnel';
  return (
    <Stack spacing={2}>
      <TextField
        select
        label={translate('gs.metrics.type')}
        value={type}
        onChange={({ target }) => onChange({ type: target.value as MetricType })}
        helperText={translate(`gs.metrics.typeHelp.${type}`)}
        slotProps={{ select: { 'data-testid': 'metric-type' } as object }}
      >
        {METRIC_TYPES.map((one) => (
          <MenuItem key={one} value={one}>
            {translate(`gs.metrics.types.${one}`)}
          </MenuItem>
        ))}
      </TextField>
      {isOfOne && (
        <Measured
          label={translate('gs.metrics.event')}
          value={draft.of}
          events={events}
          property={hasProperty(type) ? 'needed' : type === 'ratio' ? 'optional' : 'none'}
          isOptional={type === 'retention'}
          onChange={(of) => onChange({ of })}
        />
      )}
      {type === 'ratio' && (
        <Measured
          label={translate('gs.metrics.per')}
          value={draft.per}
          events={events}
          property="optional"
          onChange={(per) => onChange({ per })}
        />
      )}
      {type === 'funnel' && <Steps draft={draft} events={events} onChange={onChange} />}
      <Numbers draft={draft} onChange={onChange} />
    </Stack>
  );
}

interface MeasuredProps {
  label: string;
  value: MeasuredDraft;
  events: string[];
  property: 'needed' | 'optional' | 'none';
  isOptional?: boolean;
  onChange(value: MeasuredDraft): void;
}

function Measured({ label, value, events, property, isOptional = false, onChange }: MeasuredProps) {
  const translate = useTranslate();
  const set = (over: Partial<MeasuredDraft>) => onChange({ ...value, ...over });
  return (
    <Stack direction="row" gap={1.5} flexWrap="wrap">
      <Autocomplete
        freeSolo
        autoSelect
        options={events}
        value={value.event}
        onChange={(_event, event) => set({ event: event ?? '' })}
        sx={{ flex: '1 1 220px' }}
        renderInput={(params) => (
          <TextField
            {...params}
            required={!isOptional}
            label={label}
            placeholder={isOptional ? translate('gs.metrics.anyActivity') : ''}
            slotProps={{ inputLabel: { ...params.InputLabelProps, shrink: true } }}
          />
        )}
      />
      {property !== 'none' && (
        <Committed
          label={translate('gs.metrics.property')}
          value={value.property}
          placeholder="properties.amount"
          isRequired={property === 'needed'}
          onChange={(next) => set({ property: next })}
          width="1 1 220px"
        />
      )}
    </Stack>
  );
}

function Steps({ draft: { steps }, events, onChange }: Props) {
  const translate = useTranslate();
  return (
    <Stack spacing={1.5}>
      {steps.map((step, index) => (
        <Stack key={index} direction="row" gap={1} alignItems="center">
          <Stack flex={1}>
            <Measured
              label={translate('gs.metrics.step', { number: index + 1 })}
              value={step}
              events={events}
              property="none"
              onChange={(next) => onChange({ steps: steps.with(index, next) })}
            />
          </Stack>
          {steps.length > 2 && (
            <Button color="inherit" onClick={() => onChange({ steps: steps.toSpliced(index, 1) })}>
              {translate('gs.action.remove')}
            </Button>
          )}
        </Stack>
      ))}
      {steps.length < MOST_STEPS && (
        <Button
          sx={{ alignSelf: 'flex-start' }}
          onClick={() => onChange({ steps: [...steps, { event: '', property: '' }] })}
        >
          {translate('gs.metrics.addStep')}
        </Button>
      )}
    </Stack>
  );
}

/** Days, level, window, delay and cap: what the type has of them. */
function Numbers({ draft, onChange }: Omit<Props, 'events'>) {
  const translate = useTranslate();
  const { type, days, quantile, windowHours, delayHours, cap, capQuantile } = draft;
  const field = (name: string, value: string, change: (text: string) => void, placeholder = '') => (
    <Committed
      key={name}
      label={translate(`gs.metrics.${name}`)}
      value={value}
      placeholder={placeholder}
      onChange={change}
    />
  );
  const none = translate('gs.metrics.none');
  if (type === 'retention') {
    return (
      <Stack direction="row" gap={1.5}>
        {field('fromDay', days[0], (text) => onChange({ days: [text, days[1]] }))}
        {field('toDay', days[1], (text) => onChange({ days: [days[0], text] }))}
      </Stack>
    );
  }
  const capped = capQuantile === null ? none : translate('gs.metrics.atQuantile', { level: capQuantile });
  return (
    <Stack direction="row" gap={1.5} flexWrap="wrap">
      {type === 'quantile' && field('quantile', quantile, (text) => onChange({ quantile: text }))}
      {field('window', windowHours, (text) => onChange({ windowHours: text }), none)}
      {field('delay', delayHours, (text) => onChange({ delayHours: text }), '0')}
      {hasCap(type) && field('cap', cap, (text) => onChange({ cap: text, capQuantile: null }), capped)}
    </Stack>
  );
}

interface CommittedProps {
  label: string;
  value: string;
  placeholder: string;
  isRequired?: boolean;
  width?: string;
  onChange(value: string): void;
}

/** A text that counts once the field is left or Enter is pressed, so that not every letter asks a question. */
function Committed({
  label,
  value,
  placeholder,
  isRequired = false,
  width = '1 1 120px',
  onChange,
}: CommittedProps) {
  return (
    <TextField
      key={value}
      label={label}
      required={isRequired}
      defaultValue={value}
      placeholder={placeholder}
      onBlur={({ target }) => target.value !== value && onChange(target.value)}
      onKeyDown={({ key, target }) => key === 'Enter' && onChange((target as HTMLInputElement).value)}
      slotProps={{ inputLabel: { shrink: true } }}
      sx={{ flex: width }}
    />
  );
}
