import type { Experiment, FlagType } from '@groundswell/contracts';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';
import { useExperimentList } from '../experiments/useExperiments.js';
import { neutralValue, type RuleForm } from './flag-form.js';
import { ValueField } from './ValueField.js';

interface Props {
  rule: RuleForm;
  type: FlagType;
  isWrong(place: string): boolean;
  onChange(change: Partial<RuleForm>): void;
}

const MOST = 200;

/** Which experiment divides people, and what each of its variations gets. */
export function ExperimentFields({ rule: { experimentId, values }, type, isWrong, onChange }: Props) {
  const translate = useTranslate();
  const experiments = useExperimentList({}, 1, MOST).data?.data ?? [];
  const chosen = experiments.find(({ id }) => id === experimentId);
  const choose = (experiment: Experiment | undefined) =>
    experiment && onChange({ experimentId: experiment.id, values: neutral(experiment, type) });
  return (
    <>
      <TextField
        select
        fullWidth
        size="small"
        label={translate('gs.flags.experiment')}
        value={chosen ? String(experimentId) : ''}
        error={isWrong('experimentId')}
        onChange={({ target }) => choose(experiments.find(({ id }) => String(id) === target.value))}
      >
        {experiments.map(({ id, name }) => (
          <MenuItem key={id} value={String(id)}>
            {name}
          </MenuItem>
        ))}
      </TextField>
      {Object.entries(values).map(([key, value]) => (
        <ValueField
          key={key}
          label={translate('gs.flags.valueOf', { variation: nameOf(chosen, key) })}
          type={type}
          value={value}
          isWrong={isWrong(`values.${key}`)}
          onChange={(next) => onChange({ values: { ...values, [key]: next } })}
        />
      ))}
    </>
  );
}

const nameOf = (experiment: Experiment | undefined, key: string) =>
  experiment?.variations.find((one) => one.key === key)?.name ?? key;

/** The control has it off, others on. */
function neutral({ variations }: Experiment, type: FlagType): Record<string, string> {
  return Object.fromEntries(
    variations.map(({ key }, at) => [key, type === 'boolean' ? String(at > 0) : neutralValue(type)]),
  );
}
