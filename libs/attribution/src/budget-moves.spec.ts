import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { budgetMoves, budgetVerdict } from './budget-moves.js';

const paid = (key: string, spend: number, value: number) => ({ key, spend, value });

describe('budgetMoves', () => {
  it('goes to what brings more than a tenth above the average of all', () => {
    // Average 2: the bounds are 1.8 and 2.2.
    const moves = budgetMoves([
      ...[paid('a', 100, 300), paid('b', 100, 100), paid('c', 100, 220), paid('d', 100, 180)],
    ]);
    expect(Object.fromEntries(moves)).toEqual({ a: 'more', b: 'less', c: 'keep', d: 'keep' });
  });

  it('has nothing to say where nothing came of it, or there is one alone', () => {
    expect([...budgetMoves([paid('a', 1, 0), paid('b', 2, 0)]).values()]).toEqual(['keep', 'keep']);
    expect([...budgetMoves([paid('a', 3, 7)]).values()]).toEqual(['keep']);
  });

  it('never wants more, or less, for everything', () => {
    const one = fc.record({
      spend: fc.double({ min: 0.01, max: 1e6, noNaN: true }),
      value: fc.double({ min: 0, max: 1e6, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 8 }), (some) => {
        const moves = [...budgetMoves(some.map((row, at) => ({ key: String(at), ...row }))).values()];
        expect(moves.every((move) => move === 'more') || moves.every((move) => move === 'less')).toBe(false);
      }),
    );
  });
});

describe('budgetVerdict', () => {
  it.each([
    [[], null],
    [['more', 'more'], 'agree'],
    [['keep', 'keep'], 'agree'],
    [['more', 'keep'], 'unsure'],
    [['more', 'keep', 'less'], 'disagree'],
  ] as const)('of %j is %s', (moves, verdict) => expect(budgetVerdict(moves)).toBe(verdict));
});
