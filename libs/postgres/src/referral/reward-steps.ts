import type { RewardAct, RewardSide, RewardState } from '@groundswell/contracts';

/** A reward as its lines leave it. */
export interface RewardNow {
  /** As the ledger knows them; reports may know them as somebody else today, after merges. */
  inviteeId: number;
  side: RewardSide;
  step: number;
  state: RewardState;
  /** Who has it; where reports know them as somebody else, it moves on to who they are. */
  personId: number;
  amount: number;
  /** What a member decided last; null: nothing, or it was taken back. */
  decision: Exclude<RewardAct, 'reopen'> | null;
}

/** What a reward should be. */
export interface RewardTarget {
  inviteeId: number;
  side: RewardSide;
  personId: number;
  amount: number;
  state: RewardState;
  reason: string;
}

export interface RewardLine extends RewardTarget {
  step: number;
  /** What it adds to escrow and to what may be paid. */
  escrow: number;
  released: number;
  userId?: number;
  note?: string;
}

/** In escrow and payable, of the amount. */
const ACCOUNTS: Record<RewardState, readonly [number, number]> = {
  earned: [1, 0],
  held: [1, 0],
  released: [0, 1],
  void: [0, 0],
};

/** One line on from a state, or the first one; `to.personId` is who has it by then. */
export function lineOf(from: Pick<RewardNow, 'step' | 'state'> | null, to: RewardTarget): RewardLine {
  const [escrow, released] = ACCOUNTS[from?.state ?? 'void'];
  const [escrowThen, releasedThen] = ACCOUNTS[to.state];
  return {
    ...to,
    step: (from?.step ?? 0) + 1,
    escrow: (escrowThen - escrow) * to.amount,
    released: (releasedThen - released) * to.amount,
  };
}

/**
 * The lines that bring a reward to where it should be; none where it is there, however often it is asked. What never was
 * earned has no lines. The amount is the one that was earned first.
 */
export function stepsTo(now: RewardNow | null, target: RewardTarget): RewardLine[] {
  const isNew = now === null;
  if (isNew && target.state === 'void') return [];
  const whole = { ...target, ...(now && { inviteeId: now.inviteeId, amount: now.amount }) };
  const isMoved = now !== null && now.personId !== target.personId && target.state !== 'void';
  const stops: Pick<RewardTarget, 'state' | 'reason' | 'personId'>[] = [];
  if (isMoved && now.state !== 'void') stops.push({ state: 'void', reason: 'moved', personId: now.personId });
  if (isNew || isMoved)
    stops.push({ state: 'earned', reason: isNew ? 'earned' : 'moved', personId: target.personId });
  const before = stops.at(-1) ?? now;
  if (before?.state !== target.state)
    stops.push({ ...target, personId: before?.personId ?? target.personId });
  const lines: RewardLine[] = [];
  for (const stop of stops) lines.push(lineOf(lines.at(-1) ?? now, { ...whole, ...stopOf(stop) }));
  return lines;
}

const stopOf = ({ state, reason, personId }: Pick<RewardTarget, 'state' | 'reason' | 'personId'>) => ({
  state,
  reason,
  personId,
});
