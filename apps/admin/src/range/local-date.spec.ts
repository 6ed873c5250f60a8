import { describe, expect, it } from '@jest/globals';
import { addDays, addIntervals, daysBetween, isDay, lastDayOf, startOf, todayIn } from './local-date.js';

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

  it('knows that days begin at different times', () => {
    const now = new Date('2025-01-01T20:00:00Z');
    expect(todayIn('UTC', now)).toBe('2025-01-01');
    expect(todayIn('Asia/Shanghai', now)).toBe('2025-01-02');
  });
});
