import type { ExperimentLayer } from '@groundswell/contracts';

type Range = [number, number];

/** The widest part of a layer that no other experiment has; null where all is taken. */
export function widestFree({ taken }: Pick<ExperimentLayer, 'taken'>, own: number | null): Range | null {
  const others = taken.filter(({ experimentId }) => experimentId !== own).map(({ range }) => range);
  const starts = [0, ...others.map(([, to]) => to)];
  const ends = [...others.map(([from]) => from), 1];
  const free = starts.map((from, index): Range => [from, ends[index]!]);
  const widest = free.reduce((best, one) => (one[1] - one[0] > best[1] - best[0] ? one : best));
  return widest[1] - widest[0] > 1e-9 ? widest : null;
}
