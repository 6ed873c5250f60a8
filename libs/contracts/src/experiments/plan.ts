import { z } from 'zod';

/** A test that is thought of; everything but the metric has the default of a new experiment. */
export const planQuestionSchema = z.strictObject({
  metricId: z.int().optional().describe('The goal, whose baseline is taken from history.'),
  baseline: z
    .strictObject({ mean: z.number(), variance: z.number().gt(0).optional() })
    .optional()
    .describe('In place of history; without a variance it is a proportion.'),
  event: z.string().min(1).max(200).optional().describe('Who does it is exposed; absent: whoever is active.'),
  condition: z.record(z.string(), z.unknown()).default({}),
  cohortIds: z.array(z.int()).max(20).default([]).describe('Saved audiences, any of which people are in.'),
  coverage: z.number().gt(0).max(1).default(1),
  weights: z.array(z.number().min(0).max(1)).min(2).max(10).default([0.5, 0.5]),
  layerShare: z.number().gt(0).max(1).default(1).describe('Width of the range that is taken of a layer.'),
  minimumEffect: z.number().gt(0).max(10).default(0.05),
  alpha: z.number().gt(0).max(0.5).default(0.05),
  power: z.number().gt(0.5).lt(1).default(0.8),
});
export type PlanQuestion = z.infer<typeof planQuestionSchema>;

export interface PlanAnswer {
  /** Days of the project's history that stand for those to come; null where there is none. */
  history: { from: string; to: string } | null;
  /** People a day who would be in the test, on average over the history. */
  peoplePerDay: number | null;
  /** Attributes of the condition that history does not know, so that they are not in the figures. */
  notCounted: string[];
  baseline: { n: number | null; mean: number; variance: number } | null;
  /** Needed in all variations together. */
  people: number | null;
  /** Until so many were in it; null where that is more than two years. */
  days: number | null;
  /** The smallest relative lift that is seen after so many weeks. */
  weeks: { week: number; people: number; minimumEffect: number | null }[];
  /** Why there is no figure, as a sentence; null where there is. */
  problem: string | null;
  /** Which sentence that is. */
  problemCode: PlanProblem | null;
}

/** `tooFine`: no number of people that there could be shows a lift so small. */
export const PLAN_PROBLEMS = [
  'weights',
  'metric',
  'noHistory',
  'baselineUnknown',
  'noVariance',
  'tooFine',
] as const;
export type PlanProblem = (typeof PLAN_PROBLEMS)[number];
