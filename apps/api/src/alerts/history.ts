import { type AlertRule, WINDOW_SECONDS } from '@groundswell/contracts';
import { DateTime } from 'luxon';
import type { Query } from '../queries/query.dto.js';

type Interval = 'hour' | 'day' | 'week' | 'month';

/** Buckets after which a series of an interval is like itself: the hours of a week, the days of a week. */
export const SEASONS: Record<Interval, number> = { hour: 168, day: 7, week: 1, month: 1 };

const DAYS_IN: Record<Interval, number> = { hour: 1 / 24, day: 1, week: 7, month: 31 };
/** Buckets by which a band learns what is usual. */
const BAND: Record<Interval, number> = { hour: 672, day: 56, week: 26, month: 18 };

/** The buckets of the series that a question makes. */
export function intervalOf(query: Query): Interval {
  if (query.kind === 'retention') return query.period;
  if (query.kind === 'funnel') return query.trend ?? 'day';
  return 'interval' in query ? query.interval : 'day';
}

/** The report's question for as many days up to today as the rule needs. */
export function withHistory(query: Query, rule: AlertRule, period: number | undefined, today: string): Query {
  const interval = intervalOf(query);
  const waiting = query.kind === 'funnel' ? windowBuckets(query, interval) : (period ?? 0);
  const buckets = bucketsFor(rule, interval) + waiting;
  const from = DateTime.fromISO(today, { zone: 'utc' }).minus({
    days: Math.ceil(buckets * DAYS_IN[interval]),
  });
  return { ...query, from: from.toFormat('yyyy-MM-dd'), to: today, format: 'json' } as Query;
}

/** Those that are judged and compared with, one that is not over, and one to spare. */
function bucketsFor(rule: AlertRule, interval: Interval): number {
  if (rule.type === 'band') return BAND[interval] + SEASONS[interval] + 2;
  return rule.type === 'change' && rule.against === 'season' ? SEASONS[interval] + 3 : 4;
}

/** A funnel's bucket is complete when the window of its last beginning has closed. */
function windowBuckets({ window }: Query & { kind: 'funnel' }, interval: Interval): number {
  const seconds = window.value * WINDOW_SECONDS[window.unit];
  return Math.ceil(seconds / 86_400 / DAYS_IN[interval]);
}
