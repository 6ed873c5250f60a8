import { describe, expect, it } from '@jest/globals';
import type { SavedGroups } from '../definitions.js';
import { conditionProblems } from './condition-problems.js';
import { evalCondition } from './eval-condition.js';

const ada = {
  id: 'ada',
  country: 'DE',
  age: 36,
  paying: true,
  nothing: null,
  zero: 0,
  zeros: [0, null],
  version: '1.10.0',
  tags: ['Beta', 'vip'],
  orders: [{ total: 5 }, { total: 50, items: ['tea'] }, null],
  device: { os: 'ios', screen: { width: 390 } },
};
const groups: SavedGroups = {
  staff: ['ada', 'bob'],
  regions: { type: 'list', attributeKey: 'country', values: ['DE', 'FR'] },
  adults: { type: 'condition', condition: { age: { $gte: 18 }, $not: { $savedGroup: { id: 'bots' } } } },
  bots: { type: 'condition', condition: { bot: true } },
  circle: { type: 'condition', condition: { $savedGroup: { id: 'circle' } } },
};
type Row = [name: string, condition: Record<string, unknown>, holds: boolean];

const ROWS: Row[] = [
  ['nothing asked', {}, true],
  ['equal text', { country: 'DE' }, true],
  ['other text', { country: 'de' }, false],
  ['a number as text', { age: '36' }, true],
  ['a number', { age: 36 }, true],
  ['missing counts as 0', { missing: 0 }, true],
  ['missing is not false', { missing: false }, false],
  ['0 is false', { zero: false }, true],
  ['missing is null', { missing: null }, true],
  ['null is null', { nothing: null }, true],
  ['a path', { 'device.screen.width': 390 }, true],
  ['a path through a list', { 'orders.1.items': ['tea'] }, true],
  ['a path that ends early', { 'country.code': null }, true],
  ['a whole object', { device: { os: 'ios', screen: { width: 390 } } }, true],
  ['part of an object is not the object', { device: { os: 'ios' } }, false],
  ['$eq', { age: { $eq: 36 } }, true],
  ['$eq is strict', { age: { $eq: '36' } }, false],
  ['$ne', { age: { $ne: 37 } }, true],
  ['$lt', { age: { $lt: 36 } }, false],
  ['$lte', { age: { $lte: 36 } }, true],
  ['$gt', { age: { $gt: 35 } }, true],
  ['$gte', { age: { $gte: 37 } }, false],
  ['a range', { age: { $gt: 30, $lt: 40 } }, true],
  ['missing is less than 1, as null is', { missing: { $lt: 1 } }, true],
  ['$veq', { version: { $veq: 'v1.10.0+build7' } }, true],
  ['$vne', { version: { $vne: '1.10.0-rc.1' } }, true],
  ['$vgt by number, not by digit', { version: { $vgt: '1.9.9' } }, true],
  ['$vgt of its own candidate', { version: { $vgt: '1.10.0-rc.1' } }, true],
  ['$vgte', { version: { $vgte: '1.10.0' } }, true],
  ['$vlt', { version: { $vlt: '1.10.0' } }, false],
  ['$vlte', { version: { $vlte: '2' } }, true],
  ['a missing version is 0', { missing: { $vlt: '0.0.1' } }, true],
  ['$in', { country: { $in: ['FR', 'DE'] } }, true],
  ['$in of a list: one in common', { tags: { $in: ['vip'] } }, true],
  ['$in needs a list', { country: { $in: 'DE' } }, false],
  ['$nin', { country: { $nin: ['FR'] } }, true],
  ['$nin needs a list', { country: { $nin: 'FR' } }, false],
  ['$nin of what is missing', { missing: { $nin: ['FR'] } }, true],
  ['$ini', { tags: { $ini: ['BETA'] } }, true],
  ['$nini', { country: { $nini: ['de'] } }, false],
  ['$all', { tags: { $all: ['vip', 'Beta'] } }, true],
  ['$all folds nothing', { tags: { $all: ['VIP'] } }, false],
  ['$alli', { tags: { $alli: ['VIP', 'beta'] } }, true],
  ['$all needs a list there', { country: { $all: ['DE'] } }, false],
  ['$regex', { id: { $regex: '^a.a$' } }, true],
  ['$regex with a slash', { id: { $regex: 'a/b|ada' } }, true],
  ['$regex that is none', { id: { $regex: '(' } }, false],
  ['$regexi', { id: { $regexi: '^ADA$' } }, true],
  ['$exists', { nothing: { $exists: true } }, false],
  ['$exists not', { missing: { $exists: false } }, true],
  ['$type', { tags: { $type: 'array' } }, true],
  ['$type of what is missing', { missing: { $type: 'null' } }, true],
  ['$size', { tags: { $size: 2 } }, true],
  ['$size with operators', { tags: { $size: { $gt: 2 } } }, false],
  ['$elemMatch by operators', { tags: { $elemMatch: { $regex: '^v' } } }, true],
  ['$elemMatch by fields', { orders: { $elemMatch: { total: { $gt: 20 } } } }, true],
  ['$elemMatch needs one element for all', { orders: { $elemMatch: { total: 5, items: ['tea'] } } }, false],
  ['$not', { age: { $not: { $gt: 40 } } }, true],
  ['$inGroup', { id: { $inGroup: 'staff' } }, true],
  ['$inGroup without such a group', { id: { $inGroup: 'toString' } }, false],
  ['$notInGroup', { country: { $notInGroup: 'regions' } }, false],
  ['$notInGroup without such a group', { id: { $notInGroup: 'none' } }, true],
  ['$notInGroup of what is no list', { id: { $notInGroup: 'adults' } }, false],
  ['$savedGroup by its own attribute', { $savedGroup: { id: 'regions' } }, true],
  ['$savedGroup by another attribute', { $savedGroup: { id: 'regions', attributeKey: 'id' } }, false],
  ['$savedGroup by condition', { $savedGroup: { id: 'adults' } }, true],
  ['$savedGroup of a bare list has no attribute', { $savedGroup: { id: 'staff' } }, false],
  ['$savedGroup that asks for itself', { $savedGroup: { id: 'circle' } }, false],
  ['$savedGroup without such a group', { $savedGroup: { id: 'toString' } }, false],
  ['$elemMatch of 0', { zeros: { $elemMatch: { $lt: 1 } } }, true],
  ['$elemMatch passes over null', { zeros: { $elemMatch: { $exists: false } } }, false],
  ['$and', { $and: [{ age: 36 }, { paying: true }] }, true],
  ['$or', { $or: [{ age: 1 }, { paying: true }] }, true],
  ['$or of nothing', { $or: [] }, true],
  ['$nor', { $nor: [{ age: 36 }] }, false],
  ['$not of a condition', { $not: { country: 'FR' } }, true],
  ['beside each other means and', { country: 'DE', $or: [{ age: 1 }] }, false],
  ['an operator that is not known', { age: { $around: 36 } }, false],
];

describe('a condition', () => {
  it.each(ROWS)('%s', (_name, condition, holds) => expect(evalCondition(ada, condition, groups)).toBe(holds));
});

describe('what is wrong with a condition', () => {
  it.each(ROWS.filter(([name]) => !/needs a list$|that is none|not known/.test(name)))(
    'nothing: %s',
    (_name, condition) => expect(conditionProblems(condition)).toEqual([]),
  );

  it.each([
    ['no object', [], '', 'must be an object'],
    ['an operator that is not known', { age: { $around: 1 } }, 'age.$around', 'is no operator'],
    ['an operator without attribute', { $gt: 1 }, '$gt', 'put $gt inside an attribute'],
    ['no list', { $or: [{ country: { $in: 'DE' } }] }, '$or.0.country.$in', 'must be a list'],
    ['alternatives that are none', { $or: { age: 1 } }, '$or', 'must be a list of conditions'],
    ['no pattern', { $not: { id: { $regex: '(' } } }, '$not.id.$regex', 'must be a regular expression'],
    ['no group', { id: { $inGroup: ['ada'] } }, 'id.$inGroup', 'must be the name of a saved group'],
    ['no reference', { $savedGroup: 'staff' }, '$savedGroup', 'must be {"id"'],
    ['no type', { id: { $type: 'text' } }, 'id.$type', 'must be one of null, array'],
    ['fields among operators', { device: { os: 'ios', $exists: true } }, 'device', 'mixes operators'],
    ['inside $elemMatch', { a: { $elemMatch: { b: { $no: 1 } } } }, 'a.$elemMatch.b.$no', 'is no operator'],
    ['inside $all', { a: { $all: [{ $no: 1 }] } }, 'a.$all.0.$no', 'is no operator'],
  ])('%s', (_name, condition, path, message) =>
    expect(conditionProblems(condition)).toEqual([{ path, message: expect.stringContaining(message) }]),
  );

  it('is that it is too deep', () => {
    let condition: Record<string, unknown> = { a: 1 };
    for (let depth = 0; depth < 5000; depth += 1) condition = { $not: condition };
    expect(conditionProblems(condition)).toEqual([{ path: '', message: expect.stringContaining('nested') }]);
  });

  it.each(['(a+)+$', '^(\\w*)*x', '(a|a*)+b'])('refuses %s, which can take very long', (pattern) => {
    expect(conditionProblems({ id: { $regex: pattern } })).toMatchObject([{ path: 'id.$regex' }]);
    expect(conditionProblems({ id: { $regex: '^(de|fr)-[a-z]+$' } })).toEqual([]);
  });

  it('matches no text that is longer than anybody means', () => {
    const holds = (length: number) => evalCondition({ id: 'a'.repeat(length) }, { id: { $regex: '^a+$' } });
    expect([holds(2_000), holds(2_001)]).toEqual([true, false]);
  });
});
