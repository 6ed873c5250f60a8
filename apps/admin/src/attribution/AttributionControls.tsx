import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Slider from '@mui/material/Slider';
import Typography from '@mui/material/Typography';
import { ATTRIBUTION_LEVELS, type AttributionLevel } from '@groundswell/contracts';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { Segmented } from '../layout/Segmented.js';
import { EventField } from '../retention/EventField.js';
import { type AttributionSettings, LOOKBACKS, VIEW_DAYS } from './attribution-settings.js';

interface Props {
  settings: AttributionSettings;
  names: string[];
  onChange(change: Partial<AttributionSettings>): void;
}

/** What a conversion is, how far back touches count, and by what they are told apart. */
export function AttributionControls({ settings, names, onChange }: Props) {
  const translate = useTranslate();
  const { event, revenue, level, lookback, repeats, views } = settings;
  return (
    <Paper
      component="form"
      aria-label={translate('gs.attribution.question')}
      onSubmit={(submitted) => submitted.preventDefault()}
      sx={{
        ...{ border: 1, borderColor: 'divider', p: 1.5 },
        ...{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center' },
      }}
    >
      <EventField
        key={`event ${event}`}
        label={translate('gs.attribution.event')}
        value={event}
        placeholder={translate('gs.attribution.chooseEvent')}
        names={names}
        onChange={(value) => onChange({ event: value })}
      />
      <EventField
        key={`revenue ${revenue}`}
        label={translate('gs.attribution.revenue')}
        value={revenue === '-' ? '' : revenue}
        placeholder={translate('gs.attribution.noRevenue')}
        names={['revenue', 'value', 'amount', 'price', 'total']}
        onChange={(value) => onChange({ revenue: value })}
      />
      <Box sx={{ overflowX: 'auto', maxWidth: '100%' }}>
        <Segmented<AttributionLevel>
          label={translate('gs.campaigns.level')}
          value={level}
          options={ATTRIBUTION_LEVELS.map((value) => ({
            value,
            label: translate(`gs.campaigns.levels.${value}`),
          }))}
          onChange={(value) => onChange({ level: value })}
        />
      </Box>
      <Segmented<'keep' | 'collapse'>
        label={translate('gs.attribution.repeats')}
        value={repeats}
        options={(['keep', 'collapse'] as const).map((value) => ({
          value,
          label: translate(`gs.attribution.${value}`),
        }))}
        onChange={(value) => onChange({ repeats: value })}
      />
      <Segmented<string>
        label={translate('gs.attribution.views')}
        value={String(views)}
        options={VIEW_DAYS.map((days) => ({
          value: String(days),
          label: translate(days === 0 ? 'gs.attribution.noViews' : 'gs.attribution.viewDays', {
            smart_count: days,
          }),
        }))}
        onChange={(value) => onChange({ views: VIEW_DAYS.find((days) => String(days) === value) ?? 0 })}
      />
      <LookbackSlider key={lookback} days={lookback} onChange={(days) => onChange({ lookback: days })} />
    </Paper>
  );
}

function LookbackSlider({ days, onChange }: { days: number; onChange(days: number): void }) {
  const translate = useTranslate();
  const [at, setAt] = useState(Math.max(0, LOOKBACKS.indexOf(days as (typeof LOOKBACKS)[number])));
  const chosen = LOOKBACKS[at] ?? 30;
  return (
    <Box sx={{ width: { xs: '100%', sm: 216 }, px: 1 }}>
      <Typography variant="caption" color="text.secondary" component="p">
        {translate('gs.attribution.lookback', { days: chosen })}
      </Typography>
      <Slider
        size="small"
        marks
        step={1}
        min={0}
        max={LOOKBACKS.length - 1}
        value={at}
        aria-label={translate('gs.attribution.lookbackLabel')}
        getAriaValueText={(value) => String(LOOKBACKS[value] ?? '')}
        onChange={(_, value) => setAt(value as number)}
        onChangeCommitted={(_, value) => onChange(LOOKBACKS[value as number] ?? 30)}
        sx={{ py: 1 }}
      />
    </Box>
  );
}
