import type { FlagType } from '@groundswell/contracts';
import AddIcon from '@mui/icons-material/Add';
import DownIcon from '@mui/icons-material/ArrowDownward';
import UpIcon from '@mui/icons-material/ArrowUpward';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { Segmented } from '../layout/Segmented.js';
import { AudienceFields } from './AudienceFields.js';
import { ExperimentFields } from './ExperimentFields.js';
import type { RuleForm } from './flag-form.js';
import { GuardFields } from './GuardFields.js';
import { PrerequisiteFields } from './PrerequisiteFields.js';
import { ValueField } from './ValueField.js';

interface Props {
  rule: RuleForm;
  title: string;
  /** By itself, as it hurt a metric. */
  wentBack: boolean;
  type: FlagType;
  flagKey: string;
  isFirst: boolean;
  isLast: boolean;
  isWrong(place: string): boolean;
  onChange(rule: RuleForm): void;
  onMove(by: 1 | -1): void;
  onRemove(): void;
}

/** One rule: for whom, from when until when, which value, and for how many. */
export function RuleFields(props: Props) {
  const { rule, type, flagKey, isWrong, onChange } = props;
  const translate = useTranslate();
  const set = (change: Partial<RuleForm>) => onChange({ ...rule, ...change });
  return (
    <Paper variant="outlined" sx={{ p: 1.5 }} data-testid="flag-rule">
      <Stack spacing={1.5}>
        <Head {...props} />
        <TextField
          fullWidth
          size="small"
          label={translate('gs.flags.purpose')}
          value={rule.description}
          onChange={({ target }) => set({ description: target.value })}
          slotProps={{ htmlInput: { maxLength: 500 } }}
        />
        <TextField
          fullWidth
          label={translate('gs.flags.condition')}
          placeholder='{"country": {"$in": ["DE", "FR"]}}'
          value={rule.condition}
          error={isWrong('condition')}
          helperText={translate(isWrong('condition') ? 'gs.flags.wrong.object' : 'gs.flags.conditionHelp')}
          onChange={({ target }) => set({ condition: target.value })}
          slotProps={{ htmlInput: { spellCheck: false } }}
        />
        {rule.kind === 'experiment' ? (
          <ExperimentFields rule={rule} type={type} isWrong={isWrong} onChange={set} />
        ) : (
          <ValueField
            label={translate('gs.flags.value')}
            type={type}
            value={rule.value}
            isWrong={isWrong('value')}
            onChange={(value) => set({ value })}
          />
        )}
        <Stack direction={{ xs: 'column', sm: 'row' }} gap={1.5}>
          <Time label={translate('gs.flags.from')} value={rule.from} onChange={(from) => set({ from })} />
          <Time
            label={translate('gs.flags.to')}
            value={rule.to}
            isWrong={isWrong('to')}
            onChange={(to) => set({ to })}
          />
        </Stack>
        <AudienceFields rule={rule} onChange={set} />
        <PrerequisiteFields
          own={flagKey}
          all={rule.prerequisites}
          isWrong={(at) => isWrong(`prerequisites.${at}`)}
          onChange={(prerequisites) => set({ prerequisites })}
        />
        {rule.kind === 'rollout' && <Steps rule={rule} isWrong={isWrong} onChange={set} />}
        {rule.kind === 'rollout' && (
          <GuardFields
            guard={rule.guard}
            wentBack={props.wentBack}
            isWrong={isWrong('guard')}
            onChange={(guard) => set({ guard })}
          />
        )}
      </Stack>
    </Paper>
  );
}

/** Its name and kind, whether it is on, and its place among the others. */
function Head({ rule, title, isFirst, isLast, onChange, onMove, onRemove }: Props) {
  const translate = useTranslate();
  const name = { rule: title };
  const kinds = (['force', 'rollout', 'experiment'] as const).map((value) => ({
    value,
    label: translate(`gs.flags.kind.${value}`),
  }));
  const buttons = [
    { label: 'ruleUp', icon: <UpIcon fontSize="small" />, act: () => onMove(-1), isOff: isFirst },
    { label: 'ruleDown', icon: <DownIcon fontSize="small" />, act: () => onMove(1), isOff: isLast },
    { label: 'removeRule', icon: <DeleteIcon fontSize="small" />, act: onRemove, isOff: false },
  ];
  return (
    <Stack direction="row" gap={1} alignItems="center" flexWrap="wrap">
      <Switch
        size="small"
        checked={rule.enabled}
        onChange={(_event, enabled) => onChange({ ...rule, enabled })}
        slotProps={{ input: { 'aria-label': translate('gs.flags.ruleOn', name) } }}
      />
      <Typography
        variant="subtitle2"
        title={rule.id}
        sx={{ flex: '1 1 64px', minWidth: 0, overflowWrap: 'anywhere' }}
      >
        {title}
      </Typography>
      <Box sx={{ order: { xs: 1, sm: 0 }, maxWidth: '100%', overflowX: 'auto' }}>
        <Segmented
          label={title}
          value={rule.kind}
          options={kinds}
          onChange={(kind) => onChange({ ...rule, kind })}
        />
      </Box>
      <Stack direction="row">
        {buttons.map(({ label, icon, act, isOff }) => (
          <IconButton
            key={label}
            size="small"
            disabled={isOff}
            onClick={act}
            aria-label={translate(`gs.flags.${label}`, name)}
          >
            {icon}
          </IconButton>
        ))}
      </Stack>
    </Stack>
  );
}

function Steps({
  rule,
  isWrong,
  onChange,
}: Pick<Props, 'rule' | 'isWrong'> & { onChange(change: Partial<RuleForm>): void }) {
  const translate = useTranslate();
  const { steps, coverage } = rule;
  const replace = (index: number, change: object) =>
    onChange({ steps: steps.map((step, at) => (at === index ? { ...step, ...change } : step)) });
  return (
    <>
      <Share
        value={coverage}
        isWrong={isWrong('coverage')}
        onChange={(next) => onChange({ coverage: next })}
      />
      {steps.map((step, index) => (
        <Stack key={index} direction="row" gap={1.5} alignItems="center">
          <Time
            label={translate('gs.flags.stepAt')}
            value={step.at}
            isWrong={isWrong(`steps.${index}`)}
            onChange={(at) => replace(index, { at })}
          />
          <Share
            value={step.coverage}
            isWrong={isWrong(`steps.${index}`)}
            onChange={(next) => replace(index, { coverage: next })}
          />
          <IconButton
            size="small"
            onClick={() => onChange({ steps: steps.filter((_step, at) => at !== index) })}
            aria-label={translate('gs.action.remove')}
          >
            <DeleteIcon fontSize="small" />
          </IconButton>
        </Stack>
      ))}
      <Button
        size="small"
        startIcon={<AddIcon />}
        onClick={() => onChange({ steps: [...steps, { at: '', coverage: '100' }] })}
        sx={{ alignSelf: 'flex-start' }}
      >
        {translate('gs.flags.addStep')}
      </Button>
    </>
  );
}

interface InputProps {
  value: string;
  isWrong?: boolean;
  onChange(value: string): void;
}

function Share({ value, isWrong = false, onChange }: InputProps) {
  const translate = useTranslate();
  return (
    <TextField
      label={translate('gs.flags.coverage')}
      value={value}
      error={isWrong}
      onChange={({ target }) => onChange(target.value)}
      slotProps={{ htmlInput: { inputMode: 'decimal' } }}
      sx={{ maxWidth: 160 }}
    />
  );
}

function Time({ label, value, isWrong = false, onChange }: InputProps & { label: string }) {
  return (
    <TextField
      type="datetime-local"
      label={label}
      value={value}
      error={isWrong}
      onChange={({ target }) => onChange(target.value)}
      slotProps={{ inputLabel: { shrink: true } }}
      sx={{ flex: 1 }}
    />
  );
}
