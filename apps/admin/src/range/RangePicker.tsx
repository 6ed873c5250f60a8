import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Popover from '@mui/material/Popover';
import Select from '@mui/material/Select';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';
import { isDay } from './local-date.js';
import type { Days, Preset, RangeChoice } from './range.js';

const LABELS: Record<Preset, string> = {
  '7d': 'gs.range.last7',
  '28d': 'gs.range.last28',
  '90d': 'gs.range.last90',
  '180d': 'gs.range.last180',
  all: 'gs.range.all',
};

interface Props {
  choice: RangeChoice;
  /** What the choice comes to. */
  days: Days;
  onChange(choice: RangeChoice): void;
}

export function RangePicker({ choice, days, onChange }: Props) {
  const translate = useTranslate();
  const format = useFormat();
  const place = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const value = 'preset' in choice ? choice.preset : 'custom';
  const span = format.span(days.from, days.to);
  return (
    <>
      <Select
        ref={place}
        value={value}
        inputProps={{ 'aria-label': translate('gs.range.label') }}
        data-testid="range"
        onChange={({ target }) => {
          if (target.value === 'custom') setOpen(true);
          else onChange({ preset: target.value as Preset });
        }}
        renderValue={() => (value === 'custom' ? span : translate(LABELS[value]))}
        sx={{ minWidth: 132 }}
      >
        {Object.entries(LABELS).map(([preset, label]) => (
          <MenuItem key={preset} value={preset}>
            {translate(label)}
          </MenuItem>
        ))}
        {/* Chosen again, it opens again: a Select reports only changes. */}
        <MenuItem value="custom" onClick={() => setOpen(true)}>
          {translate('gs.range.custom')}
        </MenuItem>
      </Select>
      <Popover
        open={isOpen}
        anchorEl={() => place.current}
        onClose={() => setOpen(false)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': translate('gs.range.custom') } }}
      >
        <CustomRange
          days={days}
          onApply={(chosen) => {
            setOpen(false);
            onChange(chosen);
          }}
        />
      </Popover>
    </>
  );
}

function CustomRange({ days, onApply }: { days: Days; onApply(days: Days): void }) {
  const translate = useTranslate();
  const [from, setFrom] = useState(days.from);
  const [to, setTo] = useState(days.to);
  const isWhole = isDay(from) && isDay(to);
  const isBackwards = isWhole && from > to;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isWhole && !isBackwards) onApply({ from, to });
  };
  const field = (label: string, value: string, onChange: (day: string) => void) => (
    <TextField
      type="date"
      label={label}
      value={value}
      error={isBackwards}
      onChange={(event) => onChange(event.target.value)}
      slotProps={{ inputLabel: { shrink: true } }}
    />
  );
  return (
    <Stack component="form" onSubmit={submit} spacing={2} sx={{ p: 2, width: 220 }}>
      {field(translate('gs.range.from'), from, setFrom)}
      {field(translate('gs.range.to'), to, setTo)}
      {isBackwards && (
        <Typography variant="caption" color="error">
          {translate('gs.range.invalid')}
        </Typography>
      )}
      <Button type="submit" variant="contained" disabled={!isWhole || isBackwards}>
        {translate('gs.range.apply')}
      </Button>
    </Stack>
  );
}
