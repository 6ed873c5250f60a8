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
    if (period === 'day') return addDays(start, count);
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
function format(date: DateTime): string {
  const day = date.toISODate();
  if (day === null) throw new RangeError(`no such date: ${date.invalidExplanation}`);
  return day;
}

const DAY_MS = 86_400_000;

/** A date alone is a day of UTC to ECMAScript. Reports add days by the thousand, a library takes ten times as long. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The day that it is in the zone at the instant. */
export function localDay(instant: Date, timeZone: string): string {
  return format(DateTime.fromJSDate(instant, { zone: timeZone }));
}

/** Of some decades in a few zones: each report asks for the same days, and a zone's rules are slow to follow. */
const MOST_STARTS = 50_000;
const starts = new Map<string, number>();

/**
 * The instant at which the local day begins: where midnight is skipped, the first instant of that day; where clocks go
 * back over midnight (Havana), the first of the two.
 */
export function startOfDay(day: string, timeZone: string): Date {
  const key = `${day} ${timeZone}`;
  let start = starts.get(key);
  if (start === undefined) {
    if (starts.size >= MOST_STARTS) starts.clear();
    start = findStart(day, timeZone);
    starts.set(key, start);
  }
  return new Date(start);
}

function findStart(day: string, timeZone: string): number {
  const midnights = DateTime.fromISO(day, { zone: timeZone }).startOf('day').getPossibleOffsets();
  return Math.min(...midnights.map((at) => at.toMillis()));
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
