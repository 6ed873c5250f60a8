export const ALTERNATIVES = ['twoSided', 'greater', 'less'] as const;
/** What is claimed against the null effect: that the treatment is different, better or worse in number. */
export type Alternative = (typeof ALTERNATIVES)[number];

export interface TestOptions {
  /** Of the interval: 0.95 where nothing is said. */
  confidence?: number;
  alternative?: Alternative;
  /** The effect under the null hypothesis; a margin of non-inferiority is one. */
  nullEffect?: number;
}

/** Lower and upper end; null: without end. */
export type Interval = [number | null, number | null];

export interface TestResult {
  estimate: number;
  standardError: number;
  statistic: number;
  degreesOfFreedom: number;
  pValue: number;
  interval: Interval;
}

/** @param tail P(statistic ≤ x) under the null hypothesis; @param quantile its inverse */
export function resultOf(
  effect: { estimate: number; standardError: number; degreesOfFreedom: number },
  { confidence = 0.95, alternative = 'twoSided', nullEffect = 0 }: TestOptions,
  tail: (x: number) => number,
  quantile: (p: number) => number,
): TestResult {
  const { estimate, standardError } = effect;
  const statistic = (estimate - nullEffect) / standardError;
  const alpha = 1 - confidence;
  const half = standardError * quantile(1 - (alternative === 'twoSided' ? alpha / 2 : alpha));
  // Left tails keep their precision where 1 − right tail would have lost it.
  const pValue = {
    twoSided: Math.min(1, 2 * tail(-Math.abs(statistic))),
    greater: tail(-statistic),
    less: tail(statistic),
  }[alternative];
  const interval: Interval = [
    alternative === 'less' ? null : estimate - half,
    alternative === 'greater' ? null : estimate + half,
  ];
  return { ...effect, statistic, pValue, interval };
}
