export const CORRECTIONS = ['holm', 'benjaminiHochberg', 'bonferroni'] as const;
export type Correction = (typeof CORRECTIONS)[number];

/**
 * Adjusted p-values, in the order given; null stays null and does not count.
 * - `holm`: step down, keeps the chance of any false alarm (Holm 1979).
 * - `benjaminiHochberg`: step up, keeps the share of false ones among alarms (Benjamini and Hochberg 1995).
 * - `bonferroni`: times their number.
 */
export function adjustPValues(
  pValues: readonly (number | null)[],
  correction: Correction,
): (number | null)[] {
  const ranked = pValues
    .map((p, index) => ({ p, index }))
    .filter((one): one is { p: number; index: number } => one.p !== null)
    .sort((a, b) => a.p - b.p);
  const adjusted = ADJUST[correction](ranked.map(({ p }) => p));
  const answer: (number | null)[] = pValues.map(() => null);
  ranked.forEach(({ index }, rank) => (answer[index] = Math.min(1, adjusted[rank] ?? 1)));
  return answer;
}

/** Of p-values in rising order. */
const ADJUST: Record<Correction, (sorted: number[]) => number[]> = {
  holm: (sorted) => {
    let highest = 0;
    return sorted.map((p, rank) => (highest = Math.max(highest, p * (sorted.length - rank))));
  },
  benjaminiHochberg: (sorted) => {
    let lowest = 1;
    return sorted
      .map((p, rank) => p / ((rank + 1) / sorted.length))
      .reverse()
      .map((p) => (lowest = Math.min(lowest, p)))
      .reverse();
  },
  bonferroni: (sorted) => sorted.map((p) => p * sorted.length),
};
