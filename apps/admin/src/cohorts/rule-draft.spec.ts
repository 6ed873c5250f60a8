import type { CohortRule } from '@groundswell/contracts';
import { describe, expect, it } from '@jest/globals';
import { NEW_DID, NEW_KNOWN, draftOf, newDid, ruleOf } from './rule-draft.js';

describe('rules of a cohort as they are typed', () => {
  it.each<CohortRule>([
    { type: 'property', property: 'person.plan', operator: 'eq', value: 'pro' },
    { type: 'property', property: 'person.age', operator: 'gte', value: 18 },
    { type: 'property', property: 'person.plan', operator: 'isNotSet' },
    { type: 'property', property: 'person.plan', operator: 'in', value: ['a', 'b'] },
    { type: 'behaviour', did: true, event: 'buy', atLeast: 3, lastDays: 30 },
    { type: 'behaviour', did: false, atLeast: 1 },
    { type: 'behaviour', did: true, atLeast: 1, atMost: 2, from: '2025-01-01', to: '2025-01-31' },
    { type: 'behaviour', did: true, atLeast: 1, from: '2025-01-01' },
    {
      ...{ type: 'behaviour', did: true, event: 'open', atLeast: 1 },
      filters: [{ property: 'platform', operator: 'eq', value: 'web' }],
    },
  ])('%j is the same after it was shown', (rule) => expect(ruleOf(draftOf(rule))).toEqual(rule));

  it.each([
    NEW_KNOWN,
    { ...NEW_KNOWN, property: 'person.' },
    { ...NEW_KNOWN, property: 'plan' },
    { ...NEW_DID, atLeast: '0' },
    { ...NEW_DID, atLeast: '1.5' },
    { ...NEW_DID, lastDays: 'x' },
    { ...NEW_DID, span: 'between' as const },
    { ...NEW_DID, span: 'between' as const, from: '2025-02-01', to: '2025-01-01' },
  ])('%j is none yet', (draft) => expect(ruleOf(draft)).toBeNull());

  it('begin with the last days of the data where it ended long ago', () => {
    expect(newDid('2025-01-31', '2026-01-01')).toMatchObject({
      span: 'between',
      from: '2025-01-02',
      to: '2025-01-31',
    });
    expect(newDid('2025-12-31', '2026-01-01')).toBe(NEW_DID);
    expect(newDid(null, '2026-01-01')).toBe(NEW_DID);
  });
});
