import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import golden from '../golden/bandit.json';
import { banditWeights, chancesToBeBest } from './bandit.js';
import { CORRECTIONS, adjustPValues } from './multiple-comparisons.js';
import { minimumDetectableEffect, powerOf, unitsNeeded } from './power.js';
import { sampleRatio } from './sample-ratio.js';

// scipy 1.17.1 chisquare; the first three are cookie_cats, adsmart and the page views of udacity_free_trial.
describe('the ratio of samples', () => {
  it.each([
    [[44700, 45489], [1, 1], 6.9024049496058275, 0.008607987810836262],
    [[4071, 4006], [1, 1], 0.5230902562832735, 0.4695264353014863],
    [[345543, 344660], [1, 1], 1.1296517111632376, 0.2878496417065941],
    [[100, 200, 310], [1, 2, 3], 0.16393442622950727, 0.921302164829519],
    [[5000, 4000], [0.5, 0.5], 111.11111111111111, 5.59455723619152e-26],
    [[1, 3], [0.1, 0.9], 0.9999999999999999, 0.3173105078629112],
  ])('%j of %j', (observed, weights, chiSquare, pValue) => {
    const found = sampleRatio(observed, weights);
    expect(found.chiSquare).toBeCloseTo(chiSquare, 9);
    expect(Math.abs(found.pValue / pValue - 1)).toBeLessThan(1e-9);
    expect(found.alarm).toBe(pValue < 0.001);
  });

  it('is wrong where somebody is in an arm of nobody', () => {
    expect(sampleRatio([100, 100, 1], [1, 1, 0])).toMatchObject({
      degreesOfFreedom: 1,
      pValue: 1,
      alarm: true,
    });
    expect(sampleRatio([100, 100, 0], [1, 1, 0]).alarm).toBe(false);
  });

  it('is no alarm before anybody came', () =>
    expect(sampleRatio([0, 0])).toMatchObject({ pValue: 1, alarm: false }));
  it.each([
    [[1, 2], [1]],
    [
      [1, 2],
      [1, 0],
    ],
    [[1], [1]],
  ])('refuses %j of %j', (observed, weights) =>
    expect(() => sampleRatio(observed, weights)).toThrow(/weight/),
  );
});

describe('many comparisons', () => {
  const pValues = [0.001, 0.04, 0.03, 0.5, 0.009, 0.04, 1, 0, 0.2];
  // statsmodels 0.15.0 multipletests
  it.each([
    ['holm', [0.008, 0.2, 0.18, 1, 0.063, 0.2, 1, 0, 0.6]],
    ['benjaminiHochberg', [0.0045, 0.06, 0.06, 0.5625, 0.027, 0.06, 1, 0, 0.2571428571428572]],
    ['bonferroni', [0.009, 0.36, 0.27, 1, 0.081, 0.36, 1, 0, 1]],
  ] as const)('by %s', (correction, expected) => {
    adjustPValues(pValues, correction).forEach((p, index) => expect(p).toBeCloseTo(expected[index]!, 12));
  });

  it('by the share of false ones leaves the largest as it is, to the last digit', () => {
    expect(adjustPValues([0.03, 0.02, 0.05], 'benjaminiHochberg')).toEqual([0.045, 0.045, 0.05]);
  });

  it.each(CORRECTIONS)('%s only ever raises, keeps the order, and skips what there is not', (correction) => {
    const list = fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 12 });
    fc.assert(
      fc.property(list, (given) => {
        const adjusted = adjustPValues(given, correction);
        given.forEach((p, i) => {
          if (p === null) return expect(adjusted[i]).toBeNull();
          expect(adjusted[i]! * (1 + 1e-12)).toBeGreaterThanOrEqual(p);
          expect(adjusted[i]).toBeLessThanOrEqual(1);
          given.forEach((q, j) => {
            if (q !== null && p < q) expect(adjusted[i]!).toBeLessThanOrEqual(adjusted[j]!);
          });
        });
        const known = given.filter((p) => p !== null);
        expect(adjusted.filter((p) => p !== null)).toEqual(adjustPValues(known, correction));
      }),
    );
  });
});

describe('the planner', () => {
  // statsmodels 0.15.0 NormalIndPower: standardised effects 0.2, 0.05 and 0.01, of 100, 3,000 and 1,000 (2,000) people.
  it.each([
    [0.2, 200, 0.5, 0.2929889364479872],
    [0.05, 6_000, 0.5, 0.4906855676699689],
    [0.01, 3_000, 1 / 3, 0.057671570667657886],
  ])('effect %d with %d people', (effect, units, controlShare, power) => {
    // So small an effect on so high a mean that the mean's own error does not count.
    const mean = 1e6;
    expect(powerOf({ mean, variance: 1, controlShare }, units, effect / mean)).toBeCloseTo(power, 5);
  });

  it('finds the same people, effect and power from each other', () => {
    fc.assert(
      fc.property(
        fc.record({
          mean: fc.double({ min: 0.01, max: 100, noNaN: true }),
          variance: fc.double({ min: 0.01, max: 100, noNaN: true }),
          controlShare: fc.constantFrom(0.5, 0.2, 0.9),
          alternative: fc.constantFrom('twoSided' as const, 'oneSided' as const),
        }),
        fc.double({ min: 0.01, max: 0.5, noNaN: true }),
        fc.constantFrom(0.8, 0.9),
        (plan, effect, power) => {
          const units = unitsNeeded(plan, effect, power);
          expect(powerOf(plan, units, effect)).toBeGreaterThanOrEqual(power);
          if (units > 5) expect(powerOf(plan, units - 1, effect)).toBeLessThan(power);
          if (units > 8)
            expect(minimumDetectableEffect(plan, units, power)!).toBeLessThanOrEqual(effect * 1.0000001);
        },
      ),
    );
  });

  it('knows what cannot be planned', () => {
    const plan = { mean: 0.1, variance: 0.09 };
    expect(() => unitsNeeded(plan, 0)).toThrow(/must not be 0/);
    expect(() => powerOf({ ...plan, mean: 0 }, 100, 0.1)).toThrow(/must not be 0/);
    expect(() => powerOf({ ...plan, variance: 0 }, 100, 0.1)).toThrow(/above 0/);
    expect(minimumDetectableEffect({ mean: 0.001, variance: 100 }, 10)).toBeNull();
  });
});

describe('the bandit', () => {
  const arm = (mean: number, n = 1_000) => ({ n, mean, variance: 1 });
  it('gives equal arms equal shares, and each one its floor', () => {
    banditWeights([arm(1), arm(1), arm(1)])?.forEach((weight) => expect(weight).toBeCloseTo(1 / 3, 8));
    const [bad, good] = banditWeights([arm(0), arm(1)])!;
    expect([bad, good]).toEqual([expect.closeTo(0.01, 9), expect.closeTo(0.99, 9)]);
    expect(banditWeights([arm(0), arm(1)], true)![0]).toBeCloseTo(0.99, 9);
  });
  it('knows of two arms what the normal distribution says', () => {
    // scipy 1.17.1: norm.cdf(0.05 / sqrt(2 / 1000)).
    expect(chancesToBeBest([arm(1), arm(1.05)])[1]).toBeCloseTo(0.8682237613585136, 8);
  });
  it.each(golden.cases)(
    `is as sure of the best as ${golden.oracles}: $chances`,
    ({ arms, lowerIsBetter, chances }) => {
      const found = chancesToBeBest(arms, lowerIsBetter);
      chances.forEach((chance, arm) => expect(Math.abs(found[arm]! - chance)).toBeLessThan(1e-8));
    },
  );

  it('gets away from an arm in which nobody converts, and stays where all are alike', () => {
    const share = (mean: number, n = 1_000) => ({ n, mean, variance: mean * (1 - mean) });
    const [none, some] = banditWeights([share(0), share(0.1)])!;
    expect([none, some]).toEqual([expect.closeTo(0.01, 9), expect.closeTo(0.99, 9)]);
    // Where few converted at all it is not sure yet: the empty arm varies as 3 of 400 do.
    // scipy 1.17.1: .01 + .98·norm.cdf(0.015 / sqrt((var + 0.015·0.985) / 200)), var the variance of those 400.
    expect(banditWeights([share(0, 200), share(0.015, 200)])![1]).toBeCloseTo(0.9142822053, 9);
    expect(banditWeights([share(0), share(0)])).toBeNull();
    expect(banditWeights(Array.from({ length: 10 }, () => share(1)))).toBeNull();
  });
  it('waits for a hundred people in each arm', () => expect(banditWeights([arm(0, 99), arm(1)])).toBeNull());
});
