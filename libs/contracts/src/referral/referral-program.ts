import { z } from 'zod';
import { referralRewardsSchema } from './referral-rewards.js';

const eventName = z.string().min(1).max(200);
/** A property of an event: `NAME` or `properties.NAME`. */
const property = z.string().min(1).max(300);
const days = (least: number) => z.int().min(least).max(366);

/** By which properties people are seen to be one and the same; null: not looked at. */
export const referralRulesSchema = z.strictObject({
  device: property.nullable().default(null),
  ip: property.nullable().default(null),
  payment: property.nullable().default(null),
  /** More sign-ups of one inviter than this within so many minutes. */
  burst: z
    .strictObject({ signups: z.int().min(1).max(10_000), minutes: z.int().min(1).max(44_640) })
    .nullable()
    .default(null),
});

/** How a referral programme is read from events (docs/definitions.md, "Referral"). */
export const referralDefinitionSchema = z.strictObject({
  /** Who has it is a user of the product, from the first one on. */
  memberEvent: eventName,
  inviteEvent: eventName,
  /** Null: visits are not recorded. */
  visitEvent: eventName.nullable().default(null),
  /** Of the invited person, with the code of the invite. */
  signupEvent: eventName,
  /** Null: who signs up is activated. */
  activationEvent: eventName.nullable().default(null),
  /** Where links `/r/{code}` lead to, with the code as a parameter; null: the programme has none. */
  linkTarget: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable()
    .default(null),
  inviteCode: property.default('inviteCode'),
  visitCode: property.default('inviteCode'),
  signupCode: property.default('inviteCode'),
  /** Invites count that are sent within so many days of joining. */
  inviteDays: days(1).default(30),
  /** From invite to sign-up. */
  windowDays: days(1).default(14),
  /** From sign-up to activation. */
  activationDays: days(0).default(7),
  rules: referralRulesSchema.prefault({}),
  /** Null: nobody is rewarded. */
  rewards: referralRewardsSchema.nullable().default(null),
});
export type ReferralDefinition = z.infer<typeof referralDefinitionSchema>;
export type ReferralRules = ReferralDefinition['rules'];

export const REFERRAL_REASONS = ['self', 'cycle', 'device', 'ip', 'payment', 'burst'] as const;
export type ReferralReason = (typeof REFERRAL_REASONS)[number];

export interface ReferralProgram {
  id: number;
  name: string;
  definition: ReferralDefinition;
  version: number;
  createdAt: string;
}

export interface ReferralCode {
  code: string;
  distinctId: string;
  /** Path of the link on the collector's host. */
  path: string;
  createdAt: string;
}

/** Somebody who was invited. */
export interface ReferralInvitee {
  personId: number;
  inviterId: number;
  invitedAt: string;
  signedUpAt: string;
  activatedAt: string | null;
  reasons: ReferralReason[];
  /** A member looked at it and lets it count. */
  cleared: boolean;
}

export interface ReferralInviter {
  personId: number;
  /** Net of what is flagged. */
  signups: number;
  activated: number;
  /** Flagged and not cleared. */
  held: number;
}

/** A person and whom they invited; of those the number of their own. */
export interface ReferralBranch {
  personId: number;
  /** Null: nobody invited them, or it does not count. */
  inviterId: number | null;
  invitees: (ReferralInvitee & { invitees: number })[];
}
