import { demoTargets } from '../demo-targets.js';

/** Share of each month's newcomers (0 = October 2023) who are active in the month after; the first two are ours. */
export const NEXT_MONTH_RETENTION: readonly number[] = [
  0.172,
  0.178,
  demoTargets.decemberRetention.value,
  demoTargets.januaryRetention.value,
  demoTargets.februaryRetention.value,
];

/**
 * How much longer each month's newcomers stay than a person of loyalty 1, October to March: fitted so that by nature
 * about as many are seen in the next month as the share above asks for, and nothing jumps at the turn of the month.
 */
export const LOYALTY_BY_MONTH: readonly number[] = [0.77, 0.75, 0.8, 0.88, 0.85, 0.87];
