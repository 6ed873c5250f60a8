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
import { filtersSchema, optionFields, rangeFields, type QueryAnswer } from './query-common.js';

export const attributionQuerySchema = z.strictObject({
  kind: z.literal('attribution'),
  /** Of the conversions. */
  ...rangeFields,
  conversion: z.strictObject({
    event: z.string().min(1).max(200),
    filters: filtersSchema,
    /** `properties.NAME` or NAME; absent: there is no revenue. */
    revenueProperty: z.string().min(1).max(300).optional(),
  }),
  model: z.enum(ATTRIBUTION_MODELS).default('last'),
  lookbackDays: lookbackDaysSchema.default(30),
  level: z.enum(ATTRIBUTION_LEVELS).default('channel'),
  /** Of timeDecay. */
  halfLifeDays: halfLifeDaysSchema,
  repeats: repeatsSchema,
  viewThrough: viewThroughSchema,
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
  totals: Omit<AttributionRow, 'key'>;
}
