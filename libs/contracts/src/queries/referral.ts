import { z } from 'zod';
import type { ReferralReason } from '../referral/referral-program.js';
import { optionFields, rangeFields, type QueryAnswer } from './query-common.js';

export const referralQuerySchema = z.strictObject({
  kind: z.literal('referral'),
  programId: z.int().min(1),
  /** When the inviters joined. */
  ...rangeFields,
  interval: z.enum(['day', 'week', 'month']).default('week'),
  ...optionFields,
});
export type ReferralQuery = z.infer<typeof referralQuerySchema>;

export interface ReferralYield {
  signups: number;
  activated: number;
  /** signups / users; null for nobody. */
  kSignup: number | null;
  kActivated: number | null;
}

/** People who joined in a period, and what their invites brought; net of what is flagged. */
export interface ReferralRow extends ReferralYield {
  bucket: string;
  users: number;
  invites: number;
  /** Null where the programme names no event of visits. */
  visits: number | null;
  /** With what is flagged. */
  gross: ReferralYield;
  /** False while somebody may still invite, sign up or be activated in time. */
  complete: boolean;
}

export interface ReferralAnswer extends QueryAnswer {
  kind: 'referral';
  programId: number;
  /** Days after somebody joined until nothing of theirs can count any more. */
  ripeDays: number;
  rows: ReferralRow[];
  /** Counts of all rows; `kSignup` and `kActivated` of the complete ones alone. */
  totals: Omit<ReferralRow, 'bucket' | 'complete'> & {
    /** Users of the complete rows, by whom K is divided. */
    completeUsers: number;
    /** invites / users of the complete rows. */
    invitesPerUser: number | null;
    /** signups / invites of the complete rows. */
    conversion: number | null;
    /** Counts of all rows per invite of theirs; null for no invites, or no event of visits. */
    perInvite: { visits: number | null; signups: number | null; activated: number | null };
  };
  /** Seconds from the joining of an inviter to the sign-up that they brought, net. */
  cycleTime: { p50: number | null; p90: number | null };
  /** 0: nobody invited them. `share` is of all of them. */
  generations: { generation: number; users: number; share: number }[];
  /** Invited people held back, by reason; somebody with two reasons is in both. */
  flagged: { reason: ReferralReason; users: number }[];
  /** Held back, each person once. */
  held: number;
  /** Where K < 1, users that those who came by themselves grow to in the end: seeds / (1 - K). */
  projection: { seeds: number; total: number } | null;
}
