import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import Paper from '@mui/material/Paper';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { PropertyField } from '../filters/PropertyField.js';
import { Segmented } from '../layout/Segmented.js';
import { RangePicker } from '../range/RangePicker.js';
import { INTERVALS, type Interval } from '../range/local-date.js';
import type { Days, RangeChoice } from '../range/range.js';
import { BracketsField } from './BracketsField.js';
import { SideFields } from './SideFields.js';
import { COMPARISONS, KINDS, MAX_PERIODS, MODES, type RetentionSettings } from './retention-settings.js';
import { useEventNames } from './useEventNames.js';

interface Props {
  settings: RetentionSettings;
  choice: RangeChoice;
  days: Days;
  onChange(change: Partial<RetentionSettings>): void;
  onRange(choice: RangeChoice): void;
}

export function RetentionControls({ settings, choice, days, onChange, onRange }: Props) {
  const translate = useTranslate();
  const names = useEventNames(days);
  return (
    <Paper
      component="form"
      aria-label={translate('gs.retention.title')}
      onSubmit={(event) => event.preventDefault()}
      sx={{
        border: 1,
        borderColor: 'divider',
        p: 1.5,
        display: 'flex',
        flexWrap: 'wrap',
        gap: 1.5,
        alignItems: 'center',
      }}
    >
      <Segmented<Interval>
        label={translate('gs.retention.period')}
        value={settings.period}
        options={INTERVALS.map((value) => ({ value, label: translate(`gs.interval.${value}`) }))}
        onChange={(period) => onChange({ period })}
      />
      <RangePicker choice={choice} days={days} onChange={onRange} />
      <Choice
        label={translate('gs.retention.mode')}
        value={settings.mode}
        options={MODES.map((value) => [value, translate(`gs.retention.${value}`)])}
        onChange={(mode) => onChange({ mode })}
      />
      {settings.mode === 'bracket' ? (
        <BracketsField value={settings.brackets} onChange={(brackets) => onChange({ brackets })} />
      ) : (
        <PeriodsField
          key={settings.periods}
          value={settings.periods}
          max={MAX_PERIODS[settings.period]}
          onChange={(periods) => onChange({ periods })}
        />
      )}
      {settings.comparison === 'none' && (
        <PropertyField
          key={`by ${settings.breakdown}`}
          label={translate('gs.trends.breakdown')}
          placeholder={translate('gs.funnel.none')}
          value={settings.breakdown}
          onChange={(breakdown) => onChange({ breakdown })}
        />
      )}
      <Choice
        label={translate('gs.retention.compare')}
        value={settings.comparison}
        options={COMPARISONS.map((value) => [value, translate(`gs.retention.comparisons.${value}`)])}
        onChange={(comparison) => onChange({ comparison })}
      />
      <Box sx={{ flexBasis: '100%', height: 0, display: { xs: 'none', md: 'block' } }} />
      <SideFields
        side={settings}
        names={names}
        name={translate(settings.comparison === 'other' ? 'gs.retention.sideA' : 'gs.retention.cohort')}
        onChange={onChange}
      >
        <Choice
          label={translate('gs.retention.kind')}
          value={settings.kind}
          options={KINDS.map((value) => [value, translate(`gs.retention.${value}`)])}
          onChange={(kind) => onChange({ kind })}
        />
      </SideFields>
      {settings.comparison === 'other' && (
        <>
          <Box sx={{ flexBasis: '100%', height: 0, display: { xs: 'none', md: 'block' } }} />
          <SideFields
            side={settings.other}
            names={names}
            name={translate('gs.retention.sideB')}
            onChange={(change) => onChange({ other: { ...settings.other, ...change } })}
          />
        </>
      )}
    </Paper>
  );
}

const FIELD = { width: { xs: 'calc(50% - 6px)', sm: 144 } };

function PeriodsField({
  value,
  max,
  onChange,
}: {
  value: number;
  max: number;
  onChange(value: number): void;
}) {
  const translate = useTranslate();
  const [text, setText] = useState(String(value));
  const number = Number(text);
  const isRight = Number.isInteger(number) && number >= 1 && number <= max;
  const commit = () => (isRight ? number !== value && onChange(number) : setText(String(value)));
  return (
    <TextField
      type="number"
      label={translate('gs.retention.periods')}
      value={text}
      error={!isRight}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
      slotProps={{ htmlInput: { min: 1, max, 'data-testid': 'retention-periods' } }}
      sx={{ width: { xs: 'calc(50% - 6px)', sm: 88 } }}
    />
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  options: [T, string][];
  onChange(value: T): void;
}

function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  return (
    <TextField
      select
      label={label}
      value={value}
      onChange={(event) => onChange(event.target.value as T)}
      sx={FIELD}
    >
      {options.map(([option, text]) => (
        <MenuItem key={option} value={option}>
          {text}
        </MenuItem>
      ))}
    </TextField>
  );
}
