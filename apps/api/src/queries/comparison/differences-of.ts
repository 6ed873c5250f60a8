import type { RetentionAverage, RetentionDifference } from '@groundswell/contracts';

/** Of two rows of rates, in the order of the first one's columns: the first less the second. */
export function differencesOf(
  own: readonly Pick<RetentionAverage, 'n' | 'rate'>[],
  other: readonly Pick<RetentionAverage, 'n' | 'rate'>[],
): RetentionDifference[] {
  const rates = new Map(other.map(({ n, rate }) => [n, rate]));
  return own.map(({ n, rate }) => {
    const against = rates.get(n) ?? null;
    return { n, difference: rate === null || against === null ? null : rate - against };
  });
}
