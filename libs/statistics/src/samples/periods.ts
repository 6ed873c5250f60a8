import { type Sample, type Sums, sampleOfSums } from './sample.js';

/** Fewer units of an arm in a period say too little of its variance there. */
const FEWEST_OF_PERIOD = 20;

/**
 * Means of arms whose shares changed from one period to the next, as if each period's people had been in every arm: with W the
 * share of the period in all units, mean = Σ W·mean(period) and SE² = Σ W²·variance ÷ n (stratified estimation: Cochran 1977,
 * "Sampling Techniques", 5.3). Without it an arm that got most people late would be told by the late ones. A period in which an arm
 * has too few goes with the next, and the last with that before it.
 * @param periods in order; of each the sums of every arm
 * @returns variance so that SE² = variance ÷ n; null where not one period has enough of every arm
 */
export function samplesOfPeriods(periods: readonly (readonly Sums[])[]): Sample[] | null {
  const strata = merged(periods);
  if (strata === null) return null;
  const sizes = strata.map((arms) => arms.reduce((sum, { n }) => sum + n, 0));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return strata[0]!.map((_, arm) => {
    const samples = strata.map((arms) => sampleOfSums(arms[arm]!));
    const n = samples.reduce((sum, sample) => sum + sample.n, 0);
    const shares = sizes.map((size) => size / total);
    const mean = samples.reduce((sum, sample, at) => sum + shares[at]! * sample.mean, 0);
    const error = samples.reduce(
      (sum, sample, at) => sum + (shares[at]! ** 2 * sample.variance) / sample.n,
      0,
    );
    return { n, mean, variance: error * n };
  });
}

function merged(periods: readonly (readonly Sums[])[]): Sums[][] | null {
  const strata: Sums[][] = [];
  let open: Sums[] | null = null;
  for (const period of periods) {
    open = open === null ? [...period] : added(open, period);
    if (open.some(({ n }) => n < FEWEST_OF_PERIOD)) continue;
    strata.push(open);
    open = null;
  }
  const last = strata.pop();
  if (!last) return null;
  return [...strata, open === null ? last : added(last, open)];
}

const added = (some: readonly Sums[], others: readonly Sums[]): Sums[] =>
  some.map(({ n, sum, sumSquares }, arm) => ({
    n: n + others[arm]!.n,
    sum: sum + others[arm]!.sum,
    sumSquares: sumSquares + others[arm]!.sumSquares,
  }));
