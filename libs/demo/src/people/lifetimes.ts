import type { Random } from '../random/random.js';

/**
 * Days between a person's first day and their last one. Every day a person leaves for good with a chance of their
 * own, and these chances are Beta(ALPHA, BETA) among people: the shifted-beta-geometric survival of Fader and
 * Hardie, "How to project customer retention" (2007),
 * S(t) = product over k = 1 … t of (BETA + k - 1) / (ALPHA + BETA + k - 1).
 */
const ALPHA = 0.5;
const BETA = 0.95;
/** Longer than the simulation. */
const LONGEST = 400;

const SURVIVAL = survival();

function survival(): Float64Array {
  const shares = new Float64Array(LONGEST + 1).fill(1);
  for (let t = 1; t <= LONGEST; t++) shares[t] = (shares[t - 1]! * (BETA + t - 1)) / (ALPHA + BETA + t - 1);
  return shares;
}

/** Days, 0 for somebody who never comes back. `loyalty` above 1 lengthens lives, below 1 shortens them. */
export function drawLifetime(loyalty: number, random: Random): number {
  const level = random.unit() ** loyalty;
  let low = 0;
  let high = LONGEST;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (SURVIVAL[middle]! > level) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Chance of being active on a day while staying, from hardly to daily (Kumaraswamy's distribution). */
export function drawActivity(random: Random): number {
  return (1 - (1 - random.unit()) ** (1 / 1.1)) ** (1 / 1.1) * 0.96 + 0.03;
}
