import type { Traffic } from '@groundswell/contracts';
import Chip from '@mui/material/Chip';
import { useTranslate } from 'react-admin';

/** Marks an event that reports leave out by default; nothing for people's own. */
export function TrafficChip({ traffic }: { traffic: Traffic }) {
  const translate = useTranslate();
  if (traffic === 'human') return null;
  return (
    <Chip
      size="small"
      variant="outlined"
      label={translate(`gs.traffic.${traffic}`)}
      title={translate('gs.traffic.chipTitle')}
      data-testid="traffic-chip"
      sx={{ ml: 1, height: 20, fontWeight: 400, color: 'text.secondary' }}
    />
  );
}
