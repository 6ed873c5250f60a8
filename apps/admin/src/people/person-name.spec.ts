import { describe, expect, it } from '@jest/globals';
import { personName, propertySummary } from './person-name.js';
import type { Person } from './types.js';

const person = (properties: Record<string, unknown>, distinctIds = ['u-1']) =>
  ({ personId: 7, properties, distinctIds }) as Person;

describe('personName', () => {
  it.each([
    [{ email: 'a@b.example', name: 'Ann' }, 'Ann'],
    [{ email: 'a@b.example', name: ' ' }, 'a@b.example'],
    [{ name: { first: 'Ann' } }, 'u-1'],
    [{}, 'u-1'],
  ])('of %j is %j', (properties, name) => expect(personName(person(properties))).toBe(name));

  it('is the number of somebody without an id', () => expect(personName(person({}, []))).toBe('#7'));
});

describe('propertySummary', () => {
  it('says what the heading does not', () => {
    const properties = { name: 'Ann', plan: 'pro', seats: 3, tags: ['x'], none: null, city: 'Oslo', more: 1 };
    expect(propertySummary(person(properties))).toBe('plan: pro · seats: 3 · city: Oslo');
  });
});
