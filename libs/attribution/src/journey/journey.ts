import type { PathTouch } from '../path.js';

/** A touch as it happened. */
export interface Touch {
  key: string;
  /** ms since epoch. */
  at: number;
  /** Place in the order of ingestion; absent: 0. */
  order?: number | bigint;
  /** Decides between touches that are equal in both. */
  id?: string;
  /** What a click tells of itself, or an advertisement that was only seen; absent: another arrival. */
  kind?: 'click' | 'impression';
}

/** A total order: time, order of ingestion, id. */
export function compareTouches(a: Touch, b: Touch): number {
  return a.at - b.at || compare(a.order ?? 0, b.order ?? 0) || compare(a.id ?? '', b.id ?? '');
}

function compare<T extends number | bigint | string>(a: T, b: T): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Whether `end - lookback <= at <= end`; all in ms. */
export function isInWindow(at: number, end: number, lookbackMs: number): boolean {
  return end - lookbackMs <= at && at <= end;
}

/**
 * The touches of the window that ends with `end`, in order, each with its age.
 * @param viewThroughMs window of impressions, which count where no click is in it; absent: none counts
 */
export function touchesBefore(
  touches: readonly Touch[],
  end: number,
  lookbackMs = Number.POSITIVE_INFINITY,
  viewThroughMs?: number,
): PathTouch[] {
  const isClicked = touches.some(
    ({ kind, at }) => kind === 'click' && isInWindow(at, end, viewThroughMs ?? 0),
  );
  const views = viewThroughMs === undefined || isClicked ? null : viewThroughMs;
  return touches
    .filter(({ kind, at }) =>
      kind === 'impression' ? views !== null && isInWindow(at, end, views) : isInWindow(at, end, lookbackMs),
    )
    .sort(compareTouches)
    .map(({ key, at }) => ({ key, ageMs: end - at }));
}

/** Of each run of touches with the same key, the last. */
export function collapseRepeats<T extends { key: string }>(touches: readonly T[]): T[] {
  return touches.filter(({ key }, index) => touches[index + 1]?.key !== key);
}
