import { describe, expect, it } from '@jest/globals';
import { lastDaysOf } from './last-days.js';

describe('the days of a saved report', () => {
  it.each([
    ['', '2024-01-01', '2024-01-28', 28],
    ['range=7d', '2024-01-01', '2024-01-07', 7],
    ['range=all', '2024-01-01', '2024-03-31', 3650],
    ['from=2024-01-01&to=2024-01-02', '2024-01-01', '2024-01-02', null],
  ])('of %p', (search, from, to, expected) => {
    expect(lastDaysOf(new URLSearchParams(search), from, to)).toBe(expected);
  });
});
