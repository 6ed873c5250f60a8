import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';
import { useCohorts } from '../cohorts/useCohorts.js';

/** Some of the saved cohorts. */
export function CohortsField({ ids, onChange }: { ids: number[]; onChange(ids: number[]): void }) {
  const translate = useTranslate();
  const { data = [], isPending } = useCohorts();
  return (
    <Autocomplete
      multiple
      size="small"
      loading={isPending}
      options={data}
      value={data.filter(({ id }) => ids.includes(id))}
      getOptionLabel={({ name }) => name}
      getOptionKey={({ id }) => id}
      onChange={(_event, chosen) => onChange(chosen.map(({ id }) => id))}
      renderInput={(params) => <TextField {...params} label={translate('gs.filters.cohorts')} />}
    />
  );
}
