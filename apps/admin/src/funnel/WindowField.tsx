import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import type { WindowUnit } from '@groundswell/contracts';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { type FunnelSettings, UNITS } from './funnel-settings.js';

type Window = FunnelSettings['window'];

/** How much time there is from the first step to the last. */
export function WindowField({ window, onChange }: { window: Window; onChange(window: Window): void }) {
  const translate = useTranslate();
  const [text, setText] = useState(String(window.value));
  const value = Number(text);
  const isRight = Number.isInteger(value) && value >= 1;
  const commit = () =>
    isRight ? value !== window.value && onChange({ ...window, value }) : setText(String(window.value));
  return (
    <Stack direction="row" gap={0.75}>
      <TextField
        type="number"
        label={translate('gs.funnel.window')}
        value={text}
        error={!isRight}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === 'Enter' && commit()}
        slotProps={{ htmlInput: { min: 1, 'data-testid': 'funnel-window' } }}
        sx={{ width: 84 }}
      />
      <TextField
        select
        label={translate('gs.funnel.unit')}
        value={window.unit}
        onChange={(event) => onChange({ ...window, unit: event.target.value as WindowUnit })}
        sx={{ width: 104 }}
      >
        {UNITS.map((unit) => (
          <MenuItem key={unit} value={unit}>
            {translate(`gs.funnel.${unit}`)}
          </MenuItem>
        ))}
      </TextField>
    </Stack>
  );
}
