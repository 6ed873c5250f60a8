import { describe, expect, it } from '@jest/globals';
import { ACTIVE_PEOPLE, linear, smooth } from './anchors.js';

describe('smooth', () => {
  it('goes through its points and never beyond the two around a day', () => {
    ACTIVE_PEOPLE.forEach(([day, people], i) => {
      expect(smooth(ACTIVE_PEOPLE, day)).toBeCloseTo(people, 6);
      const next = ACTIVE_PEOPLE[i + 1];
      for (let between = day; next && between < next[0]; between += 0.25) {
        const value = smooth(ACTIVE_PEOPLE, between);
        expect(value).toBeGreaterThanOrEqual(Math.min(people, next[1]) - 1e-9);
        expect(value).toBeLessThanOrEqual(Math.max(people, next[1]) + 1e-9);
      }
    });
  });
});

describe('linear', () => {
  it('is straight between points and level outside', () => {
    const curve = [
      [2, 10],
      [4, 20],
    ] as const;
    expect([0, 2, 3, 4, 9].map((day) => linear(curve, day))).toEqual([10, 10, 15, 20, 20]);
  });
});
