import { dateOf, weekdayOf } from './calendar.js';

/** Activity of Monday … Sunday against a Monday. */
const WEEKDAY = [1, 1.03, 1.035, 1.02, 0.985, 0.885, 0.9];

/** Holidays and days around them, against the same weekday without. */
const SPECIAL: Record<string, number> = {
  '2023-12-30': 0.94,
  '2023-12-31': 0.92,
  '2024-01-01': 0.86,
  '2024-02-08': 0.95,
  '2024-02-09': 0.84,
  '2024-02-10': 0.76,
  '2024-02-11': 0.78,
  '2024-02-12': 0.72,
  '2024-02-13': 0.72,
  '2024-02-14': 0.74,
  '2024-02-15': 0.77,
  '2024-02-16': 0.82,
  '2024-02-17': 0.93,
  // A working Sunday in exchange for the holiday.
  '2024-02-18': 1.08,
};

/** Activity of a day against a plain Monday of the same week. */
export function rhythmOf(day: number): number {
  return WEEKDAY[weekdayOf(day)]! * (SPECIAL[dateOf(day)] ?? 1);
}

/** Share of openings by local hour, 0 to 23: work hours, a dip at noon, a second peak at night. */
export const HOURS = [
  14, 8, 5, 3, 3, 4, 9, 20, 42, 66, 72, 62, 46, 52, 66, 70, 64, 52, 44, 48, 58, 60, 46, 28,
];
