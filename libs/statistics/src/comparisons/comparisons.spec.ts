import { describe, expect, it } from '@jest/globals';
import golden from '../golden/comparisons.json';
import { StatisticsError } from '../statistics-error.js';
import { bayesianTest } from './bayesian.js';
import { SCALES, effectOf } from './effect.js';
import { sequentialTest } from './sequential.js';
import { welchTest } from './t-test.js';

/** Relative to its size where it has one. */
const near = (value: number, digits = 10) =>
  value === 0
    ? expect.closeTo(0, 12)
    : { asymmetricMatch: (found: unknown) => isNear(Number(found), value, digits) };
const isNear = (found: number, value: number, digits: number) =>
  Math.abs(found - value) <= Math.max(Math.abs(value) * 10 ** -digits, 1e-14);
const both = ([low, high]: number[], digits = 9) => [near(low!, digits), near(high!, digits)];

describe.each(golden.cases)('$control and $treatment', ({ control, treatment, absolute, engine }) => {
  it('is tested as scipy 1.17.1 does', () => {
    const effect = effectOf(control, treatment, 'absolute');
    const { pValue, statistic, degreesOfFreedom, interval } = welchTest(effect);
    expect({ pValue, statistic, degreesOfFreedom, interval }).toEqual({
      pValue: near(absolute.p, 9),
      statistic: near(absolute.t),
      degreesOfFreedom: near(absolute.df),
      interval: both(absolute.interval),
    });
    const greater = welchTest(effect, { alternative: 'greater' });
    const less = welchTest(effect, { alternative: 'less' });
    expect(greater.pValue).toEqual(near(absolute.greater, 9));
    expect(greater.pValue + less.pValue).toBeCloseTo(1, 12);
    expect([greater.interval[1], less.interval[0]]).toEqual([null, null]);
  });

  it.each(SCALES)('gives the %s effects of gbstats 0.8.0', (scale) => {
    const effect = effectOf(control, treatment, scale);
    const expected = engine[scale];
    const test = welchTest(effect);
    expect(test.estimate).toEqual(near(expected.expected));
    expect(test.standardError).toEqual(near(expected.se));
    expect(test.interval).toEqual(both(expected.interval));
    expect(test.pValue).toBeCloseTo(expected.p, 12);
    const sequential = sequentialTest(effect, control.n + treatment.n);
    expect(sequential.interval).toEqual(both(expected.sequential.interval));
    expect(sequential.pValue).toBeCloseTo(expected.sequential.p, 12);
    if (!('flat' in expected) || !expected.flat || !expected.prior) return;
    const { flat, prior } = expected;
    const lossOf = ({ expectedLoss }: ReturnType<typeof bayesianTest>) => [
      expectedLoss.control,
      expectedLoss.treatment,
    ];
    const plain = bayesianTest(effect);
    expect(plain.chanceToWin).toBeCloseTo(flat.chanceToWin, 12);
    expect(plain.interval).toEqual(both(flat.interval));
    const believed = bayesianTest(effect, { prior: { mean: 0.01, variance: 0.09 } });
    expect(believed.mean).toEqual(near(prior.mean));
    expect(believed.interval).toEqual(both(prior.interval));
    expect(believed.chanceToWin).toBeCloseTo(prior.chanceToWin, 12);
    const size = test.standardError;
    lossOf(plain).forEach((loss, arm) => expect(loss / size).toBeCloseTo(flat.risk[arm]! / size, 8));
    lossOf(believed).forEach((loss, arm) => expect(loss / size).toBeCloseTo(prior.risk[arm]! / size, 8));
  });
});

function faultOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

describe('what cannot be compared', () => {
  const arm = { n: 10, mean: 1, variance: 2 };
  it.each([
    [{ ...arm, variance: 0 }, arm, 'absolute', 'control', /no variance/],
    [arm, { ...arm, variance: 0 }, 'absolute', 'treatment', /no variance/],
    [arm, { ...arm, variance: Number.NaN }, 'absolute', 'treatment', /no variance/],
    [{ ...arm, n: 1 }, arm, 'absolute', 'control.n', /at least 2/],
    [{ ...arm, mean: 0 }, arm, 'relative', 'control', /mean 0/],
  ] as const)('%j with %j, %s', (control, treatment, scale, path, message) => {
    const compare = () => effectOf(control, treatment, scale);
    expect(compare).toThrow(message);
    expect(faultOf(compare)).toBeInstanceOf(StatisticsError);
    expect((faultOf(compare) as StatisticsError).path).toBe(path);
  });

  it('is not a control of mean 0 where the effect is absolute', () => {
    expect(effectOf({ ...arm, mean: 0 }, arm, 'absolute').estimate).toBe(1);
  });
});

describe('relative effects', () => {
  it('are of the size of the control: better is above 0 also below 0', () => {
    const effect = effectOf({ n: 9, mean: -4, variance: 1 }, { n: 9, mean: -3, variance: 1 }, 'relative');
    expect(effect.estimate).toBe(0.25);
  });
});

describe('a guardrail', () => {
  it('holds where the effect is surely above its margin', () => {
    const effect = effectOf(
      { n: 4_000, mean: 10, variance: 9 },
      { n: 4_000, mean: 9.95, variance: 9 },
      'relative',
    );
    const margin = { alternative: 'greater', nullEffect: -0.03 } as const;
    expect(welchTest(effect, margin).pValue).toBeLessThan(0.001);
    expect(welchTest(effect, { alternative: 'greater' }).pValue).toBeGreaterThan(0.5);
  });
});

describe('the expected loss', () => {
  it('changes sides where less is better', () => {
    const effect = effectOf({ n: 50, mean: 10, variance: 9 }, { n: 50, mean: 11, variance: 9 }, 'absolute');
    const more = bayesianTest(effect);
    const less = bayesianTest(effect, { lowerIsBetter: true });
    expect(less.chanceToWin).toBeCloseTo(1 - more.chanceToWin, 12);
    expect(less.expectedLoss).toEqual({
      control: more.expectedLoss.treatment,
      treatment: more.expectedLoss.control,
    });
  });
});
