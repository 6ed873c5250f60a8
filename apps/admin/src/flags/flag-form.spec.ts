import type { Flag } from '@groundswell/contracts';
import { flagRuleSchema, keySchema } from '@groundswell/contracts';
import { describe, expect, it } from '@jest/globals';
import { draftOf, formOf, formProblems, movedRule, newRule, ruleTitle } from './flag-form.js';

const condition = { country: { $in: ['DE', 'FR'] } };
const base = { description: 'Why', condition, prerequisites: [{ key: 'other', condition: { value: true } }] };
const rules = [
  { kind: 'force', id: 'a', value: { size: 1 }, from: '2026-03-01T10:00:00.000Z', ...base },
  {
    kind: 'rollout',
    id: 'b',
    value: [],
    coverage: 0.125,
    steps: [{ at: '2026-04-01T10:30:00.000Z', coverage: 1 }],
    guard: { metrics: [{ metricId: 3, margin: 0.01 }] },
    ...base,
  },
  { kind: 'experiment', id: 'c', experimentId: 7, values: { control: 1, treatment: 2 }, ...base },
].map((rule) => flagRuleSchema.parse(rule));
const flag = {
  key: 'menu',
  type: 'json',
  description: 'Of the menu',
  defaultValue: null,
  schema: { type: 'object' },
  prerequisites: [{ key: 'parent', condition: { value: true } }],
  rules,
};

describe('the form of a flag', () => {
  it('gives back what it was made of', () => {
    const form = formOf(flag as unknown as Flag);
    expect(formProblems(form)).toEqual(new Set());
    const { description, schema, defaultValue, prerequisites } = flag;
    expect(draftOf(form)).toEqual({ description, schema, defaultValue, prerequisites, rules });
  });

  it('puts rules in another order, and turns one off with a word on what it is for', () => {
    const form = formOf(flag as unknown as Flag);
    const ids = (by: 1 | -1, at: number) => movedRule(form.rules, at, by).map(({ id }) => id);
    expect([ids(1, 0), ids(-1, 2), ids(-1, 1)]).toEqual([
      ['b', 'a', 'c'],
      ['a', 'c', 'b'],
      ['b', 'a', 'c'],
    ]);
    form.rules[0] = { ...form.rules[0]!, enabled: false, description: ' Germany first ' };
    expect(draftOf(form).rules[0]).toMatchObject({ enabled: false, description: 'Germany first' });
    expect(formOf({ ...flag, rules: draftOf(form).rules } as unknown as Flag).rules[0]!.enabled).toBe(false);
  });

  it('gives a new rule an id that none had before, also of those removed, and calls it by its place', () => {
    const made = Array.from({ length: 50 }, () => newRule('boolean'));
    expect(new Set(made.map(({ id }) => id)).size).toBe(made.length);
    expect(made.every(({ id }) => keySchema.safeParse(id).success)).toBe(true);
    const all = [...rules, made[0]!, { ...made[1]!, description: ' Germany ' }];
    const called = (id: string) => ruleTitle(all, id, (place) => `Rule ${place}`);
    expect([made[0]!.id, made[1]!.id, 'gone'].map(called)).toEqual(['Rule 4', 'Germany', 'gone']);
    expect(ruleTitle([{ id: 'grow', description: '' }], 'grow', String)).toBe('grow');
  });

  it('says what cannot be sent', () => {
    const form = { ...formOf(null), key: 'not a key', type: 'number' as const, defaultValue: 'seven' };
    const rule = {
      ...newRule('number'),
      condition: '{"country"',
      from: '2026-01-02T00:00',
      to: '2026-01-01T00:00',
    };
    const steps = [{ at: '', coverage: '101' }];
    form.rules = [
      rule,
      { ...rule, kind: 'experiment', condition: '', to: '', values: { control: 'x' } },
      {
        ...rule,
        kind: 'rollout',
        value: 'x',
        condition: '',
        to: '',
        coverage: 'all',
        steps,
        guard: { metrics: [], controlShare: 0.2, alpha: 0.05 },
      },
    ];
    const wrong = [
      'key',
      'defaultValue',
      'rules.0.condition',
      'rules.0.to',
      'rules.1.experimentId',
      'rules.1.values.control',
      'rules.2.value',
      'rules.2.guard',
      'rules.2.coverage',
      'rules.2.steps.0',
    ];
    expect(formProblems(form)).toEqual(new Set(wrong));
  });
});
