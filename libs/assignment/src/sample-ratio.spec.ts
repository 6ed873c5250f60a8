import { sampleRatio } from '@groundswell/statistics';
import { describe, expect, it } from '@jest/globals';
import { chooseVariation, getBucketRanges } from './bucketing/buckets.js';
import { hash } from './bucketing/hash.js';
import { inNamespace } from './bucketing/namespace.js';

const TESTS = 250;
const PEOPLE = 800;
const WORDS = ['new-onboarding', 'checkout', 'price', 'referral-reward', 'tour'];
const keys = Array.from({ length: TESTS }, (_, at) => `${WORDS[at % WORDS.length]}-${at}`);

/** Digits that nothing of ours makes: multiplied by an odd number (Knuth's), two halves of them. */
const digits = (at: number, base: number) =>
  (Math.imul(at + 1, 0x9e37_79b1) >>> 0).toString(base) +
  (Math.imul(at + 7, 0x85eb_ca6b) >>> 0).toString(base);
const NAMES = ['li', 'wang', 'anna', 'john', 'olga'];
const MAIL = ['qq.com', '163.com', 'gmail.com'];
const IDS: Record<string, (at: number) => string> = {
  'numbers that count up': (at) => String(1_000_001 + at),
  'small numbers': (at) => String(at + 1),
  uuids: (at) =>
    digits(at, 16)
      .padStart(32, '0')
      .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
  'mail addresses': (at) => `${NAMES[at % 5]}.${at}@${MAIL[at % 3]}`,
  'openids of WeChat': (at) => `o6_bmj${digits(at, 36).padEnd(22, 'Z')}`,
};

/** Of sound tests, how many a test at the level of 5 % may find, and of 250: five standard deviations more. */
const MOST_AT_5_PERCENT = TESTS * 0.05 + 5 * Math.sqrt(TESTS * 0.05 * 0.95);

interface Found {
  low: number;
  alarms: number;
}
function found(pValues: number[]): Found {
  return {
    low: pValues.filter((p) => p < 0.05).length,
    alarms: pValues.filter((p) => p < 0.001).length,
  };
}
const expectSound = ({ low, alarms }: Found) => {
  expect(low).toBeGreaterThan(0);
  expect(low).toBeLessThan(MOST_AT_5_PERCENT);
  expect(alarms).toBeLessThanOrEqual(3);
};

describe.each(Object.entries(IDS))('of hundreds of tests on %s', (_kind, idOf) => {
  const ids = Array.from({ length: PEOPLE }, (_, at) => idOf(at));
  const armsOf = (key: string, ranges = getBucketRanges(2, 1)) =>
    ids.map((id) => chooseVariation(hash(key, id, 2)!, ranges));

  it('about as many have an odd sample ratio as chance gives', () => {
    const weights = [0.2, 0.3, 0.5];
    const ranges = getBucketRanges(3, 1, weights);
    const pValues = keys.map((key) => sampleRatio(counted(armsOf(key, ranges), 3), weights).pValue);
    expectSound(found(pValues));
  });

  it('one says nothing of the next one', () => {
    const arms = keys.map((key) => armsOf(key));
    // Where two tests have nothing to do with each other, as many agree as differ.
    const pValues = arms.slice(1).map((arm, at) => {
      const same = arm.filter((one, person) => one === arms[at]![person]).length;
      return sampleRatio([same, PEOPLE - same]).pValue;
    });
    expectSound(found(pValues));
  });

  it('parts of a layer have nobody in common, their size, and even tests within', () => {
    const pValues = keys.map((key) => {
      const first = ids.filter((id) => inNamespace(id, [key, 0, 0.4]));
      const rest = ids.filter((id) => inNamespace(id, [key, 0.4, 1]));
      expect(new Set([...first, ...rest]).size).toBe(first.length + rest.length);
      const within = rest.map((id) => chooseVariation(hash(`in-${key}`, id, 2)!, getBucketRanges(2, 1)));
      return [
        sampleRatio([first.length, rest.length], [0.4, 0.6]).pValue,
        sampleRatio(counted(within, 2)).pValue,
      ];
    });
    const sizes = found(pValues.map(([size]) => size!));
    expect([sizes.low < MOST_AT_5_PERCENT, sizes.alarms <= 3]).toEqual([true, true]);
    expectSound(found(pValues.map(([, even]) => even!)));
  });
});

function counted(arms: readonly number[], count: number): number[] {
  const people = new Array<number>(count).fill(0);
  for (const arm of arms) people[arm]!++;
  return people;
}
