import { type InternalRule, internalRuleSchema } from '@groundswell/contracts';
import { describe, expect, it } from '@jest/globals';
import { fieldOf, INTERNAL_KINDS, kindOf, nameOf, ofKind, pathOf, placeOf } from './rule-fields.js';

const rule: InternalRule = { field: 'userId', operator: 'startsWith', value: 'x.example' };

describe('rules as fields', () => {
  it.each(INTERNAL_KINDS)('turns a rule into one on %s', (kind) => {
    const turned = ofKind(rule, kind);
    expect(kindOf(turned)).toBe(kind);
    expect(kindOf(ofKind(turned, 'userId'))).toBe('userId');
  });

  it('makes rules that the API takes', () => {
    const all = [
      rule,
      ofKind(rule, 'emailDomain'),
      { ...ofKind(rule, 'ip'), value: '10.0.0.0/8' },
      { ...ofKind(rule, 'property'), field: fieldOf(' plan ') },
    ];
    expect(all.map((one) => internalRuleSchema.safeParse(one).success)).toEqual([true, true, true, true]);
  });

  it('takes paths apart and together', () => {
    const path = pathOf('traits', 'a.b');
    expect([placeOf({ path, action: 'drop' }), nameOf({ path, action: 'drop' })]).toEqual(['traits', 'a.b']);
  });
});
