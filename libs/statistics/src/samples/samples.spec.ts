import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { effectOf } from '../comparisons/effect.js';
import { welchTest } from '../comparisons/t-test.js';
import quantiles from '../golden/quantiles.json';
import golden from '../golden/samples.json';
import { sampleOfClusters } from './clusters.js';
import { cupedSamples } from './cuped.js';
import { quantileBounds, quantileLevels, quantileOf, sampleOfQuantile } from './quantile.js';
import { sampleOfRatio } from './ratio.js';
import { sampleOfProportion, sampleOfSums, sampleOfValues } from './sample.js';
import { winsorise } from './winsorise.js';

const relativeError = (found: number, expected: number) =>
  Math.abs(found - expected) / Math.max(1e-12, Math.abs(expected));
type Arm = (typeof golden.cases)[number]['control'];

describe.each(golden.cases)('arms of $control.n and $treatment.n, as gbstats 0.8.0 has them', (given) => {
  const arms = [given.control, given.treatment];
  it('as a ratio', () => {
    const ratio = ({ n, m, d, md }: Arm) =>
      sampleOfRatio({ n, numerator: m, denominator: d, sumProducts: md });
    const [a, b] = [ratio(given.control), ratio(given.treatment)];
    expect(relativeError(a.variance, given.ratioVariance[0]!)).toBeLessThan(1e-9);
    expect(relativeError(b.variance, given.ratioVariance[1]!)).toBeLessThan(1e-9);
    const test = welchTest(effectOf(a, b, 'relative'));
    expect(test.estimate).toBeCloseTo(given.ratio.estimate, 10);
    expect(test.pValue).toBeCloseTo(given.ratio.p, 10);
    test.interval.forEach((end, at) => expect(end).toBeCloseTo(given.ratio.interval[at]!, 9));
  });

  it('with a covariate', () => {
    const found = cupedSamples(
      arms.map(({ n, m, x, mx }) => ({ n, outcome: m, covariate: x, sumProducts: mx })),
      ['control', 'treatment'],
    );
    expect(found.theta).toBeCloseTo(given.theta, 10);
    const [a, b] = found.samples;
    for (const [scale, expected] of [
      ['relative', given.cuped],
      ['absolute', given.cupedAbsolute],
    ] as const) {
      const test = welchTest(effectOf(a!, b!, scale));
      expect(test.estimate).toBeCloseTo(expected.estimate, 9);
      expect(test.standardError).toBeCloseTo(expected.se, 9);
      expect(test.pValue).toBeCloseTo(expected.p, 9);
    }
  });
});

describe('a ratio', () => {
  it('that all units have has no variance, however its sums are rounded', () => {
    const units = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 2, maxLength: 200 });
    const prices = fc.oneof(
      fc.double({ min: 0.01, max: 100, noNaN: true }),
      fc.integer({ min: 1, max: 100 }),
    );
    fc.assert(
      fc.property(units, prices, (bought, price) => {
        fc.pre(bought.some((one) => one > 0));
        const paid = bought.map((one) => one * price);
        const of = (values: number[], others = values) =>
          values.reduce((sum, value, at) => sum + value * others[at]!, 0);
        const ones = bought.map(() => 1);
        const sample = sampleOfRatio({
          n: bought.length,
          numerator: { sum: of(paid, ones), sumSquares: of(paid) },
          denominator: { sum: of(bought, ones), sumSquares: of(bought) },
          sumProducts: of(paid, bought),
        });
        expect(sample.variance).toBe(0);
      }),
      { seed: 11, numRuns: 200 },
    );
  });
});

describe('quantiles', () => {
  it.each(quantiles.cases)(
    'of $control.level as gbstats 0.8.0',
    ({ control, treatment, variance, estimate, p }) => {
      const [a, b] = [sampleOfQuantile(control), sampleOfQuantile(treatment)];
      expect(relativeError(a.variance, variance[0]!)).toBeLessThan(1e-9);
      const test = welchTest(effectOf(a, b, 'relative'));
      expect(test.estimate).toBeCloseTo(estimate, 10);
      expect(test.pValue).toBeCloseTo(p, 10);
    },
  );

  it('of events of the same people', () => {
    const bounds = { n: 600, level: 0.9, estimate: 7.2, lower: 6.8, upper: 7.9 };
    const sums = {
      clusters: 80,
      below: { sum: 540, sumSquares: 5000 },
      events: { sum: 600, sumSquares: 6100 },
      sumProducts: 5500,
    };
    expect(relativeError(sampleOfQuantile(bounds, sums).variance, quantiles.clustered)).toBeLessThan(1e-9);
  });

  it.each([
    [[1, 2, 3, 4], 0.5, 2.5],
    [[1, 2, 3, 4], 0.9, 3.7],
    [[5], 0.3, 5],
    [[3, 1], 1, 3],
  ])('of %j at %d', (values, level, expected) => expect(quantileOf(values, level)).toBeCloseTo(expected, 12));

  it('are refused for too few values', () => {
    expect(() => sampleOfQuantile(quantileBounds([1, 2, 3], 0.9))).toThrow(/too few/);
    expect(quantileLevels(100, 0.5).lower).toBeCloseTo(0.402, 3);
  });
});

const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 50 });

describe('samples', () => {
  it('are the same of sums and of values', () => {
    fc.assert(
      fc.property(values, (list) => {
        const of = sampleOfValues(list);
        const sum = list.reduce((all, one) => all + one, 0);
        const sums = sampleOfSums({
          n: list.length,
          sum,
          sumSquares: list.reduce((all, one) => all + one * one, 0),
        });
        expect(sums.mean).toBeCloseTo(of.mean, 8);
        expect(sums.variance).toBeCloseTo(of.variance, 5);
      }),
    );
  });

  it('of clusters of one are those of their values but for nothing', () => {
    fc.assert(
      fc.property(values, (list) => {
        const clusters = sampleOfClusters(list.map((total) => ({ people: 1, total })));
        const plain = sampleOfValues(list);
        expect(clusters.mean).toBeCloseTo(plain.mean, 8);
        expect(clusters.variance).toBeCloseTo(plain.variance, 5);
      }),
    );
  });

  const sumsOf = (n: number, valueOf: (index: number) => number) => {
    let [sum, sumSquares] = [0, 0];
    for (let index = 0; index < n; index++) {
      const value = valueOf(index);
      sum += value;
      sumSquares += value * value;
    }
    return { n, sum, sumSquares };
  };

  it.each([0.1, 1 / 3, 19.99, -7.7, 1e-7, 123_456.789])('of equal values have no variance: %d', (value) => {
    for (const n of [2, 3, 10, 125, 300, 4_999, 100_000])
      expect(sampleOfSums(sumsOf(n, () => value)).variance).toBe(0);
  });

  it.each([
    ['a thousandth of the mean', (index: number) => 1_000.1 + (index % 2)],
    ['one of a million who did more', (index: number) => (index === 0 ? 1.1 : 0.1)],
    ['one of a million who did not', (index: number) => (index === 0 ? 0 : 1)],
  ])('of values that differ a little have the variance that they have: %s', (_, valueOf) => {
    const n = 1_000_000;
    const plain = sampleOfValues(Array.from({ length: n }, (__, index) => valueOf(index)));
    const { variance } = sampleOfSums(sumsOf(n, valueOf));
    expect(Math.abs(variance / plain.variance - 1)).toBeLessThan(1e-3);
  });

  it('have no other values than they can have', () => {
    expect(() => sampleOfSums({ n: 2, sum: 10, sumSquares: 1 }, 'control')).toThrow(/less than any 2 values/);
    expect(() => sampleOfSums({ n: 1, sum: 10, sumSquares: 100 })).toThrow(/at least 2/);
    expect(() => sampleOfProportion(0, 0)).toThrow(/at least 1/);
    expect(() =>
      sampleOfRatio({
        n: 3,
        numerator: { sum: 1, sumSquares: 1 },
        denominator: { sum: 0, sumSquares: 0 },
        sumProducts: 0,
      }),
    ).toThrow(/nothing to divide/);
  });

  it('of a covariate that says nothing are as they were', () => {
    const arm = {
      n: 4,
      outcome: { sum: 8, sumSquares: 20 },
      covariate: { sum: 4, sumSquares: 4 },
      sumProducts: 8,
    };
    const { theta, samples, unadjusted, varianceReduction } = cupedSamples(
      [arm, arm],
      ['control', 'treatment'],
    );
    expect([theta, varianceReduction]).toEqual([0, 0]);
    expect(samples[0]?.mean).toBe(unadjusted[0]?.mean);
  });

  it('are capped at a quantile', () => {
    expect(winsorise([1, 2, 3, 100], 0.5)).toEqual([1, 2, 2.5, 2.5]);
  });
});
