import { describe, expect, it } from '@jest/globals';
import type { ChannelCondition } from '@groundswell/contracts';
import fc from 'fast-check';
import { matches, patternOf } from './channel-patterns.js';

const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '-'), maxLength: 12 });
const value = fc.string({
  unit: fc.constantFrom('a', 'b', 'B', '.', '*', '-', '+'),
  minLength: 1,
  maxLength: 6,
});
const condition = fc.record({
  field: fc.constant('source' as const),
  operator: fc.constantFrom('is' as const, 'isNot' as const, 'isNamed' as const),
  values: fc.array(value, { minLength: 1, maxLength: 3 }),
}) as fc.Arbitrary<ChannelCondition>;

describe('matches', () => {
  it('says what the expression says that the engine reads', () => {
    fc.assert(
      fc.property(condition, text, (one, seen) => {
        expect(matches(one, seen)).toBe(new RegExp(patternOf(one)).test(seen));
      }),
      { numRuns: 3_000 },
    );
  });

  it('reads a long text once, however many `*` a value has', () => {
    const hostile = {
      field: 'landingPath',
      operator: 'is',
      values: [`${'*a'.repeat(99)}*b`],
    } as ChannelCondition;
    expect(matches(hostile, 'a'.repeat(100_000))).toBe(false);
    expect(matches(hostile, `${'a'.repeat(100_000)}b`)).toBe(true);
  });
});
