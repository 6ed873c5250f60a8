import type { ExperimentLayer } from '@groundswell/contracts';

type Range = [number, number];
type Layer = Pick<ExperimentLayer, 'taken'>;

/** Narrower than that is nobody. */
const NOTHING = 1e-9;

/** Parts of a layer that no other experiment has, in order. */
function freeRanges({ taken }: Layer, own: number | null): Range[] {
  const others = taken.filter(({ experimentId }) => experimentId !== own).map(({ range }) => range);
  const starts = [0, ...others.map(([, to]) => to)];
  const ends = [...others.map(([from]) => from), 1];
  return starts.map((from, index): Range => [from, ends[index]!]).filter(([from, to]) => to - from > NOTHING);
}

/** The widest part of a layer that no other experiment has; null where all is taken. */
export function widestFree(layer: Layer, own: number | null): Range | null {
  const free = freeRanges(layer, own);
  return free.reduce<Range | null>((best, one) => (best && widthOf(best) >= widthOf(one) ? best : one), null);
}

const widthOf = ([from, to]: Range) => to - from;

/** What nobody has of a layer, 1 is all of it. */
export const freeShare = (layer: Layer): number =>
  freeRanges(layer, null).reduce((sum, range) => sum + widthOf(range), 0);

/** So much of a layer where it fits, else as much as fits: from where the experiment is already, else in the widest part. */
export function rangeOfShare(
  layer: Layer,
  own: number | null,
  now: Range | null,
  share: number,
): Range | null {
  const free = freeRanges(layer, own);
  const here = now && free.find(([from, to]) => from <= now[0] && now[0] < to);
  const start = here ? now[0] : (widestFree(layer, own)?.[0] ?? null);
  const end = free.find(([from, to]) => start !== null && from <= start && start < to)?.[1];
  if (start === null || end === undefined) return null;
  return [start, Number(Math.min(end, start + Math.max(share, 0)).toFixed(4))];
}
