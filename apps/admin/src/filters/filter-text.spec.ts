import { describe, expect, it } from '@jest/globals';
import { cohortFilter, filterOf, filterText, propertyOf } from './filter-text.js';

describe('filters as they are typed', () => {
  it.each([
    ['platform', 'platform'],
    [' amount ', 'properties.amount'],
    ['properties.plan', 'properties.plan'],
    ['person.plan', 'person.plan'],
    ['cohort', 'cohort'],
    ['cohort.3', 'cohort.3'],
    ['', ''],
  ])('%p names %p', (typed, property) => expect(propertyOf(typed)).toBe(property));

  it.each([
    ['platform', 'eq', 'web', { property: 'platform', operator: 'eq', value: 'web' }],
    ['amount', 'gt', '5', { property: 'properties.amount', operator: 'gt', value: 5 }],
    ['amount', 'gt', 'b', { property: 'properties.amount', operator: 'gt', value: 'b' }],
    // Texts stay texts: 007 is no 7.
    ['code', 'eq', '007', { property: 'properties.code', operator: 'eq', value: '007' }],
    ['country', 'in', 'CN, US，JP,', { property: 'country', operator: 'in', value: ['CN', 'US', 'JP'] }],
    ['os', 'isSet', 'x', { property: 'os', operator: 'isSet' }],
    ['os', 'eq', ' ', null],
    ['', 'eq', 'x', null],
  ] as const)('%p %s %p', (property, operator, text, filter) =>
    expect(filterOf(property, operator, text)).toEqual(filter),
  );

  it('reads as a line', () => {
    const filter = { property: 'properties.plan', operator: 'in' as const, value: ['a', 'b'] };
    expect(filterText(filter, () => 'is one of')).toBe('plan is one of a, b');
    const isSet = { property: 'os', operator: 'isSet' as const };
    expect(filterText(isSet, () => 'is set')).toBe('os is set');
    const inCohorts = cohortFilter('in', [3, 4])!;
    expect(filterText(inCohorts, () => 'is one of', new Map([[3, 'Pro']]))).toBe('cohort is one of Pro, 4');
    expect(cohortFilter('in', [])).toBeNull();
  });
});
