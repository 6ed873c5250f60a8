import type { MetricFacts, SumsRow } from '@groundswell/clickhouse';
import type { MetricType } from '@groundswell/contracts';
import {
  type Proportion,
  type Sample,
  cupedSamples,
  sampleOfProportion,
  sampleOfQuantile,
  sampleOfRatio,
  sampleOfSums,
} from '@groundswell/statistics';
import { type Reason, reasonOf, said } from './reason.js';

/** What is known of the arms, the control first; a reason in the place of one that nothing can be said of. */
export interface Arms {
  samples: (Sample | { n: number; reason: Reason })[];
  /** Of shares that were not adjusted: they have a test of their own. */
  proportions: (Proportion | null)[];
  cuped: { theta: number; varianceReduction: number } | null;
}

/** Yes or no of each person. */
const isShare = (type: MetricType) => type === 'proportion' || type === 'retention' || type === 'funnel';

/** @param rows of one kind and name; an arm without one has nobody */
export function samplesOf(type: MetricType, facts: MetricFacts, rows: SumsRow[], arms: number): Arms {
  const places = Array.from({ length: arms }, (_, arm) => arm);
  const none = places.map(() => null);
  if (facts.shape === 'quantile') {
    const samples = places.map((arm) => {
      const found = facts.arms.get(arm);
      return found ? tried(found.bounds.n, () => sampleOfQuantile(found.bounds, found.clusters)) : NOBODY;
    });
    return { samples, proportions: none, cuped: null };
  }
  const sums = places.map((arm) => rows.find((row) => row.arm === arm)?.sums ?? []);
  if (facts.shape === 'ratio') {
    return {
      samples: sums.map((list) => tried(list[0] ?? 0, () => ratio(list))),
      proportions: none,
      cuped: null,
    };
  }
  const adjusted = cupedOf(sums);
  if (adjusted) return { ...adjusted, proportions: none };
  const proportions = sums.map(([n = 0, successes = 0]) => (isShare(type) ? { n, successes } : null));
  const samples = sums.map(([n = 0, sum = 0, sumSquares = 0]) =>
    tried(n, () => (isShare(type) ? sampleOfProportion(n, sum) : sampleOfSums({ n, sum, sumSquares }))),
  );
  return { samples, proportions, cuped: null };
}

const NOBODY = { n: 0, reason: said('nobodyHasValue') };

function tried(n: number, make: () => Sample): Sample | { n: number; reason: Reason } {
  try {
    return make();
  } catch (error) {
    return { n, reason: reasonOf(error, { sample: { n } }) };
  }
}

function ratio([n = 0, m = 0, mm = 0, d = 0, dd = 0, md = 0]: number[]): Sample {
  return sampleOfRatio({
    n,
    numerator: { sum: m, sumSquares: mm },
    denominator: { sum: d, sumSquares: dd },
    sumProducts: md,
  });
}

/** Null where there is no covariate, or it says nothing: the metric is then as if it had not been asked for. */
function cupedOf(sums: number[][]): Omit<Arms, 'proportions'> | null {
  if (sums.some((list) => list.length < 6 || (list[0] ?? 0) < 2)) return null;
  const arms = sums.map(([n = 0, y = 0, yy = 0, x = 0, xx = 0, xy = 0]) => ({
    n,
    outcome: { sum: y, sumSquares: yy },
    covariate: { sum: x, sumSquares: xx },
    sumProducts: xy,
  }));
  const { theta, samples, varianceReduction } = cupedSamples(
    arms,
    arms.map((_, index) => `variation ${index}`),
  );
  if (theta === 0 || !Number.isFinite(theta)) return null;
  return { samples, cuped: { theta, varianceReduction } };
}
