import { type Plan, minimumDetectableEffect, unitsNeeded } from '@groundswell/statistics';

const LONGEST_DAYS = 731;
const WEEKS = 8;

export interface Traffic {
  /** People who are new to a test on each of its days, as the history had them. */
  newcomers: readonly number[];
  /** Share of them that are in the test. */
  share: number;
}

/** People who are in a test by the end of its n-th day. After the history's end they come as in its last week. */
export function peopleAfter(days: number, { newcomers, share }: Traffic): number {
  const known = newcomers.slice(0, days).reduce((sum, people) => sum + people, 0);
  const lastWeek = newcomers.slice(-7);
  const pace = lastWeek.reduce((sum, people) => sum + people, 0) / Math.max(lastWeek.length, 1);
  return share * (known + pace * Math.max(days - newcomers.length, 0));
}

/** Days until so many were in the test; null where that is more than two years. */
export function daysUntil(people: number, traffic: Traffic): number | null {
  for (let days = 1; days <= LONGEST_DAYS; days++) if (peopleAfter(days, traffic) >= people) return days;
  return null;
}

/**
 * People in all variations together, so that the control against the smallest treatment shows the effect: both are so large
 * a share of all.
 */
export function peopleNeeded(
  base: { mean: number; variance: number },
  weights: readonly number[],
  { minimumEffect, alpha, power }: { minimumEffect: number; alpha: number; power: number },
): number {
  const { controlShare, pairShare } = smallestPair(weights);
  return Math.ceil(unitsNeeded({ ...base, alpha, controlShare }, minimumEffect, power) / pairShare);
}

/** The smallest relative lift that is seen after each of the first weeks. */
export function effectByWeek(
  base: { mean: number; variance: number },
  weights: readonly number[],
  { alpha, power }: { alpha: number; power: number },
  traffic: Traffic,
): { week: number; people: number; minimumEffect: number | null }[] {
  const { controlShare, pairShare } = smallestPair(weights);
  const plan: Plan = { ...base, alpha, controlShare };
  return Array.from({ length: WEEKS }, (_, index) => {
    const people = Math.round(peopleAfter((index + 1) * 7, traffic));
    const units = people * pairShare;
    const effect = units < 4 ? null : minimumDetectableEffect(plan, units, power);
    return { week: index + 1, people, minimumEffect: effect };
  });
}

function smallestPair(weights: readonly number[]): { controlShare: number; pairShare: number } {
  const [control = 0, ...treatments] = weights.filter((weight) => weight > 0);
  const pair = control + Math.min(...treatments);
  return { controlShare: control / pair, pairShare: pair / weights.reduce((sum, weight) => sum + weight, 0) };
}
