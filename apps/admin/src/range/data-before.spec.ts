import { describe, expect, it } from '@jest/globals';
import { lackBefore, reachesData } from './data-before.js';

describe('data of the days before 8–14 January, which are 1–7 January', () => {
  it.each([
    [null, 'all'],
    ['2025-01-08', 'all'],
    ['2025-01-07', 'part'],
    ['2025-01-02', 'part'],
    ['2025-01-01', null],
    ['2024-05-05', null],
  ])('that begin on %s lack %s', (firstDay, lack) => {
    expect(lackBefore({ from: '2025-01-08', to: '2025-01-14' }, firstDay)).toBe(lack);
  });
});

it.each([
  ['month', '2025-05-01', true],
  ['month', '2025-04-01', false],
  ['week', '2025-05-05', true],
  ['week', '2025-04-28', false],
  ['day', '2025-05-10', true],
  ['day', '2025-05-10 07:00:00', true],
  ['day', '2025-05-09', false],
] as const)('reaches data that begin on 10 May, the %s of %s: %s', (interval, first, reaches) => {
  expect(reachesData(interval, first, '2025-05-10')).toBe(reaches);
  expect(reachesData(interval, first, null)).toBe(false);
});
