import type { Sample } from '../samples/sample.js';
import { StatisticsError } from '../statistics-error.js';

export const SCALES = ['absolute', 'relative'] as const;
/** `absolute`: treatment − control. `relative`: that ÷ |control|. */
export type Scale = (typeof SCALES)[number];

export interface Effect {
  scale: Scale;
  estimate: number;
  standardError: number;
  /** Of Welch and Satterthwaite. */
  degreesOfFreedom: number;
}

/**
 * The difference of two means and its error. Relative to the control, Δ = (mB − mA)/|mA|, by the delta method:
 * SE² = vB/(nB·mA²) + vA·mB²/(nA·mA⁴). Where a covariate adjusted the means (CUPED), the effect is divided by the mean of
 * control before it, of which only the outcome is part: with r = mB/mA of the means before, vA·r² becomes
 * r²·var Y − 2rθ·cov(Y, X) + θ²·var X. Degrees of freedom from the two variances (Welch 1947).
 * @throws StatisticsError where an arm has no variance, or the control's mean is 0 and the effect relative
 */
export function effectOf(control: Sample, treatment: Sample, scale: Scale): Effect {
  requireVariance(control, 'control');
  requireVariance(treatment, 'treatment');
  const [errorA, errorB] = [control.variance / control.n, treatment.variance / treatment.n];
  const degreesOfFreedom =
    (errorA + errorB) ** 2 / (errorA ** 2 / (control.n - 1) + errorB ** 2 / (treatment.n - 1));
  const difference = treatment.mean - control.mean;
  if (scale === 'absolute') {
    return { scale, estimate: difference, standardError: Math.sqrt(errorA + errorB), degreesOfFreedom };
  }
  const base = control.unadjustedMean ?? control.mean;
  if (base === 0) {
    throw new StatisticsError(
      'control',
      'has mean 0: an effect relative to nothing has no size; ask for the absolute one',
      'meanZero',
    );
  }
  const other = treatment.unadjustedMean ?? treatment.mean;
  const spread = spreadOfBase(control, other / base) / control.n;
  const standardError = Math.sqrt((errorB + spread) / base ** 2);
  return { scale, estimate: difference / Math.abs(base), standardError, degreesOfFreedom };
}

/** What a unit of control adds to the variance of a relative effect, times the square of its mean. */
function spreadOfBase({ variance, adjustment }: Sample, ratio: number): number {
  if (!adjustment) return variance * ratio ** 2;
  const { theta, outcomeVariance, covariance, covariateVariance } = adjustment;
  return ratio ** 2 * outcomeVariance - 2 * ratio * theta * covariance + theta ** 2 * covariateVariance;
}

function requireVariance({ n, variance }: Sample, path: string): void {
  if (n < 2) throw new StatisticsError(`${path}.n`, 'must be at least 2', 'tooFew');
  if (!(variance > 0)) {
    const message = 'has no variance: all its values are equal, so nothing can be tested';
    throw new StatisticsError(path, message, 'noVariance');
  }
}
