import type { WeekStart } from '@groundswell/contracts';

/** Arithmetic on days of a calendar, written `YYYY-MM-DD`. No clock and no zone is involved. */
export type Interval = 'day' | 'week' | 'month';
export const INTERVALS: readonly Interval[] = ['day', 'week', 'month'];

const DAY_MS = 86_400_000;

export function toUtc(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

function fromUtc(date: Date): string {
  return date.toISOString().slice(0, 10);
}

export function isDay(text: string | null | undefined): text is string {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = toUtc(text);
  return !Number.isNaN(date.getTime()) && fromUtc(date) === text;
}

export function addDays(day: string, days: number): string {
  return fromUtc(new Date(toUtc(day).getTime() + days * DAY_MS));
}

/** Days from `from` to `to`, 0 for the same day. */
export function daysBetween(from: string, to: string): number {
  return Math.round((toUtc(to).getTime() - toUtc(from).getTime()) / DAY_MS);
}

/** First day of the interval that holds `day`. */
export function startOf(interval: Interval, day: string, weekStart: WeekStart): string {
  if (interval === 'day') return day;
  if (interval === 'month') return `${day.slice(0, 7)}-01`;
  const weekday = toUtc(day).getUTCDay();
  const back = weekStart === 'sunday' ? weekday : (weekday + 6) % 7;
  return addDays(day, -back);
}

/** First day of the interval `count` further; `first` is a first day. */
export function addIntervals(interval: Interval, first: string, count: number): string {
  if (interval === 'day') return addDays(first, count);
  if (interval === 'week') return addDays(first, 7 * count);
  const date = toUtc(first);
  return fromUtc(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, 1)));
}

/** Last day of the interval that begins on `first`. */
export function lastDayOf(interval: Interval, first: string): string {
  return addDays(addIntervals(interval, first, 1), -1);
}

/** Today on the calendar of a zone. */
export function todayIn(timeZone: string, now = new Date()): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(now);
}
