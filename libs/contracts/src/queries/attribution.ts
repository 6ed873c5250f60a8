import { z } from 'zod';
import {
  ATTRIBUTION_LEVELS,
  ATTRIBUTION_MODELS,
  type AttributionLevel,
  type AttributionModel,
  halfLifeDaysSchema,
  lookbackDaysSchema,
  repeatsSchema,
  viewThroughSchema,
} from '../attribution-models.js';
import {
  type PreviousRange,
  type QueryAnswer,
  compareFields,
  eventFields,
  optionFields,
  propertyNameSchema,
  rangeFields,
} from './query-common.js';

export const attributionQuerySchema = z.strictObject({
  kind: z.literal('attribution'),
  /** Of the conversions. */
  ...rangeFields,
  conversion: z.strictObject({
    ...eventFields,
    /** `properties.NAME` or NAME; absent: there is no revenue. */
    revenueProperty: propertyNameSchema.optional(),
  }),
  model: z.enum(ATTRIBUTION_MODELS).default('last'),
  lookbackDays: lookbackDaysSchema.default(30),
  level: z.enum(ATTRIBUTION_LEVELS).default('channel'),
  /** Of timeDecay. */
  halfLifeDays: halfLifeDaysSchema,
  repeats: repeatsSchema,
  viewThrough: viewThroughSchema,
  ...compareFields,
  ...optionFields,
});
export type AttributionQuery = z.infer<typeof attributionQuerySchema>;

export interface AttributionRow {
  /** A channel, source, campaign, …; `(direct)`, `(none)`, and always `(unattributed)`. */
  key: string;
  conversions: number;
  revenue: number;
  /** Null until spend is known. */
  spend: number | null;
  /** Spend / conversions. */
  cac: number | null;
  /** Revenue / spend. */
  roas: number | null;
}
export interface AttributionAnswer extends QueryAnswer {
  kind: 'attribution';
  model: AttributionModel;
  level: AttributionLevel;
  /** Most conversions first; what nothing went before is last. */
  rows: AttributionRow[];
  /** Of all conversions, which the rows add up to. */
  totals: AttributionMoney;
  /** Rows of then in the order of `rows`, and after them those that are there no more. */
  previous?: PreviousRange & {
    rows: (AttributionRow & { changes: AttributionChanges })[];
    totals: AttributionMoney & { changes: AttributionChanges };
  };
}

export type AttributionMoney = Omit<AttributionRow, 'key'>;
/**
 * Of each figure: now / then - 1; null where one of them is not known, or then is 0. Of conversions, revenue and spend also
 * where a day of the ranges is not over, or data begin or end within them.
 */
export type AttributionChanges = Record<keyof AttributionMoney, number | null>;
