import { describe, expect, it } from '@jest/globals';
import { type Question, compareArms } from './compare-arms.js';

const keys = ['control', 'treatment'];
const arms = (mean: number) => ({
  samples: [
    { n: 5_000, mean: 10, variance: 4 },
    { n: 5_000, mean, variance: 4 },
  ],
  proportions: [null, null],
  cuped: null,
});
const pOf = (mean: number, question: Partial<Question>) =>
  compareArms(keys, arms(mean), {
    ...({ alpha: 0.05, sequential: false, direction: 'up', role: 'guardrail', margin: 0.02 } as const),
    ...question,
  })[1]!.result.pValue!;

describe('the p-value of a guardrail with a margin', () => {
  it('is one-sided: that less than the margin is lost, in the direction of the metric', () => {
    expect(pOf(10, {})).toBeLessThan(1e-6);
    expect(pOf(9.8, {})).toBeCloseTo(0.5, 5);
    expect(pOf(9.6, {})).toBeGreaterThan(0.999);
    expect(pOf(10.4, { direction: 'down' })).toBeGreaterThan(0.999);
    expect(pOf(9.6, { direction: 'down' })).toBeLessThan(1e-6);
  });

  it('holds at every look of a sequential experiment', () => {
    const sequential = true;
    expect(pOf(10, { sequential })).toBeGreaterThan(pOf(10, {}));
    expect(pOf(10.05, { sequential })).toBeLessThan(0.001);
    // Surely beyond the margin, which is nothing that speaks for its being held.
    expect(pOf(9, { sequential })).toBe(1);
    expect(pOf(11, { sequential, direction: 'down' })).toBe(1);
  });
});
