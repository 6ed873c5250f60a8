import { Calendar, addDays, hoursOf, startOfDay, type Period } from '../periods/calendar.js';
import type { ProjectSettings } from '../project-settings.js';
import type { BucketedQuery } from './bucketed.query.js';

export interface Bucket {
  /** As the answer names it: first local day, or for hours the instant. */
  name: string;
  /** Local days whose people it counts, both included. */
  firstDay: string;
  lastDay: string;
  /** When it ends. */
  end: Date;
}

/**
 * The buckets of a query. Weeks and months are whole: a range that begins or ends within one has all of it.
 */
export function bucketsOf(query: BucketedQuery, project: ProjectSettings): Bucket[] {
  if (query.interval === 'hour') return hourBuckets(query, project.timeZone);
  const calendar = new Calendar(project.weekStart);
  const period: Period = query.interval;
  return calendar.periods(period, query.from, query.to).map((start) => {
    const lastDay = calendar.lastDay(period, start);
    const firstDay = query.trailingDays ? addDays(lastDay, 1 - query.trailingDays) : start;
    return { name: start, firstDay, lastDay, end: startOfDay(addDays(lastDay, 1), project.timeZone) };
  });
}

function hourBuckets({ from, to }: BucketedQuery, timeZone: string): Bucket[] {
  const starts = hoursOf(from, to, timeZone);
  const close = startOfDay(addDays(to, 1), timeZone);
  return starts.map((start, index) => ({
    name: start.toISOString(),
    firstDay: from,
    lastDay: to,
    end: starts[index + 1] ?? close,
  }));
}
