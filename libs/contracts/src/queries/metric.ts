import { z } from 'zod';
import { metricDefinitionSchema } from '../experiments/metric-definition.js';
import { type QueryAnswer, engineSchema, formatSchema, rangeFields } from './query-common.js';

/** What a metric of experiments comes to over time, of everybody (docs/definitions.md, "Metric over time"). */
export const metricQuerySchema = z.strictObject({
  kind: z.literal('metric'),
  ...rangeFields,
  interval: z.enum(['day', 'week', 'month']).default('day'),
  definition: metricDefinitionSchema,
  engine: engineSchema,
  format: formatSchema,
});
export type MetricQuery = z.infer<typeof metricQuerySchema>;

export interface MetricRow {
  /** First local day. */
  bucket: string;
  /** Null where there is nobody, or nothing to divide by. */
  value: number | null;
  /** Who is divided by; of means, ratios and quantiles who was active. */
  people: number;
  /** False while somebody's time is not over. */
  complete: boolean;
}
export interface MetricAnswer extends QueryAnswer {
  kind: 'metric';
  rows: MetricRow[];
}
