import { describe, expect, it } from '@jest/globals';
import { withoutIds } from './without-ids.js';

const CN = { country: 'CN' };

describe('withoutIds', () => {
  it.each([
    [{ property: 'distinctId', operator: 'in', value: ['CN', 'ada'] }, { value: ['(erased)', 'ada'] }],
    [{ property: 'distinctId', operator: 'eq', value: 'CN' }, { value: '(erased)' }],
    [{ field: 'userId', operator: 'equals', value: 'CN' }, { value: '(erased)' }],
    [{ property: 'country', operator: 'eq', value: 'CN' }, {}],
    [{ field: 'emailDomain', operator: 'equals', value: 'CN' }, {}],
  ])('leaves the id out of %j', (filter, changes) => {
    const definition = { event: 'CN', filters: [filter] };
    expect(withoutIds(definition, new Set(['CN']))).toEqual({
      event: 'CN',
      filters: [{ ...filter, ...changes }],
    });
  });

  it('leaves it out of conditions by attributes of ids, however deep, and of nothing else', () => {
    const rule = (condition: object) => ({ id: 'CN', value: 'CN', condition });
    const before = rule({ $or: [{ userId: { $in: ['CN', 'ada'] } }, { $not: { device_id: 'CN' } }, CN] });
    expect(withoutIds([before], new Set(['CN']))).toEqual([
      rule({ $or: [{ userId: { $in: ['(erased)', 'ada'] } }, { $not: { device_id: '(erased)' } }, CN] }),
    ]);
  });

  it('leaves it out also where it is written as a number', () => {
    const before = { limit: 7, condition: { id: { $in: [7, 70, '7'] }, age: 7 } };
    expect(withoutIds(before, new Set(['7']))).toEqual({
      limit: 7,
      condition: { id: { $in: ['(erased)', 70, '(erased)'] }, age: 7 },
    });
  });

  it('changes nothing where no id is, whatever it is', () => {
    for (const json of [null, 'ada', 3, [], { a: [{ condition: null }], b: undefined }])
      expect(withoutIds(json, new Set(['CN']))).toEqual(json);
  });
});
