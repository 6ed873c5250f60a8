import type { ActiveUsersRow, EventCountsRow } from '@groundswell/contracts';
import { type BucketState, stateOf } from '../overview/series.js';
import type { Interval } from '../range/local-date.js';

export interface TrendBucket {
  first: string;
  state: BucketState;
}

export interface TrendLine {
  /** Value of the breakdown; null: all together. */
  key: string | null;
  /** Of each bucket; null where there is nothing to measure. */
  values: (number | null)[];
}

/** What stands on the axis. */
export interface Periods {
  interval: Interval;
  buckets: TrendBucket[];
}

export interface Trend extends Periods {
  /** All together first, then the values as the answer orders them. */
  lines: TrendLine[];
}

type Row = ActiveUsersRow | EventCountsRow;
const valueOf = (row: Row) => ('users' in row ? row.users : row.value);

/** Rows of an answer as lines over the same buckets. */
export function toTrend(
  { rows }: { rows: ActiveUsersRow[] | EventCountsRow[] },
  interval: Interval,
  dataEnds: string,
): Trend {
  const totals = (rows as Row[]).filter(({ breakdown }) => breakdown === null);
  const place = new Map(totals.map(({ bucket }, index) => [bucket, index]));
  const lines = new Map<string | null, (number | null)[]>();
  for (const row of rows as Row[]) {
    const line = lines.get(row.breakdown) ?? totals.map(() => null);
    line[place.get(row.bucket) ?? -1] = valueOf(row);
    lines.set(row.breakdown, line);
  }
  const keys = [...lines.keys()].sort((a, b) => Number(a !== null) - Number(b !== null));
  return {
    interval,
    buckets: totals.map(({ bucket, complete }) => ({
      first: bucket,
      state: stateOf(bucket, complete, interval, dataEnds),
    })),
    lines: keys.map((key) => ({ key, values: lines.get(key) ?? [] })),
  };
}
