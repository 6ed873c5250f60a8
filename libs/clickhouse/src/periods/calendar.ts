import type { WeekStart } from '@groundswell/contracts';
import { DateTime } from 'luxon';

export type Period = 'day' | 'week' | 'month';

/** Calendar arithmetic on local dates (`YYYY-MM-DD`): no clock, no zone, so daylight saving cannot touch it. */
export class Calendar {
  constructor(private readonly weekStart: WeekStart) {}

  /** First day of the period that holds the day. */
  startOf(period: Period, day: string): string {
    const date = parse(day);
    if (period === 'day') return day;
    if (period === 'month') return format(date.startOf('month'));
    const monday = this.weekStart === 'monday';
    return format(date.minus({ days: monday ? date.weekday - 1 : date.weekday % 7 }));
  }

  /** First day of the period `count` periods after the one that begins on `start`. */
  add(period: Period, start: string, count: number): string {
    return format(parse(start).plus({ [`${period}s`]: count }));
  }

  /** Last day of the period that begins on `start`. */
  lastDay(period: Period, start: string): string {
    return addDays(this.add(period, start, 1), -1);
  }

  /** First days of all periods that touch from..to. */
  periods(period: Period, from: string, to: string): string[] {
    const starts: string[] = [];
    for (let start = this.startOf(period, from); start <= to; start = this.add(period, start, 1))
      starts.push(start);
    return starts;
  }

  /** ClickHouse expression for the first day of the period that holds the Date `column`. */
  sql(period: Period, column: string): string {
    if (period === 'day') return column;
    if (period === 'month') return `toStartOfMonth(${column})`;
    return `toStartOfWeek(${column}, ${this.weekStart === 'monday' ? 1 : 0})`;
  }
}

const parse = (day: string) => DateTime.fromISO(day, { zone: 'utc' });
const format = (date: DateTime) => date.toFormat('yyyy-MM-dd');

export function addDays(day: string, days: number): string {
  return format(parse(day).plus({ days }));
}

/** The day that it is in the zone at the instant. */
export function localDay(instant: Date, timeZone: string): string {
  return DateTime.fromJSDate(instant, { zone: timeZone }).toFormat('yyyy-MM-dd');
}

/**
 * The instant at which the local day begins: where midnight is skipped, the first instant of that day; where clocks go
 * back over midnight (Havana), the first of the two.
 */
export function startOfDay(day: string, timeZone: string): Date {
  const midnights = DateTime.fromISO(day, { zone: timeZone }).startOf('day').getPossibleOffsets();
  return new Date(Math.min(...midnights.map((at) => at.toMillis())));
}

const HOUR_MS = 3_600_000;

/** Instants at which the hours of the local days begin, counted from each local midnight. */
export function hoursOf(from: string, to: string, timeZone: string): Date[] {
  const hours: Date[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const end = startOfDay(addDays(day, 1), timeZone).getTime();
    for (let at = startOfDay(day, timeZone).getTime(); at < end; at += HOUR_MS) hours.push(new Date(at));
  }
  return hours;
}
