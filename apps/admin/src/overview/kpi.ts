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
  /** Relative change; null where the earlier value is 0. */
  change: number | null;
}

/**
 * `backs`: how many buckets back to compare with. Buckets before `dataStarts` hold nothing and are no
 * comparison. Null without any bucket.
 */
export function kpiOf(
  buckets: readonly Bucket[],
  values: readonly number[],
  backs: readonly number[],
  dataStarts: string,
): Kpi | null {
  // A period that ended before the data begins says nothing, not zero.
  const hasData = (at: number) => !((buckets[at + 1]?.first ?? '9999') <= dataStarts);
  const whole = buckets.findLastIndex(({ state }, at) => state === 'whole' && hasData(at));
  const index = whole >= 0 ? whole : buckets.length - 1;
  const bucket = buckets[index];
  const value = values[index];
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
    comparisons: backs.flatMap((back) => comparison(buckets, values, index, back, dataStarts)),
    running: running ? { first: running.first, value: values[index + 1] ?? 0 } : null,
    course: values.slice(from, index + 1),
  };
}

function comparison(
  buckets: readonly Bucket[],
  values: readonly number[],
  index: number,
  back: number,
  dataStarts: string,
): Comparison[] {
  const earlier = buckets[index - back];
  const value = values[index];
  const before = values[index - back];
  // A period that is not whole compares with nothing.
  if (!earlier || value === undefined || before === undefined || buckets[index]?.state !== 'whole') return [];
  if (earlier.first < dataStarts) return [];
  return [{ first: earlier.first, value: before, change: before > 0 ? value / before - 1 : null }];
}
