import { z } from 'zod';
import { METRIC_ROLES } from './experiment.js';
import { METRIC_DIRECTIONS, METRIC_TYPES } from './metric-definition.js';
import { reasonCodeSchema, reasonValuesSchema } from './result-reasons.js';

const number = z.number().nullable();
const interval = z.tuple([z.number(), z.number()]).nullable();

/** Of one variation, or of the control alone, which is compared with nothing. */
const variationResultSchema = z.object({
  key: z.string(),
  n: z.int().describe('People who are divided by; of a quantile the events; with clusters the clusters.'),
  mean: number,
  variance: number.describe('Of one unit, with n − 1; of a share p(1 − p).'),
  unadjustedMean: number.describe('Where CUPED adjusted the mean: as it was before.'),
  absoluteLift: number,
  absoluteInterval: interval,
  relativeLift: number,
  interval: interval.describe(
    'Of the relative lift; the always-valid one where the experiment is sequential.',
  ),
  fixedInterval: interval.describe('Of the relative lift, for whoever looks once.'),
  pValue: number.describe(
    'Two-sided; for a guardrail with a margin: one-sided, that the loss is less than it.',
  ),
  pValueAdjusted: number.describe('Of goal metrics × variations × slices; null where nothing is corrected.'),
  sequentialInterval: interval,
  chanceToWin: number.describe('That the variation is better, in the direction of the metric; flat prior.'),
  expectedLoss: number.describe(
    'Relative: what choosing the variation costs on average where it is the worse one.',
  ),
  standardError: number.describe('Of the relative lift.'),
  posterior: z
    .object({ mean: z.number(), standardDeviation: z.number() })
    .nullable()
    .describe('Of the relative lift, after the data and a flat prior: normal, so that two numbers draw it.'),
  reason: z.string().nullable().describe('Why there is no comparison, where there is none.'),
  reasonCode: reasonCodeSchema.nullable(),
  reasonValues: reasonValuesSchema.nullable(),
});
export type VariationResult = z.infer<typeof variationResultSchema>;

const metricResultSchema = z.object({
  metric: z.int().describe('Its id.'),
  name: z.string(),
  type: z.enum(METRIC_TYPES),
  direction: z.enum(METRIC_DIRECTIONS),
  role: z.enum(METRIC_ROLES),
  margin: number.describe('Guardrails: the relative loss that is put up with.'),
  baseline: number.describe('What the control comes to.'),
  cuped: z
    .object({ theta: z.number(), varianceReduction: z.number() })
    .nullable()
    .describe('Null: not adjusted.'),
  cap: number.describe('At which values of a person were cut off.'),
  variations: z.array(variationResultSchema).describe('The control first.'),
  slices: z.array(
    z.object({ property: z.string(), value: z.string(), variations: z.array(variationResultSchema) }),
  ),
  series: z
    .array(
      z.object({
        day: z.iso.date(),
        variations: z.array(
          z.object({
            key: z.string(),
            n: z.int(),
            mean: number,
            relativeLift: number,
            interval,
            sequentialInterval: interval.describe('May be looked at every day.'),
          }),
        ),
      }),
    )
    .describe('People by the day of their exposure, all up to and with that day, as they are known now.'),
});
export type MetricResult = z.infer<typeof metricResultSchema>;

const resultProjectionSchema = z.object({
  event: z.string().nullable().describe('What coming back is; null: any activity.'),
  days: z.array(z.int()).describe('After the exposure, that the curves are fitted to.'),
  horizons: z.array(
    z.object({
      day: z.int(),
      variations: z.array(z.object({ key: z.string(), rate: z.number(), relativeLift: number, interval })),
    }),
  ),
  reason: z.string().nullable().describe('Why there is none.'),
  reasonCode: reasonCodeSchema.nullable(),
  reasonValues: reasonValuesSchema.nullable(),
});
export type ResultProjection = z.infer<typeof resultProjectionSchema>;

export const RESULT_WARNINGS = [
  'notStarted',
  'noExposures',
  'sampleRatioMismatch',
  'multipleExposures',
  'unknownVariations',
  'metricWithoutData',
  'metricNotComparable',
  'peeking',
  'fewPeople',
  'rawEventsDeleted',
] as const;
export type ResultWarning = (typeof RESULT_WARNINGS)[number];

export const RECOMMENDED_ACTIONS = ['ship', 'keepControl', 'continue', 'stop', 'investigate'] as const;
export type RecommendedAction = (typeof RECOMMENDED_ACTIONS)[number];

const warningSchema = z.object({
  code: z.enum(RESULT_WARNINGS),
  message: z.string(),
  values: reasonValuesSchema.describe(
    'What the message holds: `metric` its name, `share` of people, `people`, `date`.',
  ),
  reasonCode: reasonCodeSchema
    .nullable()
    .describe('Of a metric that cannot be compared: which sentence says why.'),
  reasonValues: reasonValuesSchema.nullable(),
});
export type HealthWarning = z.infer<typeof warningSchema>;

/** `GET …/experiments/{id}/results` (docs/definitions.md, "Experiments"). */
export const experimentResultsSchema = z.object({
  experiment: z.string().describe('Its key.'),
  computedAt: z.iso.datetime(),
  tookMs: z.number(),
  from: z.iso.datetime().nullable().describe('Exposures before it do not count; null: not started.'),
  to: z.iso.datetime().nullable(),
  health: z.object({
    srm: z.object({
      observed: z.array(z.number()),
      expected: z.array(z.number()),
      chiSquare: z.number(),
      pValue: z.number(),
      alarm: z.boolean(),
    }),
    multipleExposures: z.int().describe('People who saw more than one variation: left out.'),
    multipleExposuresShare: number,
    warnings: z.array(warningSchema),
  }),
  variations: z.array(z.object({ key: z.string(), name: z.string(), weight: z.number(), exposed: z.int() })),
  exposuresPerDay: z.array(
    z.object({
      day: z.iso.date(),
      variations: z.array(z.object({ key: z.string(), exposed: z.int() })),
    }),
  ),
  metrics: z.array(metricResultSchema),
  projections: z
    .array(resultProjectionSchema)
    .describe('Retention in the long run, where three single days or more of it are measured.'),
  recommendation: z.object({
    action: z.enum(RECOMMENDED_ACTIONS),
    variation: z.string().nullable(),
    reasons: z.array(z.string()),
    reasonCodes: z
      .array(z.object({ code: reasonCodeSchema, values: reasonValuesSchema }))
      .describe('Which sentences the reasons are, in the same order.'),
  }),
});
export type ExperimentResults = z.infer<typeof experimentResultsSchema>;
