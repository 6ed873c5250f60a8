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
