import { z } from 'zod';
import {
  compareFields,
  eventNameSchema,
  filtersSchema,
  optionFields,
  propertyNameSchema,
  rangeFields,
  type PreviousRange,
  type QueryAnswer,
} from './query-common.js';

export const activeUsersQuerySchema = z.strictObject({
  kind: z.literal('activeUsers'),
  ...rangeFields,
  interval: z.enum(['hour', 'day', 'week', 'month']).default('day'),
  /** Each bucket counts the people of the N days that end with the bucket's last day. */
  trailingDays: z.number().int().min(1).max(366).optional(),
  /** One event name; absent: the project's active events. */
  event: eventNameSchema.optional(),
  breakdown: propertyNameSchema.optional(),
  filters: filtersSchema,
  /** Each row then says how it changed from the buckets that lie so many before it. */
  changesFrom: z.array(z.int().min(1).max(400)).min(1).max(4).optional(),
  ...compareFields,
  ...optionFields,
});
export type ActiveUsersQuery = z.infer<typeof activeUsersQuerySchema>;

export interface ActiveUsersRow {
  /** First day of the bucket, `YYYY-MM-DD`; for hours the instant it starts, ISO 8601 UTC. */
  bucket: string;
  /** Null: all values together, each person once. */
  breakdown: string | null;
  users: number;
  complete: boolean;
  /** One for each of `changesFrom`: users / users then - 1; null where nobody was there then, or it is not in the answer. */
  changes?: (number | null)[];
}
export interface ActiveUsersAnswer extends QueryAnswer {
  kind: 'activeUsers';
  rows: ActiveUsersRow[];
  /** With a breakdown: its values added up, and that less everybody once. */
  overlaps?: ActiveUsersOverlap[];
  previous?: PreviousRange & { rows: ActiveUsersRow[]; change: number | null };
}

/** Of a bucket: how far the values of a breakdown add up to more than its people, as somebody may have several. */
export interface ActiveUsersOverlap {
  bucket: string;
  /** Everybody once. */
  users: number;
  sumOfParts: number;
  /** sumOfParts - users. */
  overlap: number;
}
