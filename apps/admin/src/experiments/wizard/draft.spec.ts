import { describe, expect, it } from '@jest/globals';
import { type Draft, bodyOf, conditionOf, draftOfExperiment, draftOfTemplate, evenly } from './draft.js';
import { firstOpenStep, problemOf } from './problems.js';

const whole: Draft = {
  ...draftOfTemplate('onboarding', 'Fewer fields, more accounts.'),
  name: 'Short form',
  metrics: [{ metricId: 1, role: 'goal' }],
};
const variation = (key: string, weight: number, name = key) => ({ key, name, weight });

describe('a draft', () => {
  it.each([
    [{ name: ' ' }, 'hypothesis', 'name'],
    [{ hypothesis: '' }, 'hypothesis', 'hypothesis'],
    [{ hypothesis: 'If newcomers …' }, 'hypothesis', 'dots'],
    [{ key: 'no key' }, 'hypothesis', 'badKey'],
    [{ variations: [variation('a', 0.5), variation('a', 0.5)] }, 'variations', 'sameKey'],
    [{ variations: [variation('a', 0.5), variation('b', 0.4)] }, 'variations', 'weights'],
    [{ variations: [variation('a', 1), variation('b', 0)] }, 'variations', 'twoWeights'],
    [{ variations: [variation('a', 0.5), variation('b', 0.5, '')] }, 'variations', 'variationName'],
    [{ variations: [variation('a', 0.5), variation('', 0.5)] }, 'variations', 'badKey'],
    [{ coverage: 0 }, 'targeting', 'coverage'],
    [{ conditions: [{ attribute: 'country', operator: 'is', value: '' }] }, 'targeting', 'condition'],
    [{ metrics: [{ metricId: 1, role: 'guardrail' }] }, 'metrics', 'goal'],
    [{ minimumEffect: 0 }, 'metrics', 'effect'],
  ] as [Partial<Draft>, ReturnType<typeof firstOpenStep>, string][])(
    'with %j is not done with %s',
    (change, step, message) => {
      const draft = { ...whole, ...change };
      expect([firstOpenStep(draft), problemOf(step, draft)?.message]).toEqual([step, message]);
    },
  );

  it('that is whole is ready for review', () => expect(firstOpenStep(whole)).toBe('review'));

  it('has its rows as a condition, and comes back as it was', () => {
    const condition = {
      country: { $in: ['CN', 'HK'] },
      os: { $ne: 'iOS' },
      $or: [{ a: 1 }],
      age: { $gt: 3 },
    };
    const body = bodyOf(whole) as unknown as Parameters<typeof draftOfExperiment>[0];
    const draft = draftOfExperiment({ ...body, assignment: { ...body.assignment, condition } });
    expect(draft.conditions).toEqual([
      { attribute: 'country', operator: 'oneOf', value: 'CN, HK' },
      { attribute: 'os', operator: 'isNot', value: 'iOS' },
    ]);
    expect(conditionOf(draft)).toEqual(condition);
  });

  it.each([2, 3, 6, 7, 10])('shares evenly among %d', (count) => {
    const shared = evenly(Array.from({ length: count }, (_, index) => variation(`v${index}`, 0)));
    expect(shared.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 10);
    expect(Math.max(...shared.map(({ weight }) => Math.abs(weight - 1 / count)))).toBeLessThan(0.001);
  });
});
