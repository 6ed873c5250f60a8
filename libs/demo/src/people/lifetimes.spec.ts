import { describe, expect, it } from '@jest/globals';
import { Random } from '../random/random.js';
import { drawLifetime } from './lifetimes.js';

const MANY = 40_000;

function shareStaying(days: number, loyalty: number): number {
  const random = new Random(3, 3);
  let staying = 0;
  for (let i = 0; i < MANY; i++) if (drawLifetime(loyalty, random) >= days) staying++;
  return staying / MANY;
}

describe('drawLifetime', () => {
  it('follows the shifted-beta-geometric survival', () => {
    // S(1) = β / (α + β), S(2) = S(1) (β + 1) / (α + β + 1) with α = 0.5, β = 0.95.
    expect(shareStaying(0, 1)).toBe(1);
    expect(shareStaying(1, 1)).toBeCloseTo(0.95 / 1.45, 2);
    expect(shareStaying(2, 1)).toBeCloseTo((0.95 / 1.45) * (1.95 / 2.45), 2);
  });

  it('is longer for the loyal', () => {
    expect(shareStaying(30, 1.3)).toBeGreaterThan(shareStaying(30, 1));
    expect(shareStaying(30, 0.7)).toBeLessThan(shareStaying(30, 1));
  });
});
