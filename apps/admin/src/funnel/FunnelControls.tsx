import AddIcon from '@mui/icons-material/AddOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { FUNNEL_ORDERS } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';
import { PropertyField } from '../filters/PropertyField.js';
import { Segmented } from '../layout/Segmented.js';
import { CompareSwitch } from '../range/CompareSwitch.js';
import type { Days } from '../range/range.js';
import { useEventNames } from '../retention/useEventNames.js';
import { ExclusionRow } from './ExclusionRow.js';
import { StepRow } from './StepRow.js';
import { WindowField } from './WindowField.js';
import { FEWEST_STEPS, type FunnelSettings, MOST_STEPS, type StepSettings } from './funnel-settings.js';

interface Props {
  settings: FunnelSettings;
  days: Days;
  onChange(change: Partial<FunnelSettings>): void;
}

/** The question of a funnel: its steps, and under them how they are counted. */
export function FunnelControls({ settings, days, onChange }: Props) {
  const translate = useTranslate();
  const names = useEventNames(days);
  const { steps, order, window, breakdown } = settings;
  const put = (index: number, step: StepSettings) =>
    onChange({ steps: steps.map((one, at) => (at === index ? step : one)) });
  const swap = (index: number) =>
    onChange({
      steps: steps.map((one, at) => steps[at === index ? at + 1 : at === index + 1 ? at - 1 : at] ?? one),
    });
  return (
    <Paper
      component="form"
      aria-label={translate('gs.funnel.question')}
      onSubmit={(event) => event.preventDefault()}
      sx={{ border: 1, borderColor: 'divider', p: 1.5 }}
    >
      <Stack component="ol" gap={1.25} sx={{ listStyle: 'none', p: 0, m: 0 }}>
        {steps.map((step, index) => (
          <StepRow
            // A field holds what is being typed: another step in its place is another field.
            key={`${index} ${step.event}`}
            index={index}
            step={step}
            names={names}
            onChange={(next) => put(index, next)}
            onDown={index < steps.length - 1 ? () => swap(index) : undefined}
            onRemove={
              steps.length > FEWEST_STEPS
                ? () => onChange({ steps: steps.filter((_, at) => at !== index) })
                : undefined
            }
          />
        ))}
      </Stack>
      <Button
        size="small"
        startIcon={<AddIcon fontSize="small" />}
        disabled={steps.length >= MOST_STEPS}
        onClick={() => onChange({ steps: [...steps, { event: '', filters: [] }] })}
        sx={{ mt: 1 }}
        data-testid="funnel-add-step"
      >
        {translate('gs.funnel.addStep')}
      </Button>
      {order !== 'any' && <Exclusions settings={settings} names={names} onChange={onChange} />}
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          gap: 1.5,
          alignItems: 'center',
          mt: 1.5,
          pt: 1.5,
          borderTop: 1,
          borderColor: 'divider',
        }}
      >
        <Segmented
          label={translate('gs.funnel.order')}
          value={order}
          options={FUNNEL_ORDERS.map((value) => ({ value, label: translate(`gs.funnel.${value}`) }))}
          onChange={(value) => onChange({ order: value })}
        />
        <WindowField
          key={`${window.value} ${window.unit}`}
          window={window}
          onChange={(value) => onChange({ window: value })}
        />
        <PropertyField
          key={`by ${breakdown}`}
          label={translate('gs.funnel.breakdown')}
          placeholder={translate('gs.funnel.none')}
          value={breakdown}
          onChange={(value) => onChange({ breakdown: value })}
        />
        <CompareSwitch
          days={days}
          isCompared={settings.isCompared}
          onChange={(next) => onChange({ isCompared: next })}
        />
        <Typography variant="caption" color="text.secondary" sx={{ flexBasis: 240, flexGrow: 1 }}>
          {translate(`gs.funnel.${order}Help`)}
        </Typography>
      </Box>
    </Paper>
  );
}

function Exclusions({ settings, names, onChange }: Omit<Props, 'days'> & { names: string[] }) {
  const translate = useTranslate();
  const { exclusions, steps } = settings;
  return (
    <Stack gap={1.25} sx={{ mt: exclusions.length > 0 ? 1.5 : 0 }} alignItems="flex-start">
      {exclusions.map((exclusion, index) => (
        <ExclusionRow
          key={`${index} ${exclusion.event}`}
          exclusion={exclusion}
          steps={steps}
          names={names}
          onChange={(next) =>
            onChange({ exclusions: exclusions.map((one, at) => (at === index ? next : one)) })
          }
          onRemove={() => onChange({ exclusions: exclusions.filter((_, at) => at !== index) })}
        />
      ))}
      <Button
        size="small"
        color="inherit"
        startIcon={<AddIcon fontSize="small" />}
        disabled={exclusions.length >= 10}
        onClick={() => onChange({ exclusions: [...exclusions, { event: '', filters: [], after: 0 }] })}
        sx={{ color: 'text.secondary' }}
      >
        {translate('gs.funnel.addExclusion')}
      </Button>
    </Stack>
  );
}
