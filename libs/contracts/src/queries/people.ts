import { z } from 'zod';
import { REFERRAL_REASONS } from '../referral/referral-program.js';
import { formatSchema, localDate, type QueryAnswer } from './query-common.js';

/** Null: all values together. */
const breakdown = z.string().max(1000).nullable().default(null);
/** A day, or for hours an instant. */
const bucket = z.string().min(1).max(40);

/**
 * Which number of an answer the people are behind: named by the fields that its row or cell has in that answer. One shape
 * for each kind of question.
 */
export const PEOPLE_CELLS = {
  activeUsers: z.strictObject({ bucket, breakdown }),
  eventCounts: z.strictObject({ bucket, breakdown }),
  growthAccounting: z.strictObject({
    bucket: localDate,
    segment: z.enum(['active', 'new', 'retained', 'resurrected', 'churned']).default('active'),
  }),
  stickiness: z.union([
    z.strictObject({ days: z.number().int().min(1).max(30) }),
    z.strictObject({ bucket: localDate, of: z.enum(['dau', 'windowUsers']).default('dau') }),
  ]),
  retention: z.strictObject({
    cohort: localDate,
    breakdown,
    /** Absent: the whole cohort. */
    n: z.number().int().min(0).optional(),
    /** False: who could have come back and did not. */
    returned: z.boolean().default(true),
  }),
  funnel: z.strictObject({
    /** As `index` of the answer. */
    step: z.number().int().min(0).max(19),
    /** `droppedOff`: who took the step before and not this one. */
    outcome: z.enum(['converted', 'droppedOff']).default('converted'),
    breakdown,
    /** Of the trend. */
    bucket: localDate.optional(),
  }),
  /** Without a link: everybody with a path. */
  paths: z.union([
    z.strictObject({
      step: z.number().int().min(1).max(20),
      source: z.string().max(200),
      target: z.string().max(200),
    }),
    z.strictObject({}),
  ]),
  referral: z.union([
    z.strictObject({
      bucket: localDate,
      /** Of `invites` and `visits` those who sent and made them, who may be fewer. */
      of: z.enum(['users', 'invites', 'visits', 'signups', 'activated']).default('signups'),
      /** With what is flagged. */
      gross: z.boolean().default(false),
    }),
    z.strictObject({ generation: z.number().int().min(0).max(1_000_000) }),
    /** Held back for it. */
    z.strictObject({ reason: z.enum(REFERRAL_REASONS) }),
  ]),
  /** Those of whose conversions the key has a share. */
  attribution: z.strictObject({ key: z.string().min(1).max(1000) }),
  /** Those who signed up, of whom the key has a share. */
  campaignPerformance: z.strictObject({ key: z.string().min(1).max(1000) }),
} as const;
export type PeopleKind = keyof typeof PEOPLE_CELLS;
export type PeopleCell<Kind extends PeopleKind = PeopleKind> = z.infer<(typeof PEOPLE_CELLS)[Kind]>;

/** What is asked beside the question and its cell. */
export const peoplePageSchema = z.strictObject({
  page: z.number().int().min(1).max(1_000_000).default(1),
  /** With `csv` up to 10,000; a file of which neither page nor perPage is asked for has everybody. */
  perPage: z.number().int().min(1).max(10_000).default(25),
  format: formatSchema,
});

export interface PersonBehind {
  personId: number;
  distinctIds: string[];
  /** Instants of their first and last event ever, ISO 8601 UTC; null where none is stored any more. */
  firstSeen: string | null;
  lastSeen: string | null;
  properties: Record<string, unknown>;
}

export interface PeopleAnswer extends QueryAnswer {
  kind: 'people';
  /** By person id. */
  data: PersonBehind[];
  /** The number in the cell. */
  total: number;
  page: number;
  perPage: number;
}
