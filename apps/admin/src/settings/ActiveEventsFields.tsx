import type { ActiveEvents } from '@groundswell/contracts';
import Autocomplete from '@mui/material/Autocomplete';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { type ActiveMode, modeOf, namesOf, toActiveEvents } from './active-events.js';
import { useState } from 'react';

interface Props {
  value: ActiveEvents;
  disabled: boolean;
  onChange(value: ActiveEvents): void;
}

const MODES: { mode: ActiveMode; label: string }[] = [
  { mode: 'default', label: 'gs.settings.activeDefault' },
  { mode: 'only', label: 'gs.settings.activeOnly' },
  { mode: 'except', label: 'gs.settings.activeExcept' },
];

/** Which events make a person active; it changes every report. */
export function ActiveEventsFields({ value, disabled, onChange }: Props) {
  const translate = useTranslate();
  // An empty "except" would read as the default while its names are still being typed.
  const [mode, setMode] = useState<ActiveMode>(() => modeOf(value));
  const [names, setNames] = useState(() => namesOf(value));
  const set = (nextMode: ActiveMode, nextNames: string[]) => {
    setMode(nextMode);
    setNames(nextNames);
    onChange(toActiveEvents(nextMode, nextNames));
  };
  const isMissing = mode !== 'default' && names.length === 0;
  return (
    <>
      <Typography variant="body2" color="text.secondary" sx={{ mb: 1 }}>
        {translate('gs.settings.activeText')}
      </Typography>
      <RadioGroup
        aria-label={translate('gs.settings.activeMode')}
        value={mode}
        onChange={(_event, next) => set(next as ActiveMode, names)}
      >
        {MODES.map(({ mode: one, label }) => (
          <FormControlLabel
            key={one}
            value={one}
            disabled={disabled}
            control={<Radio size="small" />}
            label={translate(label)}
          />
        ))}
      </RadioGroup>
      {mode !== 'default' && (
        <Autocomplete
          multiple
          freeSolo
          options={[]}
          value={names}
          disabled={disabled}
          onChange={(_event, next) => set(mode, next)}
          sx={{ mt: 1.5 }}
          renderInput={(params) => (
            <TextField
              {...params}
              label={translate('gs.settings.activeNames')}
              helperText={translate(
                isMissing ? 'gs.settings.activeNamesRequired' : 'gs.settings.activeNamesHelp',
              )}
              error={isMissing}
            />
          )}
        />
      )}
    </>
  );
}
