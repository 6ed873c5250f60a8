import { z } from 'zod';
import { METRIC_DIRECTIONS, METRIC_TYPES } from '../experiments/metric-definition.js';
import { reasonCodeSchema, reasonValuesSchema } from '../experiments/result-reasons.js';

/** Metrics that a roll-out must not hurt. With them it is measured against a control, and goes back by itself. */
export const rolloutGuardSchema = z.strictObject({
  /** The relative loss of each that is put up with, in the direction of the metric: 0.01 is one per cent. */
  metrics: z
    .array(z.strictObject({ metricId: z.int(), margin: z.number().min(0).max(1).default(0) }))
    .min(1)
    .max(10),
  /** Share of those whom the roll-out has reached who keep what they had, to compare with. */
  controlShare: z.number().min(0.01).max(0.5).default(0.2),
  /** Chance that a roll-out that hurts nothing goes back, over all looks and metrics together. */
  alpha: z.number().gt(0).max(0.5).default(0.05),
});
export type RolloutGuard = z.infer<typeof rolloutGuardSchema>;

const number = z.number().nullable();

/** What a metric came to at the last look. */
export const guardedMetricSchema = z.object({
  metricId: z.int(),
  name: z.string(),
  // Looks are kept, and those of before did not say it.
  type: z.enum(METRIC_TYPES).optional(),
  direction: z.enum(METRIC_DIRECTIONS),
  margin: z.number(),
  control: number.describe('What those who keep what they had come to.'),
  rollout: number.describe('What those who have the new value come to.'),
  relativeLift: number.describe('Null where the control is at 0.'),
  interval: z
    .tuple([z.number(), z.number()])
    .nullable()
    .describe('Of the relative lift, else of the difference; holds at every look.'),
  hurt: z.boolean(),
  reason: z.string().nullable().describe('Why nothing can be said yet.'),
  // Looks are kept, and those of before had no codes.
  reasonCode: reasonCodeSchema.nullable().optional(),
  reasonValues: reasonValuesSchema.nullable().optional(),
});
export type GuardedMetric = z.infer<typeof guardedMetricSchema>;

export const rolloutLookSchema = z.object({
  at: z.iso.datetime(),
  exposed: z.object({ control: z.int(), rollout: z.int() }),
  sampleRatioAlarm: z
    .boolean()
    .describe('People did not come to both sides as they were to: do not trust the comparison.'),
  metrics: z.array(guardedMetricSchema),
});
export type RolloutLook = z.infer<typeof rolloutLookSchema>;

/** Why a roll-out reaches nobody. */
export const ROLLOUT_UNWATCHED = ['archived', 'flagOff', 'ruleOff', 'later', 'over', 'nobody'] as const;
export type RolloutUnwatched = (typeof ROLLOUT_UNWATCHED)[number];

/** Where a guarded roll-out stands. */
export const rolloutStateSchema = z.object({
  ruleId: z.string(),
  state: z.enum(['watching', 'rolledBack']),
  unwatched: z
    .enum(ROLLOUT_UNWATCHED)
    .nullable()
    .describe('Why it reaches nobody now, so that there is nothing to watch; null: it is out, or went back.'),
  round: z
    .int()
    .describe(
      'Counts up with each resumption, with each change of what is compared, and with each guard put on again.',
    ),
  since: z.iso.datetime().describe('Exposures from then on count.'),
  rolledBackAt: z.iso.datetime().nullable(),
  look: rolloutLookSchema.nullable().describe('The last one; null: there was none yet.'),
});
export type RolloutState = z.infer<typeof rolloutStateSchema>;
