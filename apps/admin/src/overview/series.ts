import type { ActiveUsersRow } from '@groundswell/contracts';
import { type Interval, lastDayOf } from '../range/local-date.js';

/** Rows of an answer as one line of numbers per breakdown, all over the same buckets. */
export interface Series {
  interval: Interval;
  buckets: Bucket[];
  /** Null: everybody once. */
  total: number[];
  breakdowns: { key: string; users: number[] }[];
}

export interface Bucket {
  /** First day. */
  first: string;
  /** Whether the number can still change or stands for less than the whole bucket. */
  state: BucketState;
}

export type BucketState = 'whole' | 'running' | 'cut';

/**
 * `dataEnds` is the last day with data, or today: a bucket that goes on after it is `cut`, however long ago
 * that was, so that it is never taken for a fall.
 */
export function toSeries(rows: readonly ActiveUsersRow[], interval: Interval, dataEnds: string): Series {
  const totals = rows.filter(({ breakdown }) => breakdown === null);
  const place = new Map(totals.map(({ bucket }, index) => [bucket, index]));
  const users = new Map<string, number[]>();
  for (const row of rows) {
    const index = place.get(row.bucket);
    if (row.breakdown === null || index === undefined) continue;
    const line = users.get(row.breakdown) ?? totals.map(() => 0);
    line[index] = row.users;
    users.set(row.breakdown, line);
  }
  return {
    interval,
    buckets: totals.map(({ bucket, complete }) => ({
      first: bucket,
      state: stateOf(bucket, complete, interval, dataEnds),
    })),
    total: totals.map((row) => row.users),
    breakdowns: [...users].map(([key, line]) => ({ key, users: line })),
  };
}

/** Whether a bucket can be compared with others. */
export function stateOf(
  bucket: string,
  complete: boolean,
  interval: Interval,
  dataEnds: string,
): Bucket['state'] {
  if (!complete) return 'running';
  return lastDayOf(interval, bucket) > dataEnds ? 'cut' : 'whole';
}

/** People of the last whole bucket that are on more than one end: sum of the ends, less everybody once. */
export function overlapOf(series: Series): { first: string; sum: number; total: number } | null {
  const index = series.buckets.findLastIndex(({ state }) => state === 'whole');
  const bucket = series.buckets[index];
  if (!bucket || series.breakdowns.length < 2) return null;
  const sum = series.breakdowns.reduce((all, { users }) => all + (users[index] ?? 0), 0);
  const total = series.total[index] ?? 0;
  return sum > total ? { first: bucket.first, sum, total } : null;
}
