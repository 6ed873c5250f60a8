import { COHORT_PROPERTY } from '@groundswell/contracts';
import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';
import { PROPERTY_NAMES } from './filter-text.js';
import { useCohortNames, usePersonProperties } from './useKnownNames.js';

interface Props {
  text: string;
  isOfEvents?: boolean;
  onChange(text: string): void;
}

/** What can be filtered by: columns, what is known of people, cohorts; the name of an event property is typed. */
export function PropertyInput({ text, isOfEvents, onChange }: Props) {
  const translate = useTranslate();
  const persons = usePersonProperties();
  const anyCohorts = useCohortNames().size > 0;
  const ofPeople = [...persons, ...(anyCohorts ? [COHORT_PROPERTY] : [])];
  return (
    <Autocomplete
      freeSolo
      options={isOfEvents ? PROPERTY_NAMES : [...PROPERTY_NAMES, ...ofPeople]}
      groupBy={(name) => translate(ofPeople.includes(name) ? 'gs.filters.ofPeople' : 'gs.filters.ofEvents')}
      inputValue={text}
      onInputChange={(_event, next) => onChange(next)}
      renderInput={(params) => (
        <TextField
          {...params}
          autoFocus
          label={translate('gs.filters.property')}
          helperText={translate('gs.filters.propertyHelp')}
        />
      )}
    />
  );
}
