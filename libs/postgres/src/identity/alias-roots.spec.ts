import { describe, expect, it } from '@jest/globals';
import { aliasRoots, unitedProperties } from './alias-roots.js';

const edges = (...pairs: [from: number, into: number][]) =>
  pairs.map(([from, into], id) => ({ id, from, into }));
const roots = (pairs: [number, number][]) => Object.fromEntries(aliasRoots([1, 2, 3, 4], edges(...pairs)));

describe('aliasRoots', () => {
  it.each<[string, [number, number][], Record<number, number>]>([
    ['nobody', [], { 1: 1, 2: 2, 3: 3, 4: 4 }],
    ['a pair', [[1, 2]], { 1: 2, 2: 2, 3: 3, 4: 4 }],
    [
      'a chain, however it grew',
      [
        [1, 2],
        [2, 3],
      ],
      { 1: 3, 2: 3, 3: 3, 4: 4 },
    ],
    [
      'a chain built from its end',
      [
        [2, 3],
        [1, 2],
      ],
      { 1: 3, 2: 3, 3: 3, 4: 4 },
    ],
    [
      'somebody who is already somebody else',
      [
        [1, 2],
        [1, 3],
      ],
      { 1: 3, 2: 3, 3: 3, 4: 4 },
    ],
    [
      'a cycle, which says nothing new',
      [
        [1, 2],
        [2, 3],
        [3, 1],
      ],
      { 1: 3, 2: 3, 3: 3, 4: 4 },
    ],
    [
      'back and forth',
      [
        [1, 2],
        [2, 1],
      ],
      { 1: 2, 2: 2, 3: 3, 4: 4 },
    ],
  ])('%s', (_what, pairs, expected) => {
    expect(roots(pairs)).toEqual(expected);
  });

  it('does not ask in which order it is told', () => {
    const told = edges([1, 2], [3, 1], [2, 4]);
    expect(aliasRoots([1, 2, 3, 4], [...told].reverse())).toEqual(aliasRoots([1, 2, 3, 4], told));
  });
});

describe('unitedProperties', () => {
  it('keeps what the side has that an alias goes into, and adds what only the other has', () => {
    const own = new Map([
      [1, { plan: 'pro', one: 1 }],
      [2, { plan: 'free', two: 2 }],
      [3, { one: 3, city: 'Oslo' }],
    ]);
    const said = edges([1, 2], [3, 2], [2, 1]);
    expect(unitedProperties(2, said, own)).toEqual({ plan: 'free', one: 1, two: 2, city: 'Oslo' });
    expect(own.get(2)).toEqual({ plan: 'free', two: 2 });
  });
});
