import Typography from '@mui/material/Typography';
import { useFormat } from '../i18n/useFormat.js';
import type { Days } from './range.js';

/** The days that a chosen range comes to. */
export function RangeNote({ from, to }: Days) {
  return (
    <Typography variant="body2" color="text.secondary" sx={{ whiteSpace: 'nowrap' }}>
      {useFormat().span(from, to)}
    </Typography>
  );
}
