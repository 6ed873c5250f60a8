import type { Sample } from './sample.js';

/**
 * Of all units as one sample, within the arms and between them: (Σ (n − 1)·variance + Σ n·(mean − mean of all)²) ÷ (N − 1), the
 * total sum of squares of the analysis of variance.
 * @returns unit² of the means; 0 where all units are alike
 */
export function varianceOfAll(arms: readonly Pick<Sample, 'n' | 'mean' | 'variance'>[]): number {
  const total = arms.reduce((sum, { n }) => sum + n, 0);
  // By the distances from one of them, which are exactly 0 where the means are equal.
  const from = arms[0]?.mean ?? 0;
  const mean = arms.reduce((sum, arm) => sum + (arm.n / total) * (arm.mean - from), 0);
  const squares = arms.reduce(
    (sum, arm) => sum + (arm.n - 1) * arm.variance + arm.n * (arm.mean - from - mean) ** 2,
    0,
  );
  return squares / (total - 1);
}
