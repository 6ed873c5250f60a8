import { StatisticsError } from '../statistics-error.js';
import { type Sample, type Sums, atLeastTwo, covarianceOf, varianceOf } from './sample.js';

/** Per unit what is measured (Y) and what was known of it before (X): ΣY, ΣY², ΣX, ΣX² and ΣX·Y. */
export interface CovariateSums {
  n: number;
  outcome: Omit<Sums, 'n'>;
  covariate: Omit<Sums, 'n'>;
  sumProducts: number;
}

export interface CupedSamples {
  /** cov(Y, X) / var(X) over all arms together; 0 where X says nothing. */
  theta: number;
  samples: Sample[];
  /** As if X were not known. */
  unadjusted: Sample[];
  /** 1 − adjusted ÷ unadjusted variance of the arms together. */
  varianceReduction: number;
}

/**
 * Ȳ − θ(X̄ − X̄ of all arms together), with variance var Y + θ² var X − 2θ cov(X, Y) (CUPED: Deng, Xu, Kohavi and Walker
 * 2013, "Improving the Sensitivity of Online Controlled Experiments by Utilizing Pre-Experiment Data").
 * @throws StatisticsError
 */
export function cupedSamples(arms: readonly CovariateSums[], paths: readonly string[]): CupedSamples {
  arms.forEach(({ n }, index) => atLeastTwo(n, paths[index] ?? 'sample'));
  const all = arms.reduce(together);
  const spreadOfCovariate = varianceOf({ n: all.n, ...all.covariate }, 'covariate');
  const theta = spreadOfCovariate === 0 ? 0 : covarianceIn(all) / spreadOfCovariate;
  const centre = all.covariate.sum / all.n;
  const unadjusted = arms.map(({ n, outcome }, index) => ({
    n,
    mean: outcome.sum / n,
    variance: varianceOf({ n, ...outcome }, `${paths[index]}.outcome`),
  }));
  const samples = arms.map((arm, index) => adjusted(arm, unadjusted[index]!, theta, centre, paths[index]!));
  return { theta, samples, unadjusted, varianceReduction: 1 - totalError(samples) / totalError(unadjusted) };
}

function adjusted(arm: CovariateSums, before: Sample, theta: number, centre: number, path: string): Sample {
  const { n, covariate } = arm;
  const covariateVariance = varianceOf({ n, ...covariate }, `${path}.covariate`);
  const covariance = covarianceIn(arm);
  const variance = before.variance + theta ** 2 * covariateVariance - 2 * theta * covariance;
  if (variance < -1e-9 * before.variance) {
    throw new StatisticsError(`${path}.sumProducts`, 'is more than any values with these sums have');
  }
  const mean = before.mean - theta * (covariate.sum / n - centre);
  const adjustment = { theta, outcomeVariance: before.variance, covariance, covariateVariance };
  return { n, mean, variance: Math.max(0, variance), unadjustedMean: before.mean, adjustment };
}

const covarianceIn = ({ n, outcome, covariate, sumProducts }: CovariateSums): number =>
  covarianceOf(n, covariate.sum, outcome.sum, sumProducts);

const totalError = (samples: readonly Sample[]): number =>
  samples.reduce((sum, { n, variance }) => sum + variance / n, 0);

function together(a: CovariateSums, b: CovariateSums): CovariateSums {
  const add = (one: Omit<Sums, 'n'>, other: Omit<Sums, 'n'>) => ({
    sum: one.sum + other.sum,
    sumSquares: one.sumSquares + other.sumSquares,
  });
  return {
    n: a.n + b.n,
    outcome: add(a.outcome, b.outcome),
    covariate: add(a.covariate, b.covariate),
    sumProducts: a.sumProducts + b.sumProducts,
  };
}
