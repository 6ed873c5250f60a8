import { z } from 'zod';
import {
  compareFields,
  filtersSchema,
  optionFields,
  rangeFields,
  type PreviousRange,
  type QueryAnswer,
} from './query-common.js';

export const growthAccountingQuerySchema = z.strictObject({
  kind: z.literal('growthAccounting'),
  ...rangeFields,
  interval: z.enum(['day', 'week', 'month']).default('week'),
  /** Of the events that make somebody active. */
  filters: filtersSchema,
  ...compareFields,
  ...optionFields,
});
export type GrowthAccountingQuery = z.infer<typeof growthAccountingQuerySchema>;

/** active = new + retained + resurrected, and active(t) = active(t − 1) + new + resurrected − churned. */
export interface GrowthAccountingRow {
  /** First day of the period. */
  bucket: string;
  active: number;
  new: number;
  retained: number;
  resurrected: number;
  /** People of the period before who are not in this one; they are drawn below zero. */
  churned: number;
  /** (new + resurrected) / churned; null where nobody churned. */
  quickRatio: number | null;
  complete: boolean;
}
export interface GrowthAccountingAnswer extends QueryAnswer {
  kind: 'growthAccounting';
  rows: GrowthAccountingRow[];
  previous?: PreviousRange & { rows: GrowthAccountingRow[]; means: GrowthMean[] };
}

export const GROWTH_COUNTS = ['active', 'new', 'retained', 'resurrected', 'churned'] as const;
/** A count's mean over the periods that are whole, now and in the days before. */
export interface GrowthMean {
  count: (typeof GROWTH_COUNTS)[number];
  now: number | null;
  then: number | null;
  /** now / then - 1. */
  change: number | null;
}
