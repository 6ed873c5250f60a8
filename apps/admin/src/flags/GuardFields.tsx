import type { RolloutGuard } from '@groundswell/contracts';
import RemoveIcon from '@mui/icons-material/Close';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useMetricList } from '../experiments/useExperiments.js';
import { ArchivedChip } from '../metrics/ArchivedChip.js';
import { PercentField } from '../experiments/wizard/PercentField.js';

interface Props {
  guard: RolloutGuard | null;
  wentBack: boolean;
  isWrong: boolean;
  onChange(guard: RolloutGuard | null): void;
}

const NEW: RolloutGuard = { metrics: [], controlShare: 0.2, alpha: 0.05 };
const MOST_SHARE = 0.5;

/** Metrics that a roll-out must not hurt, and how much of a loss is put up with. */
export function GuardFields({ guard, wentBack, isWrong, onChange }: Props) {
  const translate = useTranslate();
  return (
    <Stack spacing={1.5}>
      <FormControlLabel
        control={<Switch checked={guard !== null} onChange={(_event, isOn) => onChange(isOn ? NEW : null)} />}
        label={translate('gs.rollouts.guarded')}
        data-testid="guard-switch"
      />
      {wentBack && (
        <Typography variant="body2" color="warning.main">
          {translate(`gs.rollouts.${guard ? 'staysBack' : 'goesOut'}`)}
        </Typography>
      )}
      {guard && <Guarded guard={guard} isWrong={isWrong} onChange={onChange} />}
    </Stack>
  );
}

function Guarded({ guard, isWrong, onChange }: Omit<Props, 'wentBack'> & { guard: RolloutGuard }) {
  const translate = useTranslate();
  const metrics = useMetricList().data?.data ?? [];
  const chosen = new Set(guard.metrics.map(({ metricId }) => metricId));
  const rest = metrics.filter(({ id, archivedAt }) => archivedAt === null && !chosen.has(id));
  const setMetrics = (next: RolloutGuard['metrics']) => onChange({ ...guard, metrics: next });
  return (
    <>
      {guard.metrics.map(({ metricId, margin }, at) => (
        <GuardedMetric
          key={metricId}
          name={metrics.find(({ id }) => id === metricId)?.name ?? String(metricId)}
          isArchived={metrics.some(({ id, archivedAt }) => id === metricId && archivedAt !== null)}
          margin={margin}
          onChange={(next) =>
            setMetrics(guard.metrics.map((one, place) => (place === at ? { metricId, margin: next } : one)))
          }
          onRemove={() => setMetrics(guard.metrics.filter((_one, place) => place !== at))}
        />
      ))}
      <Stack direction="row" gap={1.5} flexWrap="wrap" alignItems="flex-start">
        <TextField
          select
          label={translate('gs.rollouts.addMetric')}
          value=""
          error={isWrong}
          helperText={isWrong ? translate('gs.rollouts.wrong') : undefined}
          onChange={({ target }) =>
            setMetrics([...guard.metrics, { metricId: Number(target.value), margin: 0 }])
          }
          sx={{ minWidth: 220, flex: 1 }}
          slotProps={{ select: { 'data-testid': 'add-guard-metric' } as object }}
        >
          {rest.map(({ id, name }) => (
            <MenuItem key={id} value={id}>
              {name}
            </MenuItem>
          ))}
        </TextField>
        <PercentField
          label={translate('gs.rollouts.controlShare')}
          value={guard.controlShare}
          onChange={(next) =>
            onChange({ ...guard, controlShare: Math.min(Math.max(next, 0.01), MOST_SHARE) })
          }
        />
      </Stack>
      <FormHelperText>{translate('gs.rollouts.help')}</FormHelperText>
    </>
  );
}

interface MetricProps {
  name: string;
  isArchived: boolean;
  margin: number;
  onChange(margin: number): void;
  onRemove(): void;
}

function GuardedMetric({ name, isArchived, margin, onChange, onRemove }: MetricProps) {
  const translate = useTranslate();
  return (
    <Stack direction="row" gap={1} alignItems="center">
      <Typography sx={{ flex: 1, fontWeight: 600, overflowWrap: 'anywhere' }}>
        {name}
        {isArchived && <ArchivedChip />}
      </Typography>
      <PercentField
        label={translate('gs.rollouts.margin')}
        value={margin}
        onChange={(next) => onChange(Math.min(next, 1))}
      />
      <IconButton size="small" onClick={onRemove} aria-label={`${translate('gs.action.remove')} ${name}`}>
        <RemoveIcon fontSize="small" />
      </IconButton>
    </Stack>
  );
}
