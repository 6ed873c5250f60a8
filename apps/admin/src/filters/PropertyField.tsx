import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { PROPERTY_NAMES, propertyOf } from './filter-text.js';

interface Props {
  label: string;
  /** '' for none. */
  value: string;
  placeholder: string;
  onChange(value: string): void;
}

/** An event column, or a property by name. */
export function PropertyField({ label, value, placeholder, onChange }: Props) {
  const [text, setText] = useState(value);
  const commit = (next: string) => propertyOf(next) !== value && onChange(propertyOf(next));
  return (
    <Autocomplete
      freeSolo
      options={PROPERTY_NAMES}
      value={value}
      inputValue={text}
      onInputChange={(_event, next) => setText(next)}
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
