import type { GivenSample } from '@groundswell/contracts';
import { type Sample, StatisticsError, sampleOfSums, sampleOfValues } from '@groundswell/statistics';

/** An arm in whichever of the three ways it was given. @throws StatisticsError */
export function sampleOf(
  { n = 0, mean, variance, sum, sumSquares, values }: GivenSample,
  path: string,
): Sample {
  if (values) return sampleOfValues(values, path);
  if (sum !== undefined && sumSquares !== undefined) return sampleOfSums({ n, sum, sumSquares }, path);
  if (n < 2) throw new StatisticsError(`${path}.n`, 'must be at least 2');
  return { n, mean: mean ?? 0, variance: variance ?? 0 };
}
