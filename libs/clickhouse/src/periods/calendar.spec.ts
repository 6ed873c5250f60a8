import { describe, expect, it } from '@jest/globals';
import { Calendar, hoursOf, localDay, startOfDay } from './calendar.js';

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

  it('knows days of 23 and 25 hours and skipped midnights', () => {
    expect(hoursOf('2025-03-09', '2025-03-09', 'America/New_York')).toHaveLength(23);
    expect(hoursOf('2025-11-02', '2025-11-02', 'America/New_York')).toHaveLength(25);
    expect(startOfDay('2018-11-04', 'America/Sao_Paulo').toISOString()).toBe('2018-11-04T03:00:00.000Z');
    expect(startOfDay('2024-11-03', 'America/Havana').toISOString()).toBe('2024-11-03T04:00:00.000Z');
    expect(startOfDay('2011-12-30', 'Pacific/Apia')).toEqual(startOfDay('2011-12-31', 'Pacific/Apia'));
    expect(localDay(new Date('2025-01-01T18:15:00Z'), 'Asia/Kathmandu')).toBe('2025-01-02');
  });
});
