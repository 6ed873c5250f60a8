import { z } from 'zod';
import { filtersSchema, optionFields, rangeFields, type QueryAnswer } from './query-common.js';

export const retentionQuerySchema = z.strictObject({
  kind: z.literal('retention'),
  /** Cohorts are the whole periods that the range touches. */
  ...rangeFields,
  period: z.enum(['day', 'week', 'month']).default('day'),
  /** Columns 0..periods are answered. */
  periods: z.number().int().min(1).max(366).default(11),
  cohort: z
    .strictObject({
      event: z.string().min(1).max(200).optional(),
      filters: filtersSchema,
      /**
       * `firstTime`: the first event that passes the filters. `firstEver`: the first one of its name, and only if that one
       * passes them. `everyTime`: all that pass.
       */
      kind: z.enum(['firstTime', 'firstEver', 'everyTime']).default('firstTime'),
    })
    .prefault({}),
  returning: z
    .strictObject({
      event: z.string().min(1).max(200).optional(),
      filters: filtersSchema,
    })
    .prefault({}),
  mode: z.enum(['on', 'onOrAfter', 'bracket']).default('on'),
  /** For `bracket`: inclusive ranges of periods, e.g. [[1, 3], [4, 7]]; n is then the bracket's index. */
  brackets: z
    .array(z.tuple([z.number().int().min(0), z.number().int().min(0)]))
    .max(50)
    .optional(),
  breakdown: z.string().min(1).max(300).optional(),
  ...optionFields,
});
export type RetentionQuery = z.infer<typeof retentionQuerySchema>;

export interface RetentionCell {
  n: number;
  users: number;
  /** People who could have been observed for this period. */
  eligible: number;
  /** users / eligible; null where nobody could be observed. */
  rate: number | null;
  /** False until the period has ended. */
  complete: boolean;
}
export interface RetentionCohort {
  /** First day of the cohort's period. */
  cohort: string;
  breakdown: string | null;
  size: number;
  periods: RetentionCell[];
}
export interface RetentionAnswer extends QueryAnswer {
  kind: 'retention';
  /** Of all cohorts together; with `everyTime` somebody may be in several. */
  size: number;
  cohorts: RetentionCohort[];
  /** Weighted by cohort size, over complete cells. */
  average: RetentionAverage[];
  /** With a breakdown, its values over all cohorts, as they are ordered in each. */
  groups?: { breakdown: string; size: number; average: RetentionAverage[] }[];
}
export interface RetentionAverage {
  n: number;
  users: number;
  eligible: number;
  rate: number | null;
}
