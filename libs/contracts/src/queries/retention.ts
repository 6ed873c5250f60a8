import { z } from 'zod';
import {
  eventNameSchema,
  filtersSchema,
  localDate,
  optionFields,
  propertyNameSchema,
  rangeFields,
  type QueryAnswer,
} from './query-common.js';

/** Without a name: any event, as the filters say. */
const anyEventFields = { event: eventNameSchema.optional(), filters: filtersSchema };

const cohortSchema = z.strictObject({
  ...anyEventFields,
  /**
   * `firstTime`: the first event that passes the filters. `firstEver`: the first one of its name, and only if that one
   * passes them. `everyTime`: all that pass.
   */
  kind: z.enum(['firstTime', 'firstEver', 'everyTime']).default('firstTime'),
});
const returningSchema = z.strictObject({
  ...anyEventFields,
});

export const retentionQuerySchema = z.strictObject({
  kind: z.literal('retention'),
  /** Cohorts are the whole periods that the range touches. */
  ...rangeFields,
  period: z.enum(['day', 'week', 'month']).default('day'),
  /** Columns 0..periods are answered. */
  periods: z.number().int().min(1).max(366).default(11),
  cohort: cohortSchema.prefault({}),
  returning: returningSchema.prefault({}),
  mode: z.enum(['on', 'onOrAfter', 'bracket']).default('on'),
  /** For `bracket`: inclusive ranges of periods, e.g. [[1, 3], [4, 7]]; n is then the bracket's index. */
  brackets: z
    .array(z.tuple([z.number().int().min(0), z.number().int().min(0)]))
    .max(50)
    .optional(),
  breakdown: propertyNameSchema.optional(),
  /** The same question of other days or other people, all together: how far their average rates are from these. */
  against: z
    .strictObject({
      from: localDate.optional(),
      to: localDate.optional(),
      cohort: cohortSchema.optional(),
      returning: returningSchema.optional(),
    })
    .optional(),
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
  /** With `against`. */
  differences?: RetentionDifference[];
}
/** Of each column: the average rate less that of `against`; null where one of them has none. */
export interface RetentionDifference {
  n: number;
  difference: number | null;
}
export interface RetentionAverage {
  n: number;
  users: number;
  eligible: number;
  rate: number | null;
}
