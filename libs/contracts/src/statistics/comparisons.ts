import { z } from 'zod';
import {
  covariateSchema,
  proportionSchema,
  quantileArmSchema,
  ratioSchema,
  sampleSchema,
} from './samples.js';

const confidence = z.number().gt(0.5).lt(1).default(0.95).describe('Of the intervals.');
const alternative = z
  .enum(['twoSided', 'greater', 'less'])
  .default('twoSided')
  .describe('What is claimed of the treatment against the null effect.');
const nullEffect = z
  .strictObject({ absolute: z.number().default(0), relative: z.number().default(0) })
  .prefault({})
  .describe(
    'The effect under the null hypothesis on each scale: a margin of non-inferiority, −0.02, is one.',
  );
const test = { confidence, alternative, nullEffect };
const arms = <T extends z.ZodType>(arm: T) => ({ control: arm, treatment: arm });

export const ttestSchema = z.strictObject({ ...arms(sampleSchema), ...test });
export const proportionsSchema = z.strictObject({ ...arms(proportionSchema), ...test });
export const ratioTestSchema = z.strictObject({ ...arms(ratioSchema), ...test });
export const cupedSchema = z.strictObject({ ...arms(covariateSchema), ...test });
export const quantileSchema = z.strictObject({
  level: z.number().gt(0).lt(1).describe('0.9: the value that nine in ten stay below.'),
  ...arms(quantileArmSchema),
  ...test,
});
export const sequentialSchema = z.strictObject({
  ...arms(sampleSchema),
  confidence,
  nullEffect,
  tuning: z.number().min(1).max(1e12).default(5_000).describe('Units at which the interval is narrowest.'),
});
export const bayesianSchema = z.strictObject({
  ...arms(sampleSchema),
  confidence,
  prior: z
    .strictObject({ mean: z.number().default(0), variance: z.number().gt(0) })
    .optional()
    .describe('Of the relative effect; absent: flat.'),
  lowerIsBetter: z.boolean().default(false),
});

export type TtestCalculation = z.infer<typeof ttestSchema>;
export type ProportionsCalculation = z.infer<typeof proportionsSchema>;
export type RatioCalculation = z.infer<typeof ratioTestSchema>;
export type CupedCalculation = z.infer<typeof cupedSchema>;
export type QuantileCalculation = z.infer<typeof quantileSchema>;
export type SequentialCalculation = z.infer<typeof sequentialSchema>;
export type BayesianCalculation = z.infer<typeof bayesianSchema>;
