import type { Bucket } from './series.js';

export interface Kpi {
  /** The last whole period; where there is none yet, the running one. */
  first: string;
  value: number;
  state: Bucket['state'];
  comparisons: Comparison[];
  /** The period under way, when it is not the value itself. */
  running: { first: string; value: number } | null;
  /** The course up to and with the value. */
  course: number[];
}

export interface Comparison {
  first: string;
  value: number;
  /** As the API says: relative of counts, null where the earlier one is 0; the difference of ratios. */
  change: number | null;
}

/** A bucket's number, and how far it is from those so many buckets before it. */
export interface Figure {
  value: number;
  changes?: (number | null)[];
}

/**
 * `backs`: how many buckets back to compare with. Buckets before `dataStarts` hold nothing and are no
 * comparison. Null without any bucket.
 */
export function kpiOf(
  buckets: readonly Bucket[],
  figures: readonly Figure[],
  backs: readonly number[],
  dataStarts: string,
): Kpi | null {
  // A period that ended before the data begins says nothing, not zero.
  const hasData = (at: number) => !((buckets[at + 1]?.first ?? '9999') <= dataStarts);
  const whole = buckets.findLastIndex(({ state }, at) => state === 'whole' && hasData(at));
  const index = whole >= 0 ? whole : buckets.length - 1;
  const bucket = buckets[index];
  const value = figures[index]?.value;
  if (!bucket || value === undefined) return null;
  const running = buckets[index + 1];
  const from = Math.max(
    0,
    buckets.findIndex(({ first }) => first >= dataStarts),
  );
  return {
    first: bucket.first,
    value,
    state: bucket.state,
    comparisons: backs.flatMap((back, at) => comparison({ buckets, figures, index, dataStarts }, back, at)),
    running: running ? { first: running.first, value: figures[index + 1]?.value ?? 0 } : null,
    course: figures.slice(from, index + 1).map((one) => one.value),
  };
}

interface Course {
  buckets: readonly Bucket[];
  figures: readonly Figure[];
  index: number;
  dataStarts: string;
}

function comparison({ buckets, figures, index, dataStarts }: Course, back: number, at: number): Comparison[] {
  const earlier = buckets[index - back];
  const before = figures[index - back]?.value;
  // A period that is not whole compares with nothing.
  if (!earlier || before === undefined || buckets[index]?.state !== 'whole') return [];
  if (earlier.first < dataStarts) return [];
  return [{ first: earlier.first, value: before, change: figures[index]?.changes?.[at] ?? null }];
}
