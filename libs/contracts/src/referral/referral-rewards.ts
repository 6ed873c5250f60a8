import { z } from 'zod';

const amount = z.int().min(0).max(1_000_000);

/** What inviter and invited person get once the invited one is activated (docs/definitions.md, "Rewards"). */
export const referralRewardsSchema = z.strictObject({
  /** What amounts count, such as CNY or credits. */
  unit: z.string().trim().min(1).max(30),
  /** Whole units for the inviter; 0: nothing. */
  inviter: amount,
  /** Whole units for whom they brought. */
  invitee: amount,
  /** From the activation; so long a reward stays in escrow. */
  holdDays: z.int().min(0).max(366).default(7),
  /** Of whom an inviter is rewarded for, the first so many by sign-up; null: all. */
  mostPerInviter: z.int().min(1).max(100_000).nullable().default(null),
});
export type ReferralRewards = z.infer<typeof referralRewardsSchema>;

export const REWARD_SIDES = ['inviter', 'invitee'] as const;
export type RewardSide = (typeof REWARD_SIDES)[number];

/** `earned`: waits in escrow. `held`: in escrow while a flag holds. `released`: may be paid. `void`: is nobody's. */
export const REWARD_STATES = ['earned', 'held', 'released', 'void'] as const;
export type RewardState = (typeof REWARD_STATES)[number];

/** What a member may decide of one reward; `reopen` takes the decision back. */
export const REWARD_ACTS = ['release', 'void', 'reopen'] as const;
export type RewardAct = (typeof REWARD_ACTS)[number];

/** One reward as its last entry leaves it. */
export interface ReferralReward {
  inviteeId: number;
  side: RewardSide;
  /** Who gets it. */
  personId: number;
  amount: number;
  state: RewardState;
  /** `hold`, `ripe`, `member`, reasons of flags joined by `+`, `self`, `cycle`, `cap`, `gone`, `merged` or `moved`. */
  reason: string;
  earnedAt: string;
  changedAt: string;
}

export interface RewardTotals {
  /** Units in escrow, earned or held. */
  escrow: number;
  released: number;
  /** Rewards by state. */
  counts: Record<RewardState, number>;
}

export interface RewardEntry {
  step: number;
  state: RewardState;
  reason: string;
  personId: number;
  /** What it adds to escrow and to what may be paid. */
  escrow: number;
  released: number;
  /** The member who decided it. */
  email: string | null;
  note: string;
  createdAt: string;
}

export interface RewardBalance {
  personId: number;
  escrow: number;
  released: number;
}
