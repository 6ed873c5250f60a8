import { normalQuantile } from '../distributions/normal.js';
import { StatisticsError } from '../statistics-error.js';
import type { Sample } from './sample.js';

/** On the line between the two nearest values: R-7 of Hyndman and Fan (1996), the default of numpy and spreadsheets. */
export function quantileOf(values: readonly number[], level: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * level;
  const low = sorted[Math.floor(place)] ?? Number.NaN;
  const high = sorted[Math.ceil(place)] ?? Number.NaN;
  return low + (high - low) * (place - Math.floor(place));
}

export interface QuantileBounds {
  /** Events, or people where each has one. */
  n: number;
  level: number;
  estimate: number;
  /** Values at the two ranks that `quantileRanks` names. */
  lower: number;
  upper: number;
}

/** Sums over clusters (people with several events): events at or below the quantile (S) and all (N). */
export interface ClusterSums {
  clusters: number;
  below: { sum: number; sumSquares: number };
  events: { sum: number; sumSquares: number };
  sumProducts: number;
}

/** Confidence of the two ranks. */
const Z = normalQuantile(0.975);

/**
 * Levels of the two order statistics that hold the quantile with 95 %: level ± z·√(level(1 − level)/n), of the binomial
 * distribution of how many values lie below it.
 */
export function quantileLevels(n: number, level: number): { lower: number; upper: number } {
  const half = Z * Math.sqrt((level * (1 - level)) / n);
  return { lower: level - half, upper: level + half };
}

/**
 * A quantile as a sample: its variance is told by how far its bounds lie apart, (n − 1)·((upper − lower)/2z)². With
 * clusters it is multiplied by what clustering does to the variance of the share below (Deng et al. 2018).
 * @throws StatisticsError where there are too few values for bounds
 */
export function sampleOfQuantile(bounds: QuantileBounds, clusters?: ClusterSums, path = 'sample'): Sample {
  const { n, level, estimate, lower, upper } = bounds;
  const range = quantileLevels(n, level);
  if (n < 2 || range.lower <= 0 || range.upper >= 1) {
    const message = `${n} values are too few for the quantile ${level}`;
    throw new StatisticsError(`${path}.n`, message, 'tooFewForQuantile');
  }
  if (lower > upper) throw new StatisticsError(`${path}.lower`, 'must not be more than upper');
  const independent = (n - 1) * ((upper - lower) / (2 * Z)) ** 2;
  const variance = clusters ? independent * designEffect(n, level, clusters, path) : independent;
  return { n, mean: estimate, variance };
}

/** The variance of the share of events below, counted by clusters, as a multiple of that of independent events. */
function designEffect(n: number, level: number, sums: ClusterSums, path: string): number {
  const { clusters: k, below, events, sumProducts } = sums;
  if (k < 2) throw new StatisticsError(`${path}.clusters`, 'must be at least 2', 'tooFewClusters');
  const [meanBelow, meanEvents] = [below.sum / k, events.sum / k];
  const spread = (squares: number, product: number) => (squares - product / k) / (k - 1);
  const share = meanBelow / meanEvents;
  const clustered =
    (spread(below.sumSquares, below.sum ** 2) -
      2 * share * spread(sumProducts, below.sum * events.sum) +
      share ** 2 * spread(events.sumSquares, events.sum ** 2)) /
    (k * meanEvents ** 2);
  return clustered / ((level * (1 - level)) / n);
}

/** From the values themselves. */
export function quantileBounds(values: readonly number[], level: number): QuantileBounds {
  const { lower, upper } = quantileLevels(values.length, level);
  const within = (p: number) => quantileOf(values, Math.min(1, Math.max(0, p)));
  return {
    n: values.length,
    level,
    estimate: quantileOf(values, level),
    lower: within(lower),
    upper: within(upper),
  };
}
