import { z } from 'zod';
import type { AttributionLevel, AttributionModel } from '../attribution-models.js';
import { type AttributionChanges, type AttributionMoney, attributionQuerySchema } from './attribution.js';
import type { PreviousRange, QueryAnswer } from './query-common.js';

/** The question of `attribution`, asked of all models at once. */
export const attributionModelsQuerySchema = attributionQuerySchema
  .omit({ model: true })
  .extend({ kind: z.literal('attributionModels') });
export type AttributionModelsQuery = z.infer<typeof attributionModelsQuerySchema>;

/** Where a model would have the next money go: to what brings more for it than the average of all that is paid for. */
export const BUDGET_MOVES = ['more', 'keep', 'less'] as const;
export type BudgetMove = (typeof BUDGET_MOVES)[number];
/** `disagree`: one model says more and another less. `unsure`: some say keep. */
export const BUDGET_VERDICTS = ['agree', 'unsure', 'disagree'] as const;
export type BudgetVerdict = (typeof BUDGET_VERDICTS)[number];

export interface ModelCredit {
  conversions: number;
  revenue: number;
  /** Spend / conversions. */
  cac: number | null;
  /** Revenue / spend. */
  roas: number | null;
  /** Of all conversions; null where there are none. */
  share: number | null;
  /** Null where nothing is spent. */
  move: BudgetMove | null;
}
/** A model's credit in the days before. */
export type PastCredit = Pick<ModelCredit, 'conversions' | 'revenue' | 'cac' | 'roas'> & {
  changes: Omit<AttributionChanges, 'spend'>;
};
export interface AttributionModelsRow {
  key: string;
  spend: number | null;
  /** By model; without those of `omitted`. */
  models: Partial<Record<AttributionModel, ModelCredit>>;
  /** Null where nothing is spent. */
  budget: BudgetVerdict | null;
}
/** Credits of a model added up, beside what there was to share out. */
export interface Reconciliation {
  model: AttributionModel;
  credited: number;
  conversions: number;
  creditedRevenue: number;
  revenue: number;
}
export interface AttributionModelsAnswer extends QueryAnswer {
  kind: 'attributionModels';
  level: AttributionLevel;
  /** Of spend and revenue. */
  currency: string;
  /** Most conversions of the last touch first; what nothing went before is last. */
  rows: AttributionModelsRow[];
  totals: AttributionMoney;
  reconciliation: Reconciliation[];
  /** Models that cannot answer at this level, and why. */
  omitted: { model: AttributionModel; reason: string }[];
  /** Rows of then in the order of `rows`, and after them those that are there no more. */
  previous?: PreviousRange & {
    rows: { key: string; spend: number | null; models: Partial<Record<AttributionModel, PastCredit>> }[];
    totals: AttributionMoney & { changes: AttributionChanges };
  };
}

/** The paths that `attribution` shares conversions out over. */
export const attributionPathsQuerySchema = attributionQuerySchema
  .omit({ model: true, halfLifeDays: true, compare: true })
  .extend({
    kind: z.literal('attributionPaths'),
    /** Most paths. */
    limit: z.int().min(1).max(1_000).default(100),
  });
export type AttributionPathsQuery = z.infer<typeof attributionPathsQuerySchema>;

export interface AttributionPathRow {
  /** Touches in order; none: a conversion that nothing went before. */
  keys: string[];
  conversions: number;
  /** People who came this way and did not convert in the range. */
  nulls: number;
  /** conversions / (conversions + nulls). */
  rate: number;
  revenue: number;
  /** Half of the times from the first touch to the conversion, in seconds. */
  medianSeconds: number | null;
}
export interface AttributionPathsAnswer extends QueryAnswer {
  kind: 'attributionPaths';
  level: AttributionLevel;
  /** Most conversions first, then most nulls. */
  rows: AttributionPathRow[];
  /** By number of touches; the last is that many or more. `share` is of all conversions. */
  lengths: { touches: number; conversions: number; nulls: number; share: number | null }[];
  /** From the first touch to the conversion: fromDays <= time < toDays. Conversions without a touch have none; `share` is of the others. */
  times: { fromDays: number; toDays: number | null; conversions: number; share: number | null }[];
  totals: { conversions: number; nulls: number; revenue: number };
}
