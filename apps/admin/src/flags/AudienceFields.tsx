import { type Cohort, ENVIRONMENTS, MOST_COHORT_IDS_OF_SDKS } from '@groundswell/contracts';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useCohorts } from '../cohorts/useCohorts.js';
import { useFormat } from '../i18n/useFormat.js';
import type { RuleForm } from './flag-form.js';

interface Props {
  rule: RuleForm;
  onChange(change: Partial<RuleForm>): void;
}

/** In which environments a rule holds, and for members of which cohorts. */
export function AudienceFields({ rule, onChange }: Props) {
  const translate = useTranslate();
  const cohorts = useCohorts().data ?? [];
  const chosen = cohorts.filter(({ id }) => rule.cohortIds.includes(id));
  return (
    <>
      <Stack direction={{ xs: 'column', sm: 'row' }} gap={1.5}>
        <Several
          label={translate('gs.flags.environments')}
          none={translate('gs.flags.allEnvironments')}
          value={rule.environments}
          options={ENVIRONMENTS.map((name) => ({ value: name, label: name }))}
          onChange={(environments) => onChange({ environments })}
        />
        <Several
          label={translate('gs.flags.cohorts')}
          none={translate('gs.flags.anybody')}
          value={rule.cohortIds.map(String)}
          options={cohorts.map(({ id, name }) => ({ value: String(id), label: name }))}
          onChange={(ids) => onChange({ cohortIds: ids.map(Number) })}
        />
      </Stack>
      {chosen.map((cohort) => (
        <ReachNote key={cohort.id} cohort={cohort} />
      ))}
    </>
  );
}

/** What becomes of a cohort's ids; before it is targeted anywhere, by its size. */
function ReachNote({ cohort: { name, delivery, size } }: { cohort: Cohort }) {
  const translate = useTranslate();
  const format = useFormat();
  const reach = delivery?.reach ?? ((size ?? 0) > MOST_COHORT_IDS_OF_SDKS ? 'tooMany' : 'sdks');
  const most = format.number(MOST_COHORT_IDS_OF_SDKS);
  return (
    <Typography variant="body2" color={reach === 'sdks' ? 'text.secondary' : 'warning.main'}>
      {translate(`gs.flags.reach.${reach}`, { cohort: name, most })}
    </Typography>
  );
}

interface SeveralProps {
  label: string;
  /** What it means that none is chosen. */
  none: string;
  value: string[];
  options: readonly { value: string; label: string }[];
  onChange(value: string[]): void;
}

function Several({ label, none, value, options, onChange }: SeveralProps) {
  const names = new Map(options.map((option) => [option.value, option.label]));
  const renderValue = (chosen: unknown) =>
    (chosen as string[]).map((one) => names.get(one) ?? one).join(', ') || none;
  return (
    <TextField
      select
      fullWidth
      size="small"
      label={label}
      value={value}
      onChange={({ target }) => onChange(target.value as unknown as string[])}
      slotProps={{
        select: { multiple: true, displayEmpty: true, renderValue },
        inputLabel: { shrink: true },
      }}
    >
      {options.map((option) => (
        <MenuItem key={option.value} value={option.value}>
          {option.label}
        </MenuItem>
      ))}
    </TextField>
  );
}
