import { describe, expect, it } from '@jest/globals';
import {
  addDays,
  addIntervals,
  daysBefore,
  daysBetween,
  isDay,
  lastDayOf,
  startOf,
  todayIn,
} from './local-date.js';

describe('local dates', () => {
  it('tells real days from others', () => {
    expect(isDay('2024-02-29')).toBe(true);
    for (const wrong of ['2023-02-29', '2024-13-01', '2024-1-1', '', null, 'x'])
      expect(isDay(wrong)).toBe(false);
  });

  it('counts across months, leap days and daylight saving', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
    expect(addDays('2025-03-08', 2)).toBe('2025-03-10');
    expect(daysBetween('2025-03-01', '2025-04-01')).toBe(31);
  });

  it.each([
    ['week', '2025-01-05', 'monday', '2024-12-30'],
    ['week', '2025-01-05', 'sunday', '2025-01-05'],
    ['week', '2024-03-25', 'monday', '2024-03-25'],
    ['month', '2024-03-25', 'monday', '2024-03-01'],
    ['day', '2024-03-25', 'monday', '2024-03-25'],
  ] as const)('start of the %s of %s, weeks from %s, is %s', (interval, day, weekStart, first) => {
    expect(startOf(interval, day, weekStart)).toBe(first);
  });

  it('steps through months of different lengths', () => {
    expect(addIntervals('month', '2025-01-01', 1)).toBe('2025-02-01');
    expect(addIntervals('month', '2025-01-01', -1)).toBe('2024-12-01');
    expect(lastDayOf('month', '2024-02-01')).toBe('2024-02-29');
    expect(lastDayOf('week', '2024-03-18')).toBe('2024-03-24');
  });

  it.each([
    ['day', '2024-03-01', '2024-03-07', 'monday', '2024-02-23', '2024-02-29'],
    ['day', '2024-03-01', '2024-03-01', 'monday', '2024-02-29', '2024-02-29'],
    ['month', '2025-03-01', '2025-03-31', 'monday', '2025-02-01', '2025-02-28'],
    ['month', '2025-01-31', '2025-02-01', 'monday', '2024-11-01', '2024-12-31'],
    ['week', '2025-03-05', '2025-03-12', 'monday', '2025-02-17', '2025-03-02'],
    ['week', '2025-03-05', '2025-03-12', 'sunday', '2025-02-16', '2025-03-01'],
  ] as const)(
    'by the %s, before %s to %s, weeks from %s, are %s to %s',
    (interval, from, to, weekStart, ...before) => {
      const [first, last] = before;
      expect(daysBefore({ from, to }, interval, weekStart)).toEqual({ from: first, to: last });
    },
  );

  it('knows that days begin at different times', () => {
    const now = new Date('2025-01-01T20:00:00Z');
    expect(todayIn('UTC', now)).toBe('2025-01-01');
    expect(todayIn('Asia/Shanghai', now)).toBe('2025-01-02');
  });
});
