import InputAdornment from '@mui/material/InputAdornment';
import TextField from '@mui/material/TextField';
import { useState } from 'react';

interface Props {
  label: string;
  /** 0.05 is five per cent. */
  value: number;
  onChange(value: number): void;
  testId?: string;
  /** Of the field, px: as wide as its label. */
  width?: number;
}

const shown = (value: number) => String(Number((value * 100).toFixed(4)));

/** A share as a percentage. What is being typed stays as it is, such as `12.`. */
export function PercentField({ label, value, onChange, testId, width = 120 }: Props) {
  const [text, setText] = useState(shown(value));
  const isSame = Number(text) === Number(shown(value));
  return (
    <TextField
      label={label}
      value={isSame ? text : shown(value)}
      onChange={({ target }) => {
        const typed = target.value.replace(',', '.');
        const number = Number(typed);
        if (!/^\d*\.?\d*$/.test(typed)) return;
        setText(typed);
        onChange(Number.isFinite(number) ? number / 100 : 0);
      }}
      slotProps={{
        htmlInput: { inputMode: 'decimal', 'data-testid': testId },
        input: { endAdornment: <InputAdornment position="end">%</InputAdornment> },
      }}
      sx={{ width, flex: 'none' }}
    />
  );
}
