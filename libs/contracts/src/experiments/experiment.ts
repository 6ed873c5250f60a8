import { z } from 'zod';

export const EXPERIMENT_STATES = ['draft', 'running', 'stopped', 'archived'] as const;
export type ExperimentState = (typeof EXPERIMENT_STATES)[number];

export const METRIC_ROLES = ['goal', 'secondary', 'guardrail'] as const;
export type MetricRole = (typeof METRIC_ROLES)[number];

export const VERDICTS = ['ship', 'keepControl', 'inconclusive', 'abandon'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A holdout keeps a share of people (its control) from everything that is tested and shipped. */
export const EXPERIMENT_KINDS = ['test', 'holdout'] as const;
export type ExperimentKind = (typeof EXPERIMENT_KINDS)[number];

export const EXPERIMENT_TEMPLATES = [
  'blank',
  'onboarding',
  'referralIncentive',
  'adCreative',
  'pricing',
  'holdout',
] as const;
export type ExperimentTemplate = (typeof EXPERIMENT_TEMPLATES)[number];

/** Keys are what SDKs, events and URLs say. */
export const keySchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}$/,
    'must be 1 to 100 letters, digits, - _ . : and begin with one of the first two',
  );

/** The first is the control. Weights add up to 1. */
export const variationSchema = z.strictObject({
  key: keySchema,
  name: z.string().trim().min(1).max(100),
  weight: z.number().min(0).max(1),
});
export type Variation = z.infer<typeof variationSchema>;

/** Who gets which variation: GrowthBook's published bucketing (docs/definitions.md, "Assignment"). */
export const assignmentSchema = z.strictObject({
  hashAttribute: z.string().min(1).max(100).default('id'),
  hashVersion: z.union([z.literal(1), z.literal(2)]).default(2),
  /** Null: the key of the experiment. */
  seed: z.string().min(1).max(200).nullable().default(null),
  /** Share of those who are targeted. */
  coverage: z.number().min(0).max(1).default(1),
  /** A targeting condition in GrowthBook's MongoDB-like syntax. */
  condition: z.record(z.string(), z.unknown()).default({}),
  /** Saved audiences, any of which a person must be in; empty: all. */
  cohortIds: z.array(z.int()).max(20).default([]),
  /** Experiments of one layer take disjoint ranges of it: nobody is in two of them. */
  layer: z
    .strictObject({ id: z.int(), range: z.tuple([z.number().min(0).max(1), z.number().min(0).max(1)]) })
    .nullable()
    .default(null),
  /** An experiment of the kind `holdout`: whoever is in its control is in no variation of this one. */
  holdoutId: z.int().nullable().default(null),
});
export type Assignment = z.infer<typeof assignmentSchema>;

/** Which of GrowthBook's hashes divides a layer: 1 in steps of .001, 2 hashed twice in steps of .0001. */
export const layerHashVersionSchema = z.union([z.literal(1), z.literal(2)]);
export type LayerHashVersion = z.infer<typeof layerHashVersionSchema>;

export const experimentMetricSchema = z.strictObject({
  metricId: z.int(),
  role: z.enum(METRIC_ROLES),
  /** Guardrails: the relative loss that is put up with, 0.01 is one per cent. */
  margin: z.number().min(0).max(1).optional(),
});
export type ExperimentMetric = z.infer<typeof experimentMetricSchema>;

/** How long a test has to run, as it was planned at its start. */
export interface ExperimentPlan {
  /** People of control and treatments together; null where there is no history to plan from. */
  people: number | null;
  days: number | null;
  peoplePerDay: number | null;
}

/** Weights of a bandit from a local day of the project on. */
export const weightChangeSchema = z.object({ date: z.iso.date(), weights: z.array(z.number()) });
export type WeightChange = z.infer<typeof weightChangeSchema>;

/** How results are computed. */
export const analysisSettingsSchema = z.strictObject({
  /** Chance of a false alarm, two-sided. */
  alpha: z.number().gt(0).max(0.5).default(0.05),
  power: z.number().gt(0.5).lt(1).default(0.8),
  /** Smallest relative lift worth knowing of, by which the duration is planned. */
  minimumEffect: z.number().gt(0).max(10).default(0.05),
  correction: z.enum(['none', 'holm', 'benjaminiHochberg']).default('holm'),
  /** Verdicts may be read at any time: intervals are always valid, and wider. */
  sequential: z.boolean().default(false),
  cuped: z.boolean().default(true),
  /** Days before the exposure that CUPED takes its covariate from. */
  cupedDays: z.int().min(1).max(90).default(14),
  /** Property of the person or event by whose values people are clusters; null: people are independent. */
  clusterBy: z.string().min(1).max(300).nullable().default(null),
  /** Event columns or `person.NAME` by which results are cut. */
  slices: z.array(z.string().min(1).max(300)).max(5).default([]),
  /** Thompson sampling moves the weights, once a day by the goal. */
  bandit: z.boolean().default(false),
});
export type AnalysisSettings = z.infer<typeof analysisSettingsSchema>;
