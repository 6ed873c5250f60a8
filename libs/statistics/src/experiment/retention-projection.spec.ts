import { describe, expect, it } from '@jest/globals';
import cases from '../golden/retention-projection.json';
import { projectRetention, retentionCurve } from './retention-projection.js';

// Python 3 in double precision: normal equations by Cramer's rule, how the projection follows each point by differences.
describe('retention that is projected', () => {
  it.each(cases)('to day $day', ({ control, treatment, day, confidence, ...truth }) => {
    const found = projectRetention(control, treatment, day, confidence);
    [found.control, found.treatment].forEach(({ rate, exponent, standardError }, arm) => {
      expect(rate).toBeCloseTo(truth.rates[arm]!, 10);
      expect(exponent).toBeCloseTo(truth.exponents[arm]!, 10);
      expect(standardError).toBeCloseTo(truth.standardErrors[arm]!, 9);
    });
    expect(found.relativeLift).toBeCloseTo(truth.relativeLift, 9);
    found.interval.forEach((end, side) => expect(end).toBeCloseTo(truth.interval[side]!, 7));
  });

  it('goes on along a curve that is exactly one', () => {
    const points = [1, 4, 16, 64].map((day) => ({ day, people: 8000, returned: 3200 / Math.sqrt(day) }));
    const { scale, exponent, rate } = retentionCurve(points, 256);
    expect([scale, exponent, rate]).toEqual([0.4, -0.5, 0.025].map((one) => expect.closeTo(one, 12)));
  });

  it('has an interval that covers the truth, also where the same people come back', () => {
    const random = generator(7);
    const arm = (lift: number) => {
      const days = [1, 3, 7, 14];
      const back = days.map(() => 0);
      for (let person = 0; person < 1000; person++) {
        // Whoever likes it much is back on all days, and whoever does not on none.
        const liking = random();
        days.forEach((day, index) => {
          if (liking < lift * 0.5 * day ** -0.4) back[index]!++;
        });
      }
      return days.map((day, index) => ({ day, people: 1000, returned: back[index]! }));
    };
    const covered = Array.from({ length: 400 }, () => projectRetention(arm(1), arm(1.1), 90)).filter(
      ({ interval: [low, high] }) => low <= 0.1 && high >= 0.1,
    );
    expect(covered.length / 400).toBeGreaterThan(0.93);
  });

  const falling = [
    { day: 1, people: 100, returned: 40 },
    { day: 7, people: 100, returned: 20 },
    { day: 14, people: 100, returned: 10 },
  ];
  it.each([
    ['needs 3 days', falling.slice(1), 90],
    ['after the last', falling, 14],
    ['nobody or everybody', [...falling, { day: 28, people: 50, returned: 0 }], 90],
    ['do not fall', falling.map((point) => ({ ...point, returned: 10 + point.day })), 90],
    ['day 1 and later', [{ day: 0, people: 100, returned: 90 }, ...falling], 90],
  ])('is none where it %s', (message, points, day) => {
    expect(() => retentionCurve(points, day)).toThrow(message);
  });
});

/** Park and Miller's: the same numbers at every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
