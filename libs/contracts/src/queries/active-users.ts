import { z } from 'zod';
import { filtersSchema, optionFields, rangeFields, type QueryAnswer } from './query-common.js';

export const activeUsersQuerySchema = z.strictObject({
  kind: z.literal('activeUsers'),
  ...rangeFields,
  interval: z.enum(['hour', 'day', 'week', 'month']).default('day'),
  /** Each bucket counts the people of the N days that end with the bucket's last day. */
  trailingDays: z.number().int().min(1).max(366).optional(),
  /** One event name; absent: the project's active events. */
  event: z.string().min(1).max(200).optional(),
  breakdown: z.string().min(1).max(300).optional(),
  filters: filtersSchema,
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
}
export interface ActiveUsersAnswer extends QueryAnswer {
  kind: 'activeUsers';
  rows: ActiveUsersRow[];
}
