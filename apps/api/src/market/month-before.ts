import { DateTime } from 'luxon';

export interface Dated {
  /** `YYYY-MM-DD`. */
  date: string;
  value: number;
}

/**
 * The figure of the calendar month before that `date` is compared with: the one of the same day of the month; else the last
 * one before that day; else the first after it. Null where that month has none (docs/definitions.md, "Market benchmark").
 * @param figures of one series, by date ascending
 */
export function monthBefore<T extends Dated>(date: string, figures: readonly T[]): T | null {
  const day = date.slice(8);
  const month = DateTime.fromISO(date, { zone: 'utc' }).minus({ months: 1 }).toFormat('yyyy-MM');
  const ofMonth = figures.filter((figure) => figure.date.startsWith(month));
  return ofMonth.findLast((figure) => figure.date.slice(8) <= day) ?? ofMonth[0] ?? null;
}

/** value ÷ before − 1; null where there is nothing to compare with. */
export function changeOf(value: number, before: Dated | null): number | null {
  return before === null || before.value === 0 ? null : value / before.value - 1;
}

/** First day of the month before the month of `date`: the earliest that a change of it looks at. */
export function firstCompared(date: string): string {
  return DateTime.fromISO(date, { zone: 'utc' }).startOf('month').minus({ months: 1 }).toFormat('yyyy-MM-dd');
}
