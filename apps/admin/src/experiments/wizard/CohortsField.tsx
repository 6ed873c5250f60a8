import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';
import { useCohorts } from '../../cohorts/useCohorts.js';
import { useFormat } from '../../i18n/useFormat.js';

interface Props {
  value: number[];
  onChange(cohortIds: number[]): void;
}

/** Saved audiences, of any of which somebody must be a member. Nothing is asked where there is none. */
export function CohortsField({ value, onChange }: Props) {
  const translate = useTranslate();
  const format = useFormat();
  const cohorts = useCohorts().data ?? [];
  if (cohorts.length === 0) return null;
  return (
    <Autocomplete
      multiple
      options={cohorts}
      value={cohorts.filter(({ id }) => value.includes(id))}
      onChange={(_event, chosen) => onChange(chosen.map(({ id }) => id))}
      getOptionKey={({ id }) => id}
      getOptionLabel={({ name, size }) => (size === null ? name : `${name} (${format.number(size)})`)}
      isOptionEqualToValue={(one, other) => one.id === other.id}
      sx={{ maxWidth: 640 }}
      renderInput={(params) => (
        <TextField
          {...params}
          label={translate('gs.experiments.wizard.cohorts')}
          helperText={translate('gs.experiments.wizard.cohortsHelp')}
          placeholder={value.length === 0 ? translate('gs.experiments.setup.everybody') : undefined}
          data-testid="draft-cohorts"
        />
      )}
    />
  );
}
