import { z } from 'zod';

export const srmSchema = z.strictObject({
  observed: z.array(z.int().min(0)).min(2).max(100).describe('People in each arm.'),
  weights: z
    .array(z.number().min(0))
    .min(2)
    .max(100)
    .optional()
    .describe('What they were meant to be; equal where absent. An arm of weight 0 was to have nobody.'),
});

export const adjustSchema = z.strictObject({
  pValues: z.array(z.number().min(0).max(1).nullable()).min(1).max(10_000),
  method: z.enum(['holm', 'benjaminiHochberg', 'bonferroni']).default('holm'),
  alpha: z
    .number()
    .gt(0)
    .lt(0.5)
    .default(0.05)
    .describe('Rejected are those whose adjusted p-value is not above it.'),
});

export const powerSchema = z
  .strictObject({
    mean: z.number().describe('Of the control; of a proportion, its share.'),
    variance: z
      .number()
      .gt(0)
      .optional()
      .describe('Of one unit; where absent, the metric is a proportion and its variance mean·(1 − mean).'),
    effect: z.number().optional().describe('Relative: 0.05 is five per cent more.'),
    units: z.int().min(4).max(1e15).optional().describe('In both arms together.'),
    power: z.number().gt(0).lt(1).optional().describe('Chance to see the effect where it is there.'),
    alpha: z.number().gt(0).lt(0.5).default(0.05),
    alternative: z.enum(['twoSided', 'oneSided']).default('twoSided'),
    controlShare: z.number().gt(0).lt(1).default(0.5),
    unitsPerDay: z.number().gt(0).optional().describe('To know how many days it takes.'),
  })
  .superRefine(({ mean, variance, effect, units, power }, context) => {
    const given = [effect, units, power].filter((one) => one !== undefined).length;
    if (given !== 2)
      context.addIssue({
        code: 'custom',
        path: ['power'],
        message: 'give two of effect, units and power; the third is calculated',
      });
    if (variance === undefined && !(mean > 0 && mean < 1))
      context.addIssue({
        code: 'custom',
        path: ['mean'],
        message: 'must be between 0 and 1 for a proportion; for another metric give its variance',
      });
  });

export type SrmCalculation = z.infer<typeof srmSchema>;
export type AdjustCalculation = z.infer<typeof adjustSchema>;
export type PowerCalculation = z.infer<typeof powerSchema>;

export const sbgSchema = z.strictObject({
  survivors: z
    .array(z.number().min(0))
    .min(3)
    .max(1_000)
    .describe('People at the beginning, and how many of them are left after each period.'),
  periods: z
    .int()
    .min(1)
    .max(1_000)
    .optional()
    .describe('How far the curve is drawn; as far as there are survivors where absent.'),
});
export type SbgCalculation = z.infer<typeof sbgSchema>;
