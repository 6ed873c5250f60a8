import type { Experiment } from '@groundswell/contracts';
import Chip from '@mui/material/Chip';
import { useTranslate } from 'react-admin';
import { useTokens } from '../theme/useTokens.js';

export function StateChip({ state }: Pick<Experiment, 'state'>) {
  const translate = useTranslate();
  const t = useTokens();
  const isRunning = state === 'running';
  return (
    <Chip
      component="span"
      size="small"
      label={translate(`gs.experiments.states.${state}`)}
      data-testid="state"
      sx={{
        bgcolor: isRunning ? t.accentSoft : t.sunken,
        color: isRunning ? t.accentStrong : t.muted,
        fontWeight: 600,
      }}
    />
  );
}

/** What was decided, in a few words; nothing where nothing was. */
export function useVerdictText() {
  const translate = useTranslate();
  return ({ verdict, shippedVariation, variations }: Experiment) => {
    const variation = variations.find(({ key }) => key === shippedVariation)?.name ?? '';
    return verdict === null ? null : translate(`gs.experiments.verdictOf.${verdict}`, { variation });
  };
}
