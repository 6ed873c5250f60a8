import { describe, expect, it } from '@jest/globals';
import { lastDaysOf } from './report-answers.js';

const data = { firstDay: '2024-01-10', lastDay: '2024-03-25' };

describe('the last days of a report', () => {
  it.each([
    ['end where the data does', 7, data, '2024-06-01', { from: '2024-03-19', to: '2024-03-25' }],
    ['end today where it goes on', 1, data, '2024-03-25', { from: '2024-03-25', to: '2024-03-25' }],
    ['begin no earlier than the data', 3700, data, '2024-06-01', { from: '2024-01-10', to: '2024-03-25' }],
    ['end today where there is none', 2, null, '2024-03-01', { from: '2024-02-29', to: '2024-03-01' }],
  ] as const)('%s', (_, days, range, today, expected) => {
    expect(lastDaysOf(days, range, today)).toEqual(expected);
  });
});
