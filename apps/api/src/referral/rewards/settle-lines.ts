import type { RewardSide } from '@groundswell/contracts';
import { type RewardLine, type RewardNow, type RewardTarget, stepsTo } from '@groundswell/postgres';
import type { Decided } from './deserved-rewards.js';

const keyOf = (inviteeId: number, side: RewardSide) => `${inviteeId} ${side}`;

/** The ledger of a programme, by who people are today. */
export interface Known {
  /** Of each reward the one that was earned first. */
  first: Map<string, RewardNow>;
  /** Of people who became one: what one of them has beside. */
  surplus: RewardNow[];
}

/** @param rewards in the order in which they were earned; @param today who somebody counts as */
export function knownRewards(rewards: readonly RewardNow[], today: (personId: number) => number): Known {
  const first = new Map<string, RewardNow>();
  const surplus: RewardNow[] = [];
  for (const reward of rewards) {
    const key = keyOf(today(reward.inviteeId), reward.side);
    if (first.has(key)) surplus.push(reward);
    else first.set(key, reward);
  }
  return { first, surplus };
}

export const decisionsOf =
  ({ first }: Known): Decided =>
  (inviteeId, side) =>
    first.get(keyOf(inviteeId, side))?.decision ?? null;

/** The lines that bring the ledger to what is deserved; what no event speaks for any more is void. */
export function settleLines(known: Known, deserved: readonly RewardTarget[]): RewardLine[] {
  const spokenFor = new Set(deserved.map(({ inviteeId, side }) => keyOf(inviteeId, side)));
  const gone = [...known.first].filter(([key]) => !spokenFor.has(key)).map(([, reward]) => reward);
  const voided = (rewards: readonly RewardNow[], reason: string) =>
    rewards.flatMap((reward) => stepsTo(reward, { ...reward, state: 'void', reason }));
  return [
    ...deserved.flatMap((target) =>
      stepsTo(known.first.get(keyOf(target.inviteeId, target.side)) ?? null, target),
    ),
    ...voided(gone, 'gone'),
    ...voided(known.surplus, 'merged'),
  ];
}
