import type { AlertState } from '@groundswell/contracts';
import Chip from '@mui/material/Chip';
import { useTranslate } from 'react-admin';

const COLORS = {
  waiting: 'default',
  ok: 'success',
  firing: 'error',
  noData: 'warning',
  failed: 'warning',
} as const;

export function StateChip({ state, isPaused }: { state: AlertState; isPaused?: boolean }) {
  const translate = useTranslate();
  if (isPaused) return <Chip size="small" variant="outlined" label={translate('gs.alerts.paused')} />;
  const variant = state === 'firing' ? 'filled' : 'outlined';
  return (
    <Chip
      size="small"
      variant={variant}
      color={COLORS[state]}
      label={translate(`gs.alerts.state.${state}`)}
      data-testid="alert-state"
    />
  );
}
