import { describe, expect, it } from '@jest/globals';
import { changeOf, firstCompared, monthBefore } from './month-before.js';

const series = (...dates: string[]) => dates.map((date, index) => ({ date, value: index + 1 }));

describe('the month before', () => {
  it.each([
    ['the same day', '2024-03-10', ['2024-02-01', '2024-02-10', '2024-02-11'], '2024-02-10'],
    ['first days', '2024-02-01', ['2023-12-01', '2024-01-01'], '2024-01-01'],
    ['last days of months', '2024-03-31', ['2024-01-31', '2024-02-29'], '2024-02-29'],
    ['a short month after a long one', '2024-02-29', ['2024-01-31'], '2024-01-31'],
    ['weekly figures: the last before the day', '2024-03-10', ['2024-02-04', '2024-02-11'], '2024-02-04'],
    ['across a year', '2024-01-15', ['2023-12-15', '2024-01-14'], '2023-12-15'],
    ['no figure two months ago counts', '2024-03-01', ['2024-01-01'], undefined],
    ['no figure of the same month counts', '2024-03-31', ['2024-03-01'], undefined],
  ])('%s', (_, date, dates, expected) => {
    expect(monthBefore(date, series(...dates))?.date).toBe(expected);
  });

  it('gives a relative change, and none from nothing', () => {
    expect(changeOf(66_580, { date: '', value: 100_000 })).toBeCloseTo(-0.3342, 12);
    expect(changeOf(5, { date: '', value: 0 })).toBeNull();
    expect(changeOf(5, null)).toBeNull();
  });

  it('reaches back to the first day of the month before', () => {
    expect(firstCompared('2024-03-31')).toBe('2024-02-01');
  });
});
