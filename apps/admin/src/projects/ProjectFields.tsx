import Autocomplete from '@mui/material/Autocomplete';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useMemo } from 'react';
import { useTranslate } from 'react-admin';
import type { WeekStart } from '@groundswell/contracts';
import { useFormat } from '../i18n/useFormat.js';
import { currencies, currencyLabel, timeZones, zoneLabel } from './intl-values.js';

interface FieldProps<T extends string> {
  value: T;
  disabled?: boolean;
  helperText?: string;
  error?: string;
  onChange(value: T): void;
}

export function TimeZoneField({ value, onChange, disabled, helperText, error }: FieldProps<string>) {
  const translate = useTranslate();
  const { tag } = useFormat();
  const zones = useMemo(() => [...new Set([value, ...timeZones()])], [value]);
  const labels = useMemo(() => new Map(zones.map((zone) => [zone, zoneLabel(zone, tag)])), [zones, tag]);
  return (
    <Autocomplete
      options={zones}
      value={value}
      disableClearable
      disabled={disabled}
      getOptionLabel={(zone) => labels.get(zone) ?? zone}
      onChange={(_event, zone) => onChange(zone)}
      renderInput={(params) => (
        <TextField
          {...params}
          label={translate('gs.project.timeZone')}
          helperText={error ?? helperText ?? translate('gs.project.timeZoneHelp')}
          error={error !== undefined}
        />
      )}
    />
  );
}

export function CurrencyField({ value, onChange, disabled, error }: FieldProps<string>) {
  const translate = useTranslate();
  const { tag } = useFormat();
  const codes = useMemo(() => currencies(), []);
  return (
    <Autocomplete
      options={codes}
      value={value}
      disableClearable
      disabled={disabled}
      getOptionLabel={(code) => currencyLabel(code, tag)}
      onChange={(_event, code) => onChange(code)}
      renderInput={(params) => (
        <TextField
          {...params}
          label={translate('gs.project.currency')}
          helperText={error}
          error={error !== undefined}
        />
      )}
    />
  );
}

export function WeekStartField({ value, onChange, disabled }: FieldProps<WeekStart>) {
  const translate = useTranslate();
  return (
    <TextField
      select
      label={translate('gs.project.weekStart')}
      value={value}
      disabled={disabled}
      onChange={(event) => onChange(event.target.value as WeekStart)}
    >
      <MenuItem value="monday">{translate('gs.project.monday')}</MenuItem>
      <MenuItem value="sunday">{translate('gs.project.sunday')}</MenuItem>
    </TextField>
  );
}
