import { REFERRAL_REASONS } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';

/** Why a reward is where it is, in words; flags are joined by `+`. */
export function useRewardReason(): (reason: string) => string {
  const translate = useTranslate();
  const flags: readonly string[] = REFERRAL_REASONS;
  const word = (one: string) =>
    translate(`gs.referral.${flags.includes(one) ? 'reason' : 'rewardReasons'}.${one}`);
  return (reason) => reason.split('+').map(word).join(', ');
}
