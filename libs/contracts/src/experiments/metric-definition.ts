import { z } from 'zod';
import { filtersSchema, propertyNameSchema } from '../queries/query-common.js';

/** What a metric reads of the events of a person, from their exposure on. */
export const METRIC_TYPES = [
  'proportion',
  'count',
  'mean',
  'ratio',
  'revenue',
  'retention',
  'funnel',
  'quantile',
] as const;
export type MetricType = (typeof METRIC_TYPES)[number];

const hours = z
  .number()
  .min(0)
  .max(24 * 366);
const eventName = z.string().trim().min(1).max(200);

/** Events, and the property whose numbers are taken of them. */
const measuredSchema = z.strictObject({
  event: eventName,
  filters: filtersSchema,
  property: propertyNameSchema.optional(),
});
export type Measured = z.infer<typeof measuredSchema>;

const timing = {
  /** Hours after the exposure in which events count; null: until the analysis. */
  windowHours: hours.nullable().default(null),
  /** Hours after the exposure before which events do not count. */
  delayHours: hours.default(0),
};

/** Values of a person are cut off there: at a fixed value, or at a quantile of all that are above zero. */
const capSchema = z.union([
  z.strictObject({ value: z.number().positive() }),
  z.strictObject({ quantile: z.number().gt(0).lt(1) }),
]);

/** How a metric is computed of each person; docs/definitions.md says each in words. */
export const metricDefinitionSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('proportion'), of: measuredSchema, ...timing }),
  z.strictObject({ type: z.literal('count'), of: measuredSchema, cap: capSchema.optional(), ...timing }),
  z.strictObject({
    type: z.literal('mean'),
    of: measuredSchema.required({ property: true }),
    cap: capSchema.optional(),
    ...timing,
  }),
  z.strictObject({
    type: z.literal('revenue'),
    of: measuredSchema.required({ property: true }),
    cap: capSchema.optional(),
    ...timing,
  }),
  z.strictObject({
    type: z.literal('ratio'),
    of: measuredSchema,
    per: measuredSchema,
    cap: capSchema.optional(),
    ...timing,
  }),
  /** Active (or the event) on any of the days `from`..`to` after the day of exposure, both included. */
  z.strictObject({
    type: z.literal('retention'),
    of: measuredSchema.partial({ event: true }).default({}),
    days: z.tuple([z.int().min(0).max(400), z.int().min(0).max(400)]),
  }),
  z.strictObject({ type: z.literal('funnel'), steps: z.array(measuredSchema).min(2).max(10), ...timing }),
  z.strictObject({
    type: z.literal('quantile'),
    of: measuredSchema.required({ property: true }),
    quantile: z.number().gt(0).lt(1),
    ...timing,
  }),
]);
export type MetricDefinition = z.infer<typeof metricDefinitionSchema>;

/** Which way is good. */
export const METRIC_DIRECTIONS = ['up', 'down'] as const;
export type MetricDirection = (typeof METRIC_DIRECTIONS)[number];
