import { z } from 'zod';
import { ATTRIBUTION_LEVELS, type AttributionLevel, lookbackDaysSchema } from '../attribution-models.js';
import {
  type QueryAnswer,
  eventFields,
  eventNameSchema,
  optionFields,
  propertyNameSchema,
  rangeFields,
} from './query-common.js';

/** Models that share out single sign-ups; Markov shares out only all together. */
export const PERFORMANCE_MODELS = [
  'first',
  'last',
  'lastNonDirect',
  'linear',
  'position',
  'timeDecay',
  'shapley',
] as const;

export const campaignPerformanceQuerySchema = z.strictObject({
  kind: z.literal('campaignPerformance'),
  /** Of the spend, and of the sign-ups. */
  ...rangeFields,
  level: z.enum(ATTRIBUTION_LEVELS).default('campaign'),
  model: z.enum(PERFORMANCE_MODELS).default('lastNonDirect'),
  lookbackDays: lookbackDaysSchema.default(30),
  retentionDays: z.array(z.int().min(1).max(365)).min(1).max(10).default([1, 7, 30]),
  ltvDays: z.int().min(0).max(365).default(90),
  /** What signs somebody up, the first time ever; absent: the first active event. */
  signup: z.strictObject(eventFields).optional(),
  /** What brings money; absent: any event with a number in `revenue`. */
  revenue: z
    .strictObject({
      event: eventNameSchema.optional(),
      property: propertyNameSchema.default('revenue'),
    })
    .default({ property: 'revenue' }),
  ...optionFields,
});
export type CampaignPerformanceQuery = z.infer<typeof campaignPerformanceQuerySchema>;

/** By day, `{"0": …, "7": …}`. */
export type ByDay = Record<string, number | null>;

export interface CampaignFigures {
  /** In the project's currency; null where a rate is missing. */
  spend: number | null;
  impressions: number;
  clicks: number;
  installs: number;
  /** Shares of people who signed up in the range. */
  signups: number;
  /** Clicks per impression; null without an impression. */
  ctr: number | null;
  /** Spend per 1,000 impressions. */
  cpm: number | null;
  /** Spend per click. */
  cpc: number | null;
  /** Spend per sign-up. */
  cac: number | null;
  /** Revenue of those who signed up by day 0, 7, 30 of theirs, per spend. */
  roas: ByDay;
  /** Share of those observed so long who came back on the day. */
  retention: ByDay;
  /** Revenue of the first `ltvDays` days per sign-up observed so long. */
  ltv: number | null;
  /** First day after signing up by which they had brought what was spent; null: not yet. */
  paybackDays: number | null;
}

export type CreativeVerdict = 'better' | 'worse' | 'undecided' | 'tooFew';

/** A creative against the others of its campaign together. */
export interface CreativeComparison {
  /** Clicks per impression. */
  rate: number | null;
  others: number | null;
  /** Two-sided, corrected for the number of creatives (Holm). */
  pValueAdjusted: number | null;
  verdict: CreativeVerdict;
}

/** Falling rate at rising frequency. */
export interface CreativeFatigue {
  /** Of the trend of clicks per impression over days (Cochran–Armitage, one-sided, Holm). */
  pValueAdjusted: number | null;
  /** Change of the rate from the first to the last third of the days. */
  change: number | null;
  frequency: 'rising' | 'notRising' | 'unknown';
  verdict: 'tired' | 'falling' | 'steady' | 'tooFew';
}

export interface CampaignPerformanceRow extends CampaignFigures {
  key: string;
  /** Of the naming tree, where it is in it. */
  nodeId: number | null;
  /** Spend by day of the range, for a small curve; null where a rate is missing. */
  trend: (number | null)[];
  /** Of creatives: clicks per impression by day of the range; null without an impression. */
  rates?: (number | null)[];
  comparison?: CreativeComparison;
  fatigue?: CreativeFatigue;
}

export interface CampaignPerformanceAnswer extends QueryAnswer {
  kind: 'campaignPerformance';
  /** What told who signed up for the first time: the rollup knows all of the past, also where raw events were deleted. */
  newBy: 'rollup' | 'events';
  level: AttributionLevel;
  model: (typeof PERFORMANCE_MODELS)[number];
  currency: string;
  /** Most spend first; `(unattributed)` last. */
  rows: CampaignPerformanceRow[];
  totals: CampaignFigures;
  /** Of the days of `roas`, whether everybody who signed up in the range has been observed for so long; else it still grows. */
  roasComplete: Record<string, boolean>;
  /** Spend that no rate was there for. */
  missingRates: { currency: string; day: string; cost: number }[];
}
