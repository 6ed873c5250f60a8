/** Of two rows of rates, in the order of their columns: the first less the second; null where one of them has none. */
export function differencesOf(
  own: readonly { n: number; rate: number | null }[],
  other: readonly { n: number; rate: number | null }[],
): (number | null)[] {
  const rates = new Map(other.map(({ n, rate }) => [n, rate]));
  return own.map(({ n, rate }) => {
    const against = rates.get(n) ?? null;
    return rate === null || against === null ? null : rate - against;
  });
}
