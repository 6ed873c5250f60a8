import { StatisticsError } from '../statistics-error.js';

/** What comparisons need to know of an arm. */
export interface Sample {
  /** Units that were randomised, usually people. */
  n: number;
  mean: number;
  /** Of one unit, with n − 1. */
  variance: number;
  /** Of a mean that was adjusted: the mean before, by which relative effects are divided. */
  unadjustedMean?: number;
  /** Of a mean that was adjusted: what its covariate had to do with it. */
  adjustment?: Adjustment;
}

/** By θ, of an outcome Y with a covariate X. */
export interface Adjustment {
  theta: number;
  /** var Y: the variance before. */
  outcomeVariance: number;
  /** cov(Y, X) */
  covariance: number;
  /** var X */
  covariateVariance: number;
}

/** n, Σy and Σy². */
export interface Sums {
  n: number;
  sum: number;
  sumSquares: number;
}

/** @throws StatisticsError for fewer than two units, or squares that do not go with the sum */
export function sampleOfSums({ n, sum, sumSquares }: Sums, path = 'sample'): Sample {
  atLeastTwo(n, path);
  return { n, mean: sum / n, variance: varianceOf({ n, sum, sumSquares }, path) };
}

/** @throws StatisticsError for fewer than two values */
export function sampleOfValues(values: readonly number[], path = 'sample'): Sample {
  const n = values.length;
  atLeastTwo(n, path);
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { n, mean, variance: squares / (n - 1) };
}

/** Yes or no of each unit: p and p(1 − p). @throws StatisticsError for more yes than units */
export function sampleOfProportion(n: number, successes: number, path = 'sample'): Sample {
  if (n < 1) throw new StatisticsError(`${path}.n`, 'must be at least 1', 'tooFew');
  if (successes > n) throw new StatisticsError(`${path}.successes`, `must not be more than n (${n})`);
  const mean = successes / n;
  return { n, mean, variance: mean * (1 - mean) };
}

/** (Σy² − (Σy)²/n) / (n − 1); 0 where the difference is no more than what rounding makes of equal values. */
export function varianceOf({ n, sum, sumSquares }: Sums, path = 'sample'): number {
  const squares = sumSquares - (sum * sum) / n;
  if (Math.abs(squares) <= roundingOf({ n, sum, sumSquares })) return 0;
  if (squares < -1e-9 * Math.max(1, sumSquares)) {
    throw new StatisticsError(`${path}.sumSquares`, `is less than any ${n} values with this sum have`);
  }
  return Math.max(0, squares) / (n - 1);
}

/** Beyond it a spread of a hundred-thousandth of the mean would be taken for none. */
const MOST_ROUNDING = 1e-10;

/** Adding n numbers one by one is off by up to n·ε of the sum (Higham 1993); whole numbers are added exactly. */
export function roundingShare(n: number, sums: number[]): number {
  return sums.every(Number.isSafeInteger)
    ? 4 * Number.EPSILON
    : Math.min(2 * n * Number.EPSILON, MOST_ROUNDING);
}

function roundingOf({ n, sum, sumSquares }: Sums): number {
  return sumSquares * roundingShare(n, [sum, sumSquares]);
}

/** (Σxy − Σx·Σy/n) / (n − 1) */
export const covarianceOf = (n: number, sumX: number, sumY: number, sumProducts: number): number =>
  (sumProducts - (sumX * sumY) / n) / (n - 1);

export function atLeastTwo(n: number, path: string): void {
  if (n < 2) throw new StatisticsError(`${path}.n`, 'must be at least 2: one unit has no variance', 'tooFew');
}
