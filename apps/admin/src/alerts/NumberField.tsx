import InputAdornment from '@mui/material/InputAdornment';
import TextField from '@mui/material/TextField';
import { useState } from 'react';

interface Props {
  label: string;
  helperText?: string;
  value: number;
  /** With %, 0.2 is shown and typed as 20. */
  unit?: '%';
  onChange(value: number): void;
}

const shown = (value: number, unit?: '%') => String(unit ? Math.round(value * 1e6) / 1e4 : value);

/** A number that may be empty or half typed while it is edited. */
export function NumberField({ label, helperText, value, unit, onChange }: Props) {
  const [text, setText] = useState(shown(value, unit));
  const edit = (typed: string) => {
    setText(typed);
    const number = Number(typed);
    if (typed.trim() !== '' && Number.isFinite(number)) onChange(unit ? number / 100 : number);
  };
  return (
    <TextField
      label={label}
      helperText={helperText}
      value={text}
      onChange={({ target }) => edit(target.value)}
      onBlur={() => setText(shown(value, unit))}
      slotProps={{
        htmlInput: { inputMode: 'decimal' },
        input: unit && { endAdornment: <InputAdornment position="end">{unit}</InputAdornment> },
      }}
    />
  );
}
