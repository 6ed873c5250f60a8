import type { FlagType } from '@groundswell/contracts';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';

interface Props {
  label: string;
  type: FlagType;
  value: string;
  isWrong: boolean;
  onChange(value: string): void;
}

/** A value of a flag's type, typed. */
export function ValueField({ label, type, value, isWrong, onChange }: Props) {
  const translate = useTranslate();
  const isBoolean = type === 'boolean';
  return (
    <TextField
      select={isBoolean}
      multiline={type === 'json'}
      fullWidth
      label={label}
      value={value}
      error={isWrong}
      helperText={isWrong ? translate(`gs.flags.wrong.${type}`) : undefined}
      onChange={({ target }) => onChange(target.value)}
      slotProps={{ htmlInput: { spellCheck: false } }}
    >
      {isBoolean && <MenuItem value="true">true</MenuItem>}
      {isBoolean && <MenuItem value="false">false</MenuItem>}
    </TextField>
  );
}
