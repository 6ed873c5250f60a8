import { type Interval, lastDayOf } from './local-date.js';
import type { Days } from './range.js';
import { daysBefore } from '../trends/trends-settings.js';

/** Of the days that a range is compared with: whether all of them, or the first ones, lie before data began. */
export type Lack = 'all' | 'part' | null;

/** @param firstDay with data, in local days; null for none at all */
export function lackBefore(days: Days, firstDay: string | null): Lack {
  const { from, to } = daysBefore(days);
  if (firstDay === null || to < firstDay) return 'all';
  return from < firstDay ? 'part' : null;
}

/**
 * Whether a period has any day since data began.
 * @param first day of the period, or an hour of it
 */
export function reachesData(interval: Interval, first: string, firstDay: string | null): boolean {
  return firstDay !== null && lastDayOf(interval, first.slice(0, 10)) >= firstDay;
}
