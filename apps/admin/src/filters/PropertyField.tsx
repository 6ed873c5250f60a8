import { COHORT_PREFIX } from '@groundswell/contracts';
import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { PROPERTY_NAMES, propertyOf } from './filter-text.js';
import { useCohortNames, usePersonProperties } from './useKnownNames.js';

interface Props {
  label: string;
  /** '' for none. */
  value: string;
  placeholder: string;
  onChange(value: string): void;
}

/** An event column, what is known of people, a cohort, or a property by name. */
export function PropertyField({ label, value, placeholder, onChange }: Props) {
  const { options, shown, meant } = useChoices();
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? shown(value);
  const commit = (next: string) => {
    setTyped(null);
    if (meant(next) !== value) onChange(meant(next));
  };
  return (
    <Autocomplete
      freeSolo
      options={options}
      value={shown(value)}
      inputValue={text}
      onInputChange={(_event, next, reason) => reason === 'input' && setTyped(next)}
      onChange={(_event, next) => commit(next ?? '')}
      onBlur={() => commit(text)}
      sx={{ width: { xs: 'calc(50% - 6px)', sm: 168 } }}
      renderInput={(params) => (
        <TextField
          {...params}
          label={label}
          placeholder={placeholder}
          slotProps={{ inputLabel: { ...params.InputLabelProps, shrink: true } }}
        />
      )}
    />
  );
}

/** Cohorts are chosen by name and meant by id. */
function useChoices() {
  const translate = useTranslate();
  const persons = usePersonProperties();
  const names = [...useCohortNames()].map(
    ([id, name]) => [`${COHORT_PREFIX}${id}`, translate('gs.filters.cohortNamed', { name })] as const,
  );
  const shown = (value: string) => names.find(([id]) => id === value)?.[1] ?? value;
  const meant = (text: string) => names.find(([, name]) => name === text)?.[0] ?? propertyOf(text);
  return { options: [...PROPERTY_NAMES, ...persons, ...names.map(([, name]) => name)], shown, meant };
}
