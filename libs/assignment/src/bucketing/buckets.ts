import type { BucketRange } from '../definitions.js';

/** Weights may miss 1 by this much, such as .33 three times. */
const TOLERANCE = 0.01;

export function getEqualWeights(variations: number): number[] {
  return variations > 0 ? Array<number>(variations).fill(1 / variations) : [];
}

/**
 * The part of 0 to 1 that each variation has. Each begins where the weights of those before it end and is as wide as
 * coverage lets it be, so that nobody changes variation when coverage grows. Weights of another number, or that do
 * not add up to 1, are taken as equal.
 */
export function getBucketRanges(
  variations: number,
  coverage: number | undefined = 1,
  weights?: readonly number[] | null,
): [number, number][] {
  const covered = Math.min(Math.max(coverage, 0), 1);
  let begun = 0;
  return usable(variations, weights).map((weight) => {
    const from = begun;
    begun += weight;
    return [from, from + covered * weight];
  });
}

function usable(variations: number, weights: readonly number[] | null | undefined): readonly number[] {
  if (!weights || weights.length !== variations) return getEqualWeights(variations);
  const total = weights.reduce((sum, weight) => weight + sum, 0);
  return total < 1 - TOLERANCE || total > 1 + TOLERANCE ? getEqualWeights(variations) : weights;
}

export function inRange(bucket: number, [from, to]: BucketRange): boolean {
  return bucket >= from && bucket < to;
}

/** Index of the first range that the bucket is in; -1 where it is in none. */
export function chooseVariation(bucket: number, ranges: readonly BucketRange[]): number {
  return ranges.findIndex((range) => inRange(bucket, range));
}
