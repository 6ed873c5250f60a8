import { describe, expect, it } from '@jest/globals';
import { Random } from './random.js';
import { sampleExactly } from './sample-exactly.js';

function sample(weights: number[], count: number, seed = 1): Uint8Array {
  const chosen = new Uint8Array(weights.length);
  const total = sampleExactly(Float64Array.from(weights), weights.length, count, chosen, new Random(seed, 0));
  expect(total).toBe(chosen.reduce((sum, one) => sum + one, 0));
  return chosen;
}

describe('sampleExactly', () => {
  it('chooses exactly as many as asked for, each at most once', () => {
    const random = new Random(7, 7);
    for (let round = 1; round <= 300; round++) {
      const weights = Array.from({ length: 1 + random.below(200) }, () => random.unit() ** 4 + 1e-9);
      const count = random.between(0, weights.length);
      const chosen = sample(weights, count, round);
      expect(chosen.reduce((sum, one) => sum + one, 0)).toBe(count);
      expect(Math.max(...chosen)).toBeLessThanOrEqual(1);
    }
  });

  it('chooses in proportion to the weights', () => {
    const often = [0, 0, 0];
    for (let seed = 0; seed < 3_000; seed++)
      sample([1, 2, 3], 1, seed).forEach((one, i) => (often[i]! += one));
    expect(often[0]! / 3_000).toBeCloseTo(1 / 6, 1);
    expect(often[2]! / 3_000).toBeCloseTo(1 / 2, 1);
  });

  it('takes for certain what weighs most, never what weighs nothing', () => {
    expect([...sample([100, 0, 1, 0, 100], 2)]).toEqual([1, 0, 0, 0, 1]);
    expect([...sample([1, 0, 1], 3)]).toEqual([1, 0, 1]);
    expect([...sample([0, 0], 1)]).toEqual([0, 0]);
    expect([...sample([], 0)]).toEqual([]);
  });
});
