import { normalCdf, normalQuantile } from '../distributions/normal.js';
import { StatisticsError } from '../statistics-error.js';

/** An experiment that is planned; the effect is relative to the control's mean. */
export interface Plan {
  mean: number;
  /** Of one unit. */
  variance: number;
  /** Share of all units that the control has, of control and treatment together. */
  controlShare?: number;
  alpha?: number;
  alternative?: 'twoSided' | 'oneSided';
}

/**
 * Chance to see an effect that is there: 1 − Φ(z − Δ/σ) + Φ(−z − Δ/σ), z the quantile of 1 − α/2 (one-sided: without the
 * second term, at 1 − α), with the delta method's σ of the relative effect under it.
 * @param units in both arms together
 */
export function powerOf(plan: Plan, units: number, effect: number): number {
  const { alpha = 0.05, alternative = 'twoSided' } = plan;
  const shift = effect / Math.sqrt(varianceAt(plan, effect) / units);
  if (alternative === 'oneSided') return normalCdf(Math.abs(shift) - normalQuantile(1 - alpha));
  const z = normalQuantile(1 - alpha / 2);
  return normalCdf(shift - z) + normalCdf(-shift - z);
}

/** Units that both arms need together. @throws StatisticsError for no effect */
export function unitsNeeded(plan: Plan, effect: number, power = 0.8): number {
  if (effect === 0) throw new StatisticsError('effect', 'must not be 0: no number of people shows nothing');
  let [low, high] = [4, 8];
  while (powerOf(plan, high, effect) < power) {
    if (high > 1e15) throw new StatisticsError('effect', 'is too small to be planned for', 'effectTooSmall');
    [low, high] = [high, high * 2];
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (powerOf(plan, middle, effect) < power) low = middle;
    else high = middle;
  }
  return high;
}

/** The smallest relative rise that is seen with this power; null where none up to a hundredfold is. */
export function minimumDetectableEffect(plan: Plan, units: number, power = 0.8): number | null {
  let [low, high] = [0, 1];
  while (powerOf(plan, units, high) < power) {
    if (high > 100) return null;
    [low, high] = [high, high * 2];
  }
  for (let step = 0; step < 200 && high - low > 1e-12 * high; step++) {
    const middle = (low + high) / 2;
    if (powerOf(plan, units, middle) < power) low = middle;
    else high = middle;
  }
  return high;
}

/** n·SE² of the relative effect; the treatment is taken to vary as the control does, also where it is a proportion. */
function varianceAt({ mean, variance, controlShare = 0.5 }: Plan, effect: number): number {
  if (mean === 0) throw new StatisticsError('mean', 'must not be 0: effects are relative to it', 'meanZero');
  if (!(variance > 0)) throw new StatisticsError('variance', 'must be above 0', 'noVariance');
  const base = mean ** 2;
  return variance / (base * (1 - controlShare)) + (variance * (1 + effect) ** 2) / (base * controlShare);
}
