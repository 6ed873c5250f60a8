import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { curveOf, densityAt, drawnRange, middle95 } from './posterior.js';

const posteriors = fc.record({
  mean: fc.double({ min: -0.9, max: 3, noNaN: true }),
  standardDeviation: fc.double({ min: 0.001, max: 2, noNaN: true }),
});

/** By the trapezoid rule. */
function areaOf(points: [number, number][]): number {
  return points
    .slice(1)
    .reduce((sum, [x, y], at) => sum + ((y + points[at]![1]) / 2) * (x - points[at]![0]), 0);
}

describe('the curve of a posterior', () => {
  it('is the standard normal density', () => {
    // scipy 1.14: norm.pdf([0, 1, 2])
    const expected = [0.3989422804014327, 0.24197072451914337, 0.05399096651318806];
    const standard = { mean: 0, standardDeviation: 1 };
    expected.forEach((density, value) => expect(densityAt(standard, value)).toBeCloseTo(density, 12));
  });

  it('has an area of 1, of which 95 % are in the middle', () => {
    fc.assert(
      fc.property(posteriors, (posterior) => {
        const { mean, standardDeviation } = posterior;
        const wide = [mean - 6 * standardDeviation, mean + 6 * standardDeviation] as const;
        expect(areaOf(curveOf(posterior, wide, 1001))).toBeCloseTo(1, 6);
        expect(areaOf(curveOf(posterior, middle95(posterior), 1001))).toBeCloseTo(0.95, 5);
      }),
    );
  });

  it('is drawn with no difference in view', () => {
    fc.assert(
      fc.property(fc.array(posteriors, { maxLength: 4 }), (several) => {
        const [from, to] = drawnRange(several);
        expect(from).toBeLessThanOrEqual(0);
        expect(to).toBeGreaterThanOrEqual(0);
        for (const { mean } of several) expect(from <= mean && mean <= to).toBe(true);
      }),
    );
  });
});
