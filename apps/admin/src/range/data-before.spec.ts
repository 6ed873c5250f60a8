import { describe, expect, it } from '@jest/globals';
import { lackBefore } from './data-before.js';

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
