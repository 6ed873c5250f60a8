import { type ExperimentMetric, METRIC_ROLES, type MetricRole } from '@groundswell/contracts';
import RemoveIcon from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { ReportBody } from '../../feedback/ReportBody.js';
import { useFormat } from '../../i18n/useFormat.js';
import { type Metric, useMetricList } from '../useExperiments.js';
import { ArchivedChip } from '../../metrics/ArchivedChip.js';
import { BanditSwitch } from './BanditSwitch.js';
import { PercentField } from './PercentField.js';
import type { StepProps } from './StepBody.js';

/** What is measured, and how small a change is worth knowing of. */
export function MetricsStep(props: StepProps) {
  return (
    <Stack spacing={2}>
      <ReportBody report={useMetricList()} height={120}>
        {({ data }) => <Chosen metrics={data} {...props} />}
      </ReportBody>
      <PlanFields {...props} />
    </Stack>
  );
}

function Chosen({ metrics, draft, onChange }: StepProps & { metrics: Metric[] }) {
  const translate = useTranslate();
  const chosen = new Set(draft.metrics.map(({ metricId }) => metricId));
  const rest = metrics.filter(({ id, archivedAt }) => archivedAt === null && !chosen.has(id));
  const set = (metricId: number, next: ExperimentMetric | null) =>
    onChange({
      metrics: draft.metrics.flatMap((one) => (one.metricId === metricId ? (next ?? []) : one)),
    });
  const add = (metricId: number) => {
    const role = draft.metrics.some((one) => one.role === 'goal') ? 'secondary' : 'goal';
    onChange({ metrics: [...draft.metrics, { metricId, role }] });
  };
  if (metrics.length === 0)
    return <Typography color="warning.main">{translate('gs.experiments.wizard.noMetrics')}</Typography>;
  return (
    <Stack spacing={1.5}>
      {draft.metrics.map((metric) => (
        <MetricFields
          key={metric.metricId}
          known={metrics.find(({ id }) => id === metric.metricId)}
          metric={metric}
          onChange={(next) => set(metric.metricId, next)}
        />
      ))}
      {rest.length > 0 && (
        <TextField
          select
          label={translate('gs.experiments.wizard.addMetric')}
          value=""
          onChange={({ target }) => add(Number(target.value))}
          sx={{ maxWidth: 320 }}
          slotProps={{ select: { 'data-testid': 'add-metric' } as object }}
        >
          {rest.map(({ id, name }) => (
            <MenuItem key={id} value={id}>
              {name}
            </MenuItem>
          ))}
        </TextField>
      )}
    </Stack>
  );
}

interface FieldsProps {
  known: Metric | undefined;
  metric: ExperimentMetric;
  onChange(metric: ExperimentMetric | null): void;
}

const DEFAULT_MARGIN = 0.01;

function MetricFields({ known, metric, onChange }: FieldsProps) {
  const translate = useTranslate();
  const name = known?.name ?? String(metric.metricId);
  const { metricId, role, margin = DEFAULT_MARGIN } = metric;
  const setRole = (next: MetricRole) =>
    onChange({ metricId, role: next, ...(next === 'guardrail' && { margin }) });
  return (
    <Stack direction="row" gap={1} alignItems="center" flexWrap="wrap">
      <Typography
        sx={{
          ...{ fontWeight: 600, overflowWrap: 'anywhere' },
          flex: { xs: '1 1 calc(100% - 48px)', sm: '1 1 160px' },
        }}
      >
        {name}
        {known?.archivedAt && <ArchivedChip />}
      </Typography>
      <TextField
        select
        aria-label={name}
        value={role}
        onChange={({ target }) => setRole(target.value as MetricRole)}
        sx={{ width: 140, order: 1 }}
      >
        {METRIC_ROLES.map((one) => (
          <MenuItem key={one} value={one}>
            {translate(`gs.experiments.roles.${one}`)}
          </MenuItem>
        ))}
      </TextField>
      {role === 'guardrail' && (
        <Box sx={{ order: 1 }}>
          <PercentField
            label={translate('gs.experiments.wizard.margin')}
            value={margin}
            onChange={(next) => onChange({ metricId, role, margin: Math.min(next, 1) })}
            width={170}
          />
        </Box>
      )}
      <IconButton
        aria-label={`${translate('gs.action.remove')} ${name}`}
        size="small"
        onClick={() => onChange(null)}
        sx={{ order: { sm: 2 } }}
      >
        <RemoveIcon fontSize="small" />
      </IconButton>
    </Stack>
  );
}

const POWERS = [0.7, 0.8, 0.9, 0.95];

function PlanFields({ draft, onChange }: StepProps) {
  const translate = useTranslate();
  const format = useFormat();
  return (
    <>
      <Stack direction="row" gap={2} flexWrap="wrap">
        <PercentField
          label={translate('gs.experiments.wizard.effect')}
          value={draft.minimumEffect}
          onChange={(minimumEffect) => onChange({ minimumEffect })}
          testId="draft-effect"
          width={220}
        />
        <TextField
          select
          label={translate('gs.experiments.wizard.power')}
          value={draft.power}
          onChange={({ target }) => onChange({ power: Number(target.value) })}
          sx={{ width: 160 }}
        >
          {[...new Set([...POWERS, draft.power])].map((power) => (
            <MenuItem key={power} value={power}>
              {format.share(power)}
            </MenuItem>
          ))}
        </TextField>
      </Stack>
      <Stack>
        <FormControlLabel
          control={
            <Switch checked={draft.sequential} onChange={(_e, sequential) => onChange({ sequential })} />
          }
          label={translate('gs.experiments.wizard.sequential')}
        />
        <BanditSwitch draft={draft} onChange={onChange} />
      </Stack>
    </>
  );
}
