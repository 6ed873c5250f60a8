import type { Random } from './random.js';

/**
 * Chooses exactly `count` of the first `n` candidates, each with a chance in proportion to its weight, at most 1
 * (systematic sampling with unequal probabilities; Madow 1949). Writes 1 or 0 into `chosen`. With fewer than
 * `count` candidates of a weight above 0 it chooses all of those. Returns how many were chosen.
 */
export function sampleExactly(
  weights: Float64Array,
  n: number,
  count: number,
  chosen: Uint8Array,
  random: Random,
): number {
  const factor = scaleToSum(weights, n, count);
  let passed = 0.001 + 0.998 * random.unit();
  let total = 0;
  for (let i = 0; i < n; i++) {
    const next = passed + Math.min(1, weights[i]! * factor);
    chosen[i] = Math.floor(next) - Math.floor(passed);
    total += chosen[i]!;
    passed = next;
  }
  return total;
}

/** The factor with which the chances, cut off at 1, add up to `count`. */
function scaleToSum(weights: Float64Array, n: number, count: number): number {
  let factor = 0;
  let certainBefore = -1;
  for (let round = 0; round < 40; round++) {
    let certain = 0;
    let rest = 0;
    for (let i = 0; i < n; i++) {
      const weight = weights[i]!;
      if (round > 0 && weight * factor >= 1) certain++;
      else rest += weight;
    }
    if (certain === certainBefore || rest <= 0) break;
    certainBefore = certain;
    factor = (count - certain) / rest;
    if (factor <= 0) break;
  }
  return factor;
}
