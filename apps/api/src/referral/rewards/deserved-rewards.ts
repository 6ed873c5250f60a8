import { type JudgedInvitee, isClearable } from '@groundswell/clickhouse';
import { REWARD_SIDES, type ReferralRewards, type RewardAct, type RewardSide } from '@groundswell/contracts';
import type { RewardTarget } from '@groundswell/postgres';

const DAY_MS = 86_400_000;

export interface Rules {
  rewards: ReferralRewards;
  /** From the sign-up; who is not activated by then never is. */
  activationDays: number;
}
/** What a member decided of a reward. */
export type Decided = (inviteeId: number, side: RewardSide) => Exclude<RewardAct, 'reopen'> | null;
type Verdict = Pick<RewardTarget, 'state' | 'reason'>;

/**
 * What every reward should be at an instant, by what events say and members decided, and by nothing else: not by when it was
 * looked at before (docs/definitions.md, "Rewards").
 * @param invitees all that count, in the order of their sign-ups
 */
export function deservedRewards(
  invitees: readonly JudgedInvitee[],
  rules: Rules,
  decided: Decided,
  now: number,
): RewardTarget[] {
  const rewarded = new Map<number, number>();
  return invitees.flatMap((invitee) =>
    REWARD_SIDES.filter((side) => rules.rewards[side] > 0).map((side) => {
      const own = verdictOf(invitee, rules, decided(invitee.person, side), now);
      const isOver = side === 'inviter' && own.state !== 'void' && isBeyond(invitee.inviter, rewarded, rules);
      return {
        inviteeId: invitee.person,
        side,
        personId: side === 'inviter' ? invitee.inviter : invitee.person,
        amount: rules.rewards[side],
        ...(isOver ? { state: 'void' as const, reason: 'cap' } : own),
      };
    }),
  );
}

function verdictOf(
  { person, inviter, reasons, isHeld, at, activatedAt }: JudgedInvitee,
  { rewards, activationDays }: Rules,
  decision: ReturnType<Decided>,
  now: number,
): Verdict {
  if (reasons.length > 0 && !isClearable(reasons))
    return { state: 'void', reason: person === inviter ? 'self' : 'cycle' };
  if (decision === 'void') return { state: 'void', reason: 'member' };
  if (activatedAt === null && now > at + activationDays * DAY_MS) return { state: 'void', reason: 'lapsed' };
  if (decision === 'release') return { state: 'released', reason: 'member' };
  if (isHeld) return { state: 'held', reason: reasons.join('+') };
  if (activatedAt === null) return { state: 'earned', reason: 'activation' };
  if (now < activatedAt + rewards.holdDays * DAY_MS) return { state: 'earned', reason: 'hold' };
  return { state: 'released', reason: 'ripe' };
}

/** Counts one more of the inviter's; whether it is one too many. */
function isBeyond(inviter: number, rewarded: Map<number, number>, { rewards }: Rules): boolean {
  const count = (rewarded.get(inviter) ?? 0) + 1;
  rewarded.set(inviter, count);
  return rewards.mostPerInviter !== null && count > rewards.mostPerInviter;
}
