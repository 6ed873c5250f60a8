import type { AttributionQuery } from '@groundswell/contracts';
import { addDays, startOfDay } from '../periods/calendar.js';
import type { PeriodContext } from '../people-by-period/period-source.js';

export interface AttributionContext extends PeriodContext {
  query: AttributionQuery & { period: 'day' };
  /** Rows (person, at, revenue) in the place of the events that the query names. */
  conversions?: string;
  /** Rows (person) of those who have them, where that is known faster. */
  whoConverted?: string;
  /** Whether anybody followed a tracking link. */
  anyLinkClicks: boolean;
}

const DAY_MS = 86_400_000;
export const inMs = (days: number) => Math.round(days * DAY_MS);

/** First local day of which a window may hold something. */
export function firstDayOfTouches({
  from,
  lookbackDays,
  viewThrough,
}: Pick<AttributionQuery, 'from' | 'lookbackDays' | 'viewThrough'>): string {
  const days = Math.max(lookbackDays, viewThrough?.days ?? 0);
  // One day more than it says: days of 23 hours.
  return addDays(from, -Math.ceil(days) - (days > 0 ? 1 : 0));
}

/** Instants at which the range begins and at which it is over, ms since epoch. */
export function rangeInstants({ query, project }: AttributionContext): [begin: number, end: number] {
  const begin = startOfDay(query.from, project.timeZone);
  return [begin.getTime(), startOfDay(addDays(query.to, 1), project.timeZone).getTime()];
}
