import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useTranslate } from 'react-admin';

interface Props {
  label: string;
  /** '' for any active event. */
  value: string;
  names: string[];
  /** Shown where nothing is chosen; that any active event is meant, unless something else is said. */
  placeholder?: string;
  onChange(value: string): void;
}

/** An event by name: chosen from those seen, or typed. */
export function EventField({ label, value, names, placeholder, onChange }: Props) {
  const translate = useTranslate();
  const [text, setText] = useState(value);
  const commit = (next: string) => next.trim() !== value && onChange(next.trim());
  return (
    <Autocomplete
      freeSolo
      options={names}
      value={value}
      inputValue={text}
      onInputChange={(_event, next) => setText(next)}
      onChange={(_event, next) => commit(next ?? '')}
      onBlur={() => commit(text)}
      sx={{ width: { xs: 'calc(50% - 6px)', sm: 208 } }}
      renderInput={(params) => (
        <TextField
          {...params}
          label={label}
          placeholder={placeholder ?? translate('gs.retention.anyActive')}
          slotProps={{ inputLabel: { ...params.InputLabelProps, shrink: true } }}
        />
      )}
    />
  );
}
