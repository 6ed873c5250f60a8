import { describe, expect, it } from '@jest/globals';
import { outsideKey } from './value-name.js';

describe('people outside the cohorts of a breakdown', () => {
  it.each([
    ['cohort.1', '(none)', 'gs.filters.outside'],
    ['cohort.1,2', '(none)', 'gs.filters.outsideAll'],
    ['cohort.1', 'Paying', null],
    ['cohort.1', null, null],
    ['properties.plan', '(none)', null],
    [null, '(none)', null],
  ])('%s: %s', (breakdown, value, key) => {
    expect(outsideKey(breakdown, value)).toBe(key);
  });
});
