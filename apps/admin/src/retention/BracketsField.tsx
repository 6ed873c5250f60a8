import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { type Bracket, bracketsText, parseBrackets } from './brackets.js';

interface Props {
  value: readonly Bracket[];
  onChange(brackets: Bracket[]): void;
}

/** Ranges of periods, typed as `1, 2-7, 8-14`; what cannot be read is marked and not asked. */
export function BracketsField({ value, onChange }: Props) {
  const translate = useTranslate();
  const written = bracketsText(value);
  const [text, setText] = useState(written);
  const brackets = parseBrackets(text);
  const commit = () => brackets && bracketsText(brackets) !== written && onChange(brackets);
  return (
    <TextField
      label={translate('gs.retention.brackets')}
      placeholder="1, 2-7, 8-14"
      value={text}
      error={brackets === null}
      helperText={brackets === null ? translate('gs.retention.bracketsWrong') : undefined}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
      slotProps={{ htmlInput: { 'data-testid': 'retention-brackets' } }}
      sx={{ width: { xs: '100%', sm: 208 } }}
    />
  );
}
