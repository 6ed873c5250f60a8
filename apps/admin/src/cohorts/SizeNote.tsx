import type { CohortDefinition } from '@groundswell/contracts';
import Alert from '@mui/material/Alert';
import Typography from '@mui/material/Typography';
import { useEffect, useState } from 'react';
import { useTranslate } from 'react-admin';
import { useErrorText } from '../feedback/ErrorState.js';
import { useFormat } from '../i18n/useFormat.js';
import { useSize } from './useCohorts.js';

const WAIT_MS = 400;

/** How many people the rules hold, a moment after they were changed. */
export function SizeNote({ definition }: { definition: CohortDefinition | null }) {
  const translate = useTranslate();
  const format = useFormat();
  const errorText = useErrorText();
  const asked = useSettled(definition);
  const { data, error, isFetching } = useSize(asked);
  if (error) return <Alert severity="error">{errorText(error)}</Alert>;
  const text =
    definition === null
      ? translate('gs.cohorts.incomplete')
      : data === undefined
        ? translate('gs.cohorts.counting')
        : translate('gs.cohorts.people', { smart_count: data, count: format.number(data) });
  return (
    <Typography
      role="status"
      variant="h6"
      component="p"
      data-testid="cohort-size"
      aria-busy={isFetching}
      sx={{ opacity: isFetching ? 0.6 : 1, transition: 'opacity .15s' }}
      color={definition === null ? 'text.secondary' : undefined}
    >
      {text}
    </Typography>
  );
}

/** The value once it stays the same for a moment. */
function useSettled<T>(value: T): T {
  const text = JSON.stringify(value);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), WAIT_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return JSON.parse(settled) as T;
}
