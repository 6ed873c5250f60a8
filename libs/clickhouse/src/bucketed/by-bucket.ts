import { UnanswerableQuery } from '../unanswerable-query.js';
import type { BucketedQuery } from './bucketed.query.js';
import type { Bucket } from './buckets.js';

/** As ClickHouse answers. */
export interface BucketRow {
  bucket: string;
  breakdown: string;
  /** 1: all values together. */
  whole: number;
  /** Null, or no number, where there is nothing to measure. */
  result: number | string | null;
}

export interface BucketValue {
  bucket: string;
  breakdown: string | null;
  /** Null where there is no row or its result is none. */
  value: number | null;
  complete: boolean;
}

/** A row for every bucket and value, also where nothing happened: all values together first, then by name. */
export function byBucket(
  rows: BucketRow[],
  buckets: Bucket[],
  query: BucketedQuery,
  now: Date,
): BucketValue[] {
  const results = new Map<string, number | null>();
  const values = new Set<string>();
  for (const row of rows) {
    const bucket = query.interval === 'hour' ? new Date(Number(row.bucket) * 1000).toISOString() : row.bucket;
    const value = Number(row.whole) === 1 ? null : row.breakdown;
    if (value !== null) values.add(value);
    results.set(JSON.stringify([bucket, value]), row.result === null ? null : Number(row.result));
  }
  const breakdowns = [null, ...[...values].sort()];
  return buckets.flatMap(({ name, end }) =>
    breakdowns.map((breakdown) => ({
      bucket: name,
      breakdown,
      value: results.get(JSON.stringify([name, breakdown])) ?? null,
      complete: end <= now,
    })),
  );
}

/** @throws UnanswerableQuery */
export function checkTrailing({ interval, trailingDays }: BucketedQuery): void {
  if (interval === 'hour' && trailingDays !== undefined) {
    throw new UnanswerableQuery(
      'trailingDays goes with intervals of a day or longer; leave it out for hours.',
    );
  }
}
