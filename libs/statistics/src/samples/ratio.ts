import { StatisticsError } from '../statistics-error.js';
import { type Sample, type Sums, atLeastTwo, covarianceOf, roundingShare, varianceOf } from './sample.js';

/** Per unit a numerator M and a denominator D: ΣM, ΣM², ΣD, ΣD² and ΣM·D. */
export interface RatioSums {
  n: number;
  numerator: Omit<Sums, 'n'>;
  denominator: Omit<Sums, 'n'>;
  sumProducts: number;
}

/**
 * R = ΣM/ΣD over units that were randomised, with the variance of the delta method,
 * (var M − 2R·cov(M, D) + R²·var D) / D̄² (Deng, Knoblich and Lu 2018, "Applying the Delta Method in Metric Analytics").
 * @throws StatisticsError
 */
export function sampleOfRatio(
  { n, numerator, denominator, sumProducts }: RatioSums,
  path = 'sample',
): Sample {
  atLeastTwo(n, path);
  if (denominator.sum === 0) {
    const message = 'must not be 0: there is nothing to divide by';
    throw new StatisticsError(`${path}.denominator.sum`, message, 'nothingToDivideBy');
  }
  const ratio = numerator.sum / denominator.sum;
  const covariance = covarianceOf(n, numerator.sum, denominator.sum, sumProducts);
  const spread =
    varianceOf({ n, ...numerator }, `${path}.numerator`) -
    2 * ratio * covariance +
    ratio ** 2 * varianceOf({ n, ...denominator }, `${path}.denominator`);
  // Where every unit has the same ratio, as at one price, what is left of the squares is rounding.
  const squares = numerator.sumSquares + ratio ** 2 * denominator.sumSquares;
  const sums = [sumProducts, ...[numerator, denominator].flatMap(({ sum, sumSquares }) => [sum, sumSquares])];
  const isRounding = Math.abs(spread) * (n - 1) <= 4 * squares * roundingShare(n, sums);
  return { n, mean: ratio, variance: isRounding ? 0 : Math.max(0, spread) / (denominator.sum / n) ** 2 };
}
