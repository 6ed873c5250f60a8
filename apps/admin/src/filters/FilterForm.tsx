import { FILTER_OPERATORS, type Filter } from '@groundswell/contracts';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { type FormEvent, useState } from 'react';
import { useTranslate } from 'react-admin';
import { CohortsField } from './CohortsField.js';
import { PropertyInput } from './PropertyInput.js';
import {
  COHORT_OPERATORS,
  type Operator,
  TAKES_A_LIST,
  TAKES_NO_VALUE,
  asksForCohorts,
  cohortFilter,
  filterOf,
} from './filter-text.js';

interface Props {
  onAdd(filter: Filter): void;
  /** True: by what events say alone. */
  isOfEvents?: boolean;
}

/** One filter: a property, how it is compared, and with what. */
export function FilterForm({ onAdd, isOfEvents }: Props) {
  const translate = useTranslate();
  const [property, setProperty] = useState('');
  const [operator, setOperator] = useState<Operator>('eq');
  const [value, setValue] = useState('');
  const [cohorts, setCohorts] = useState<number[]>([]);
  const isCohort = asksForCohorts(property);
  const operators = isCohort ? COHORT_OPERATORS : FILTER_OPERATORS;
  const compared = operators.includes(operator) ? operator : operators[0]!;
  const filter = isCohort ? cohortFilter(compared, cohorts) : filterOf(property, compared, value);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // Portals pass events on to the form that the button stands in.
    event.stopPropagation();
    if (filter) onAdd(filter);
  };
  return (
    <Stack component="form" onSubmit={submit} gap={1.5} sx={{ p: 2, width: 300 }}>
      <PropertyInput text={property} isOfEvents={isOfEvents} onChange={setProperty} />
      <TextField
        select
        label={translate('gs.filters.operator')}
        value={compared}
        onChange={(event) => setOperator(event.target.value as Operator)}
      >
        {operators.map((one) => (
          <MenuItem key={one} value={one}>
            {translate(`gs.filters.${one}`)}
          </MenuItem>
        ))}
      </TextField>
      {isCohort && <CohortsField ids={cohorts} onChange={setCohorts} />}
      {!isCohort && !TAKES_NO_VALUE.includes(compared) && (
        <TextField
          label={translate('gs.filters.value')}
          value={value}
          helperText={TAKES_A_LIST.includes(compared) ? translate('gs.filters.listHelp') : undefined}
          onChange={(event) => setValue(event.target.value)}
        />
      )}
      <Button type="submit" variant="contained" disabled={filter === null}>
        {translate('gs.filters.apply')}
      </Button>
    </Stack>
  );
}
