import { z } from 'zod';

/** How conversions are shared out (docs/definitions.md, "Attribution"). */
export const ATTRIBUTION_MODELS = [
  'first',
  'last',
  'lastNonDirect',
  'linear',
  'position',
  'timeDecay',
  'markov',
  'shapley',
] as const;
export type AttributionModel = (typeof ATTRIBUTION_MODELS)[number];

/** Adjacent touches with the same key: all of them, or the last of each run. */
export const repeatsSchema = z.enum(['keep', 'collapse']).default('keep');
export type Repeats = z.infer<typeof repeatsSchema>;

/** Days of 24 hours. */
export const lookbackDaysSchema = z.number().min(0).max(1_000);
export const halfLifeDaysSchema = z.number().min(0.001).max(10_000).default(7);

/**
 * Impressions (events `$impression`) count up to so many days of 24 hours before a conversion, where no click lies in that time;
 * absent: they do not count.
 */
export const viewThroughSchema = z.strictObject({ days: z.number().gt(0).max(90) }).optional();

/** What a touch counts for. */
export const ATTRIBUTION_LEVELS = ['channel', 'source', 'campaign', 'adGroup', 'creative'] as const;
export type AttributionLevel = (typeof ATTRIBUTION_LEVELS)[number];
