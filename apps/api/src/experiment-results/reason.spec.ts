import type { MetricFacts } from '@groundswell/clickhouse';
import type { MetricType } from '@groundswell/contracts';
import { projectRetention, StatisticsError } from '@groundswell/statistics';
import { describe, expect, it } from '@jest/globals';
import { compareArms } from './compare-arms.js';
import { noCurveOf, reasonOf } from './reason.js';
import { samplesOf } from './samples-of.js';

const question = { alpha: 0.05, sequential: false, direction: 'up', role: 'goal', margin: null } as const;

/** Why the variation is not compared with the control, from the sums of both. */
function whyNot(type: MetricType, shape: 'value' | 'ratio', ...sums: (readonly number[])[]) {
  const rows = sums.map((list, arm) => ({ kind: 'whole' as const, name: '', arm, sums: [...list] }));
  const facts = { shape, cap: null, rows } as MetricFacts;
  const compared = compareArms(['control', 'b'], samplesOf(type, facts, rows, 2), question);
  const { reason, reasonCode, reasonValues } = compared[1]!.result;
  return [reasonCode, reasonValues, reason];
}
const some = [100, 50, 50] as const;

describe('the reason why there is no comparison', () => {
  it.each([
    [
      'controlNoVariance',
      whyNot('proportion', 'value', [100, 0], [100, 50]),
      /^The control has no variance: all/,
    ],
    ['variationNoVariance', whyNot('proportion', 'value', [100, 50], [100, 100]), /^The variation has no/],
    ['controlAtZero', whyNot('mean', 'value', [100, 0, 50], some), /^The control has mean 0/],
    ['nothingToDivideBy', whyNot('ratio', 'ratio', [9, 1, 1, 0, 0, 0], [9, 1, 1, 1, 1, 1]), /divide/],
  ])('is %s', (code, found, sentence) => {
    expect(found).toEqual([code, {}, expect.stringMatching(sentence)]);
  });

  it('is how few there are, of the side that has them', () => {
    const few = (people: number) => ['tooFew', { people }, `${people} is too few to say anything.`];
    expect(whyNot('mean', 'value', some, [1, 3, 9])).toEqual(few(1));
    expect(whyNot('mean', 'value', [0, 0, 0], some)).toEqual(few(0));
    expect(whyNot('proportion', 'value', [50, 20], [1, 1])).toEqual(few(1));
  });

  it('says only that it cannot be calculated where data are not to blame, and hides no other error', () => {
    expect(reasonOf(new StatisticsError('sample.sum', 'is wrong'), {}).reasonCode).toBe('notCalculable');
    const other = new TypeError('not ours');
    expect(() => reasonOf(other, {})).toThrow(other);
    expect(() => noCurveOf(other)).toThrow(other);
  });

  it('is why a curve of retention does not fit', () => {
    const curve = (...returned: number[]) => {
      const points = returned.map((back, place) => ({ day: place + 1, people: 100, returned: back }));
      try {
        return projectRetention(points, points, 30);
      } catch (error) {
        return noCurveOf(error).reasonCode;
      }
    };
    expect(curve(50, 40, 0)).toBe('nobodyOrEverybodyBack');
    expect(curve(20, 30, 40)).toBe('noFall');
    expect(curve(50, 40)).toBe('noCurve');
    expect(curve(50, 40, 30)).toHaveProperty('relativeLift');
  });
});
