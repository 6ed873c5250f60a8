import {
  adjustSchema,
  bayesianSchema,
  cupedSchema,
  powerSchema,
  proportionsSchema,
  quantileSchema,
  ratioTestSchema,
  sbgSchema,
  sequentialSchema,
  srmSchema,
  ttestSchema,
} from '@groundswell/contracts';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export class TtestDto extends createZodDto(ttestSchema) {}
export class ProportionsDto extends createZodDto(proportionsSchema) {}
export class RatioDto extends createZodDto(ratioTestSchema) {}
export class CupedDto extends createZodDto(cupedSchema) {}
export class QuantileDto extends createZodDto(quantileSchema) {}
export class SequentialDto extends createZodDto(sequentialSchema) {}
export class BayesianDto extends createZodDto(bayesianSchema) {}
export class SrmDto extends createZodDto(srmSchema) {}
export class AdjustDto extends createZodDto(adjustSchema) {}
export class PowerDto extends createZodDto(powerSchema) {}
export class SbgDto extends createZodDto(sbgSchema) {}

const sample = z.object({
  n: z.number(),
  mean: z.number(),
  variance: z.number(),
  unadjustedMean: z
    .number()
    .optional()
    .describe('By which relative effects of an adjusted mean are divided.'),
  adjustment: z
    .object({
      theta: z.number(),
      outcomeVariance: z.number(),
      covariance: z.number(),
      covariateVariance: z.number(),
    })
    .optional()
    .describe('Of an adjusted mean: θ, var Y, cov(Y, X) and var X.'),
});
const interval = z.tuple([z.number().nullable(), z.number().nullable()]).describe('Null: without end.');
const pair = z.tuple([z.number(), z.number()]);
const test = z.object({
  estimate: z.number(),
  standardError: z.number(),
  statistic: z.number(),
  degreesOfFreedom: z.number(),
  pValue: z.number(),
  interval,
});
const onBothScales = <T extends z.ZodType>(of: T) => ({
  control: sample,
  treatment: sample,
  absolute: of.describe('treatment − control'),
  relative: of
    .nullable()
    .describe('(treatment − control) ÷ |control|, by the delta method; null where control is 0.'),
  note: z.string().optional(),
});

export class TestAnswerDto extends createZodDto(z.object(onBothScales(test))) {}
export class CupedAnswerDto extends createZodDto(
  z.object({
    theta: z.number(),
    varianceReduction: z.number().describe('1 − adjusted ÷ unadjusted variance.'),
    ...onBothScales(test),
    unadjusted: z.object(onBothScales(test)),
  }),
) {}
export class ProportionsAnswerDto extends createZodDto(
  z.object({
    pooled: z.object({ z: z.number(), pValue: z.number() }),
    absolute: test,
    relative: test.nullable(),
    newcombe: pair,
    wilson: z.object({ control: pair, treatment: pair }),
  }),
) {}
export class SequentialAnswerDto extends createZodDto(
  z.object(
    onBothScales(
      z.object({
        estimate: z.number(),
        standardError: z.number(),
        rho: z.number(),
        pValue: z.number(),
        interval,
      }),
    ),
  ),
) {}
export class BayesianAnswerDto extends createZodDto(
  z.object(
    onBothScales(
      z.object({
        mean: z.number(),
        standardDeviation: z.number(),
        interval,
        chanceToWin: z.number(),
        expectedLoss: z.object({ control: z.number(), treatment: z.number() }),
      }),
    ),
  ),
) {}
export class SrmAnswerDto extends createZodDto(
  z.object({
    observed: z.array(z.number()),
    expected: z.array(z.number()),
    chiSquare: z.number(),
    degreesOfFreedom: z.number(),
    pValue: z.number(),
    alarm: z.boolean(),
  }),
) {}
export class AdjustAnswerDto extends createZodDto(
  z.object({
    method: z.string(),
    adjusted: z.array(z.number().nullable()),
    rejected: z.array(z.boolean()),
  }),
) {}
export class PowerAnswerDto extends createZodDto(
  z.object({
    effect: z.number().nullable().describe('Null: none up to a hundredfold would be seen.'),
    units: z.number(),
    power: z.number(),
    unitsPerArm: z.object({ control: z.number(), treatment: z.number() }),
    days: z.number().nullable(),
  }),
) {}
export class SbgAnswerDto extends createZodDto(
  z.object({
    alpha: z.number(),
    beta: z.number(),
    logLikelihood: z.number(),
    meanChurn: z.number(),
    survival: z.array(z.number()).describe('Share that is left after 0, 1, … periods.'),
    retention: z.array(z.number()).describe('Of those left the period before, the share that stayed.'),
  }),
) {}
