import type { ActiveUsersOverlap, ActiveUsersRow } from '@groundswell/contracts';
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

/** That of the last whole bucket, where its ends add up to more than its people; null where they do not. */
export function overlapOf(
  overlaps: readonly ActiveUsersOverlap[],
  { buckets }: Pick<Series, 'buckets'>,
): ActiveUsersOverlap | null {
  const first = buckets.findLast(({ state }) => state === 'whole')?.first;
  const found = overlaps.find(({ bucket }) => bucket === first);
  return found && found.overlap > 0 ? found : null;
}
