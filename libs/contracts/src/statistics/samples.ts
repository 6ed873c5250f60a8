import { z } from 'zod';

const FORMS = [['n', 'mean', 'variance'], ['n', 'sum', 'sumSquares'], ['values']] as const;

/** An arm: n, mean and variance; n, sum and sum of squares; or the values themselves. */
export const sampleSchema = z
  .strictObject({
    n: z.int().min(1).optional().describe('Units that were randomised, usually people.'),
    mean: z.number().optional(),
    variance: z.number().min(0).optional().describe('Of one unit, with n − 1.'),
    sum: z.number().optional(),
    sumSquares: z.number().min(0).optional(),
    values: z.array(z.number()).min(2).max(200_000).optional(),
  })
  .superRefine((given, context) => {
    const keys = Object.keys(given).filter((key) => given[key as keyof typeof given] !== undefined);
    if (FORMS.some((form) => form.length === keys.length && form.every((key) => keys.includes(key)))) return;
    const message = 'give n, mean and variance, or n, sum and sumSquares, or values';
    context.addIssue({ code: 'custom', message });
  });
export type GivenSample = z.infer<typeof sampleSchema>;

const sums = z.strictObject({ sum: z.number(), sumSquares: z.number().min(0) });
const units = z.int().min(2).describe('Units that were randomised, usually people.');

export const ratioSchema = z.strictObject({
  n: units,
  numerator: sums.describe('ΣM and ΣM² over units.'),
  denominator: sums.describe('ΣD and ΣD² over units.'),
  sumProducts: z.number().describe('ΣM·D over units.'),
});

export const covariateSchema = z.strictObject({
  n: units,
  outcome: sums.describe('ΣY and ΣY² over units.'),
  covariate: sums.describe('ΣX and ΣX² of what was known of each unit before.'),
  sumProducts: z.number().describe('ΣX·Y over units.'),
});

export const proportionSchema = z.strictObject({ n: z.int().min(1), successes: z.int().min(0) });

const clustersSchema = z.strictObject({
  clusters: z.int().min(2),
  below: sums.describe('Over clusters: events at or below the quantile, and their squares.'),
  events: sums.describe('Over clusters: all events, and their squares.'),
  sumProducts: z.number(),
});

export const quantileArmSchema = z
  .strictObject({
    values: z.array(z.number()).min(2).max(200_000).optional(),
    n: z.int().min(2).optional(),
    estimate: z.number().optional(),
    lower: z.number().optional().describe('The value at level − z·√(level(1 − level)/n).'),
    upper: z.number().optional().describe('The value at level + z·√(level(1 − level)/n).'),
    clusters: clustersSchema.optional().describe('Where people have several events each.'),
  })
  .superRefine(({ values, n, estimate, lower, upper, clusters }, context) => {
    const bounds = [n, estimate, lower, upper].filter((one) => one !== undefined).length;
    if (values ? bounds === 0 && clusters === undefined : bounds === 4) return;
    context.addIssue({ code: 'custom', message: 'give values, or n, estimate, lower and upper' });
  });
