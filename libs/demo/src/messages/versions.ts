import { dayIndexOf } from '../calendar/calendar.js';

type Releases = readonly (readonly [from: number, version: string])[];

const releases = (list: Record<string, string>): Releases =>
  Object.entries(list).map(([date, version]) => [dayIndexOf(date), version]);

/** App releases by date. */
export const APP_RELEASES = releases({
  '2023-11-16': '1.0.0',
  '2023-12-08': '1.0.4',
  '2024-01-11': '1.1.0',
  '2024-02-01': '1.1.5',
  '2024-02-27': '1.2.0',
  '2024-03-18': '1.3.0',
});

/** A mini-program is always the newest one. */
export const MINI_RELEASES = releases({
  '2023-10-09': '0.9.0',
  '2023-12-20': '1.0.0',
  '2024-01-30': '1.1.0',
  '2024-03-18': '1.2.0',
});

/** Index of the newest release on a day, the first where there was none yet. */
export function releaseOn(list: Releases, day: number): number {
  return Math.max(
    0,
    list.findLastIndex(([from]) => from <= day),
  );
}
