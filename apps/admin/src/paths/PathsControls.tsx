import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import Paper from '@mui/material/Paper';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';
import { FilterChips } from '../filters/FilterChips.js';
import { Segmented } from '../layout/Segmented.js';
import type { Days } from '../range/range.js';
import { EventField } from '../retention/EventField.js';
import { useEventNames } from '../retention/useEventNames.js';
import { DEPTHS, DIRECTIONS, type Direction, PAUSES, type PathsSettings } from './paths-settings.js';

interface Props {
  settings: PathsSettings;
  days: Days;
  onChange(change: Partial<PathsSettings>): void;
}

/** From where or to where, how far, and what counts as one path. */
export function PathsControls({ settings, days, onChange }: Props) {
  const translate = useTranslate();
  const names = useEventNames(days);
  const { direction, event, depth, pause, keepsRepeats, filters } = settings;
  return (
    <Paper
      component="form"
      aria-label={translate('gs.paths.question')}
      onSubmit={(submitted) => submitted.preventDefault()}
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
      <Segmented<Direction>
        label={translate('gs.paths.direction')}
        value={direction}
        options={DIRECTIONS.map((value) => ({ value, label: translate(`gs.paths.${value}`) }))}
        onChange={(value) => onChange({ direction: value })}
      />
      <EventField
        key={`${direction} ${event}`}
        label={translate('gs.paths.event')}
        value={event}
        placeholder={translate(direction === 'end' ? 'gs.funnel.chooseEvent' : 'gs.paths.firstOfAll')}
        names={names}
        onChange={(value) => onChange({ event: value })}
      />
      <NumberChoice
        label={translate('gs.paths.depth')}
        value={depth}
        options={DEPTHS}
        name={String}
        onChange={(value) => onChange({ depth: value })}
      />
      <NumberChoice
        label={translate('gs.paths.pause')}
        value={pause}
        options={PAUSES}
        name={(minutes) => translate(`gs.paths.pause${minutes}`)}
        onChange={(value) => onChange({ pause: value })}
      />
      <FormControlLabel
        control={
          <Switch
            size="small"
            checked={keepsRepeats}
            onChange={(_, checked) => onChange({ keepsRepeats: checked })}
          />
        }
        label={translate('gs.paths.repeats')}
        slotProps={{ typography: { variant: 'body2' } }}
        sx={{ mx: 0, gap: 0.5 }}
      />
      <FilterChips
        filters={filters}
        label={translate('gs.paths.title')}
        onChange={(value) => onChange({ filters: value })}
      />
    </Paper>
  );
}

interface ChoiceProps {
  label: string;
  value: number;
  options: readonly number[];
  name(value: number): string;
  onChange(value: number): void;
}

function NumberChoice({ label, value, options, name, onChange }: ChoiceProps) {
  return (
    <TextField
      select
      label={label}
      value={value}
      onChange={(event) => onChange(Number(event.target.value))}
      sx={{ width: { xs: 'calc(50% - 6px)', sm: 152 } }}
    >
      {options.map((option) => (
        <MenuItem key={option} value={option}>
          {name(option)}
        </MenuItem>
      ))}
    </TextField>
  );
}
