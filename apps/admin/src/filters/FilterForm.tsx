import { FILTER_OPERATORS, type Filter } from '@groundswell/contracts';
import Autocomplete from '@mui/material/Autocomplete';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { type FormEvent, useState } from 'react';
import { useTranslate } from 'react-admin';
import { type Operator, PROPERTY_NAMES, TAKES_A_LIST, TAKES_NO_VALUE, filterOf } from './filter-text.js';

/** One filter: a property, how it is compared, and with what. */
export function FilterForm({ onAdd }: { onAdd(filter: Filter): void }) {
  const translate = useTranslate();
  const [property, setProperty] = useState('');
  const [operator, setOperator] = useState<Operator>('eq');
  const [value, setValue] = useState('');
  const filter = filterOf(property, operator, value);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // Portals pass events on to the form that the button stands in.
    event.stopPropagation();
    if (filter) onAdd(filter);
  };
  return (
    <Stack component="form" onSubmit={submit} gap={1.5} sx={{ p: 2, width: 300 }}>
      <Autocomplete
        freeSolo
        options={PROPERTY_NAMES}
        inputValue={property}
        onInputChange={(_event, text) => setProperty(text)}
        renderInput={(params) => (
          <TextField
            {...params}
            autoFocus
            label={translate('gs.filters.property')}
            helperText={translate('gs.filters.propertyHelp')}
          />
        )}
      />
      <TextField
        select
        label={translate('gs.filters.operator')}
        value={operator}
        onChange={(event) => setOperator(event.target.value as Operator)}
      >
        {FILTER_OPERATORS.map((one) => (
          <MenuItem key={one} value={one}>
            {translate(`gs.filters.${one}`)}
          </MenuItem>
        ))}
      </TextField>
      {!TAKES_NO_VALUE.includes(operator) && (
        <TextField
          label={translate('gs.filters.value')}
          value={value}
          helperText={TAKES_A_LIST.includes(operator) ? translate('gs.filters.listHelp') : undefined}
          onChange={(event) => setValue(event.target.value)}
        />
      )}
      <Button type="submit" variant="contained" disabled={filter === null}>
        {translate('gs.filters.apply')}
      </Button>
    </Stack>
  );
}
