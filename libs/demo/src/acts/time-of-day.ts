import { HOURS } from '../calendar/rhythm.js';
import type { Random } from '../random/random.js';
import { Weighted } from '../random/weighted.js';

const HOUR_MS = 3_600_000;
const hours = new Weighted(HOURS);

/** When somebody opens the product, in ms since the day began. */
export function drawTimeOfDay(random: Random): number {
  return hours.draw(random) * HOUR_MS + random.below(HOUR_MS);
}

/** `count` of them in order. */
export function drawTimesOfDay(count: number, random: Random): number[] {
  return Array.from({ length: count }, () => drawTimeOfDay(random)).sort((a, b) => a - b);
}
