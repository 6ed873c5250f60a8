import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';
import type { PreviewedIds } from './useCohorts.js';

/** What a file gives to a list: how many ids, where they stand, and the first of them. */
export function IdsPreview({ preview: { given, column, sample } }: { preview: PreviewedIds }) {
  const translate = useTranslate();
  const format = useFormat();
  const count = { smart_count: given, count: format.number(given) };
  return (
    <Alert severity="info" data-testid="ids-preview">
      {column === null
        ? translate('gs.cohorts.idsOfFirst', count)
        : translate('gs.cohorts.idsOfColumn', { ...count, column })}
      <Box sx={{ mt: 0.5, fontFamily: 'monospace', fontSize: 12, overflowWrap: 'anywhere' }}>
        {sample.join(', ')}
        {given > sample.length && ' …'}
      </Box>
    </Alert>
  );
}
