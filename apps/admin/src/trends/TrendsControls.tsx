import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';
import { FilterChips } from '../filters/FilterChips.js';
import { PropertyField } from '../filters/PropertyField.js';
import { CompareSwitch } from '../range/CompareSwitch.js';
import type { Days } from '../range/range.js';
import { EventField } from '../retention/EventField.js';
import { useEventNames } from '../retention/useEventNames.js';
import { MEASURES, type Measure, TRAILING, type TrendsSettings, needsProperty } from './trends-settings.js';

interface Props {
  settings: TrendsSettings;
  days: Days;
  onChange(change: Partial<TrendsSettings>): void;
}

const width = { xs: 'calc(50% - 6px)', sm: 168 };
const OWN = 'own';

/** What is measured of which events, and how it is cut. */
export function TrendsControls({ settings, days, onChange }: Props) {
  const translate = useTranslate();
  const names = useEventNames(days);
  const { measure, event, property, filters, breakdown, trailingDays, isCompared } = settings;
  return (
    <Paper
      component="form"
      aria-label={translate('gs.trends.question')}
      onSubmit={(submitted) => submitted.preventDefault()}
      sx={{ border: 1, borderColor: 'divider', p: 1.5 }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center' }}>
        <TextField
          select
          label={translate('gs.trends.measure')}
          value={measure}
          onChange={({ target }) => onChange({ measure: target.value as Measure })}
          sx={{ width }}
        >
          {MEASURES.map((name) => (
            <MenuItem key={name} value={name}>
              {translate(`gs.trends.measures.${name}`)}
            </MenuItem>
          ))}
        </TextField>
        {needsProperty(measure) && (
          <PropertyField
            key={`of ${property}`}
            label={translate('gs.trends.property')}
            placeholder="properties.amount"
            value={property}
            onChange={(value) => onChange({ property: value })}
          />
        )}
        <EventField
          key={`event ${event}`}
          label={translate('gs.trends.event')}
          value={event}
          names={names}
          onChange={(value) => onChange({ event: value })}
        />
        <PropertyField
          key={`by ${breakdown}`}
          label={translate('gs.trends.breakdown')}
          placeholder={translate('gs.funnel.none')}
          value={breakdown}
          onChange={(value) => onChange({ breakdown: value })}
        />
        <TextField
          select
          label={translate('gs.trends.window')}
          value={trailingDays === null ? OWN : String(trailingDays)}
          onChange={({ target }) =>
            onChange({ trailingDays: target.value === OWN ? null : Number(target.value) })
          }
          sx={{ width }}
        >
          <MenuItem value={OWN}>{translate('gs.trends.own')}</MenuItem>
          {TRAILING.map((length) => (
            <MenuItem key={length} value={String(length)}>
              {translate('gs.trends.trailing', { days: length })}
            </MenuItem>
          ))}
        </TextField>
        <CompareSwitch
          days={days}
          isCompared={isCompared}
          onChange={(next) => onChange({ isCompared: next })}
        />
      </Box>
      <Stack sx={{ mt: 1 }}>
        <FilterChips
          label={translate('gs.trends.question')}
          filters={filters}
          onChange={(next) => onChange({ filters: next })}
        />
      </Stack>
    </Paper>
  );
}
