import type { ConversionState } from '@groundswell/contracts';
import Chip from '@mui/material/Chip';
import { useTranslate } from 'react-admin';

const COLORS = {
  queued: 'info',
  sending: 'info',
  delivered: 'success',
  refused: 'error',
  expired: 'default',
  withheld: 'default',
  dead: 'error',
} as const;

export function ConversionChip({ state }: { state: ConversionState }) {
  const translate = useTranslate();
  return (
    <Chip
      size="small"
      variant="outlined"
      color={COLORS[state]}
      label={translate(`gs.conversions.state.${state}`)}
      data-testid="conversion-state"
    />
  );
}
