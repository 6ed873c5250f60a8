import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { type FormEvent, useState } from 'react';
import { useTranslate } from 'react-admin';
import { useErrorText } from '../../feedback/ErrorState.js';
import { useProject } from '../../projects/ProjectContext.js';
import { useRateWrites } from './useRates.js';

const EMPTY = { day: '', base: '', rate: '' };

/** One rate by hand; it takes the place of one for its day and pair. */
export function RateForm() {
  const translate = useTranslate();
  const errorText = useErrorText();
  const { project } = useProject();
  const { put } = useRateWrites();
  const [quote, setQuote] = useState(project.currency);
  const [values, setValues] = useState(EMPTY);
  const set = (next: Partial<typeof EMPTY>) => setValues((before) => ({ ...before, ...next }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { day, base, rate } = values;
    put.mutate({ day, base, quote, rate: Number(rate) }, { onSuccess: () => set({ rate: '' }) });
  };
  const code = (name: 'base' | 'quote', value: string, change: (text: string) => void) => (
    <TextField
      required
      size="small"
      label={translate(`gs.tree.rates.${name}`)}
      value={value}
      onChange={({ target }) => change(target.value.toUpperCase())}
      slotProps={{ htmlInput: { pattern: '[A-Z]{3}', maxLength: 3 } }}
      sx={{ width: 88 }}
    />
  );
  return (
    <form onSubmit={submit} aria-label={translate('gs.tree.rates.addTitle')}>
      <Stack direction="row" gap={1} flexWrap="wrap" alignItems="center">
        <TextField
          required
          size="small"
          type="date"
          label={translate('gs.tree.rates.day')}
          value={values.day}
          onChange={({ target }) => set({ day: target.value })}
          slotProps={{ inputLabel: { shrink: true } }}
        />
        {code('base', values.base, (base) => set({ base }))}
        {code('quote', quote, setQuote)}
        <TextField
          required
          size="small"
          type="number"
          label={translate('gs.tree.rates.rate')}
          value={values.rate}
          onChange={({ target }) => set({ rate: target.value })}
          slotProps={{ htmlInput: { min: 0, step: 'any' } }}
          sx={{ width: 120 }}
        />
        <Button type="submit" variant="outlined" loading={put.isPending}>
          {translate('gs.tree.rates.add')}
        </Button>
      </Stack>
      {put.error && (
        <Alert severity="error" sx={{ mt: 1 }}>
          {errorText(put.error)}
        </Alert>
      )}
    </form>
  );
}
