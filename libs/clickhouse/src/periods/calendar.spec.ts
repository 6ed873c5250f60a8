import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Calendar, type Period, addDays, hoursOf, localDay, startOfDay } from './calendar.js';

const monday = new Calendar('monday');
const sunday = new Calendar('sunday');

describe('Calendar', () => {
  it.each([
    [monday, 'week', '2025-01-04', '2024-12-30'],
    [monday, 'week', '2025-01-05', '2024-12-30'],
    [monday, 'week', '2025-01-06', '2025-01-06'],
    [sunday, 'week', '2025-01-04', '2024-12-29'],
    [sunday, 'week', '2025-01-05', '2025-01-05'],
    [monday, 'month', '2024-02-29', '2024-02-01'],
    [monday, 'day', '2024-02-29', '2024-02-29'],
  ] as const)('start of period', (calendar, period, day, start) => {
    expect(calendar.startOf(period, day)).toBe(start);
  });

  it('months are added to first days, so that no month is skipped', () => {
    expect(monday.add('month', '2025-01-01', 1)).toBe('2025-02-01');
    expect(monday.lastDay('month', '2024-02-01')).toBe('2024-02-29');
  });

  it('lists every period that touches the range', () => {
    expect(monday.periods('week', '2025-01-01', '2025-01-13')).toEqual([
      '2024-12-30',
      '2025-01-06',
      '2025-01-13',
    ]);
  });

  it.each([
    ['a month that is longer', monday, 'month', '2025-03-01', '2025-03-31', '2025-02-01', '2025-02-28'],
    ['a leap February', monday, 'month', '2024-03-01', '2024-03-31', '2024-02-01', '2024-02-29'],
    ['months over New Year', monday, 'month', '2025-01-31', '2025-02-01', '2024-11-01', '2024-12-31'],
    ['a month in its middle', monday, 'month', '2025-03-10', '2025-03-12', '2025-02-01', '2025-02-28'],
    ['weeks from Monday', monday, 'week', '2025-03-05', '2025-03-12', '2025-02-17', '2025-03-02'],
    ['weeks from Sunday', sunday, 'week', '2025-03-05', '2025-03-12', '2025-02-16', '2025-03-01'],
    ['days over the change of clocks', monday, 'day', '2025-03-09', '2025-03-10', '2025-03-07', '2025-03-08'],
    ['one day', monday, 'day', '2024-03-01', '2024-03-01', '2024-02-29', '2024-02-29'],
  ] as const)('puts %s beside as many whole ones', (_name, calendar, period, from, to, first, last) => {
    expect(calendar.before(period, from, to)).toEqual({ from: first, to: last });
  });

  /** Walks back day by day until it has seen as many periods, and all of the last. */
  function slowBefore(calendar: Calendar, period: Period, from: string, to: string) {
    const touched = new Set<string>();
    for (let day = from; day <= to; day = addDays(day, 1)) touched.add(calendar.startOf(period, day));
    const last = addDays(calendar.startOf(period, from), -1);
    const seen = new Set<string>();
    for (let day = last; ; day = addDays(day, -1)) {
      seen.add(calendar.startOf(period, day));
      if (seen.size > touched.size) return { from: addDays(day, 1), to: last };
    }
  }

  it('counts the periods before as a walk from day to day does', () => {
    const period = fc.constantFrom('day' as const, 'week' as const, 'month' as const);
    const days = fc.tuple(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 0, max: 90 }));
    fc.assert(
      fc.property(fc.constantFrom(monday, sunday), period, days, (calendar, name, [start, length]) => {
        const from = addDays('2023-12-01', start);
        const to = addDays(from, length);
        expect(calendar.before(name, from, to)).toEqual(slowBefore(calendar, name, from, to));
      }),
      { numRuns: 30 },
    );
  });

  it('knows days of 23 and 25 hours and skipped midnights', () => {
    expect(hoursOf('2025-03-09', '2025-03-09', 'America/New_York')).toHaveLength(23);
    expect(hoursOf('2025-11-02', '2025-11-02', 'America/New_York')).toHaveLength(25);
    expect(startOfDay('2018-11-04', 'America/Sao_Paulo').toISOString()).toBe('2018-11-04T03:00:00.000Z');
    expect(startOfDay('2024-11-03', 'America/Havana').toISOString()).toBe('2024-11-03T04:00:00.000Z');
    expect(startOfDay('2011-12-30', 'Pacific/Apia')).toEqual(startOfDay('2011-12-31', 'Pacific/Apia'));
    expect(localDay(new Date('2025-01-01T18:15:00Z'), 'Asia/Kathmandu')).toBe('2025-01-02');
  });
});
