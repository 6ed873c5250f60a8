import type { RewardState } from '@groundswell/contracts';
import Chip from '@mui/material/Chip';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useRewardReason } from './useRewardReason.js';
import { useTranslate } from 'react-admin';

const COLORS = { earned: 'default', held: 'warning', released: 'success', void: 'default' } as const;

/** Where a reward is, and why. */
export function RewardStateChip({ state, reason }: { state: RewardState; reason: string }) {
  const translate = useTranslate();
  const reasonText = useRewardReason();
  return (
    <Stack direction="row" alignItems="center" gap={1} flexWrap="wrap">
      <Chip
        size="small"
        variant={state === 'void' ? 'outlined' : 'filled'}
        color={COLORS[state]}
        label={translate(`gs.referral.states.${state}`)}
      />
      <Typography variant="caption" color="text.secondary">
        {reasonText(reason)}
      </Typography>
    </Stack>
  );
}
