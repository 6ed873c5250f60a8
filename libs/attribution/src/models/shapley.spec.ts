import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { attribute } from '../attribute.js';
import { type Coalition, MOST_PLAYERS, shapleyOfGame } from './shapley.js';

const game = (values: Record<string, number>): Coalition[] =>
  Object.entries(values).map(([players, value]) => ({ players: [...players], value }));

describe('shapleyOfGame', () => {
  it('solves the published game', () => {
    const values = shapleyOfGame(game({ O: 7, F: 6, D: 4, OF: 15, OD: 7, FD: 9, OFD: 19 }));
    expect(values.get('O')).toBeCloseTo(23 / 3, 12);
    expect(values.get('F')).toBeCloseTo(49 / 6, 12);
    expect(values.get('D')).toBeCloseTo(19 / 6, 12);
  });

  it('keeps negative values, so that all add up', () => {
    const values = shapleyOfGame(game({ A: 10, B: -4, AB: 2 }));
    expect(Object.fromEntries(values)).toEqual({ A: 8, B: -6 });
  });

  it('refuses coalitions that are missing, given twice or too many', () => {
    expect(() => shapleyOfGame(game({ A: 1, B: 1 }))).toThrow('{A, B} has no value');
    expect(() => shapleyOfGame(game({ A: 1, AA: 1 }))).toThrow('{A, A} is given twice');
    const players = Array.from({ length: MOST_PLAYERS + 1 }, (_, at) => `p${at}`);
    expect(() => shapleyOfGame([{ players, value: 1 }])).toThrow('may have 16 players');
  });

  it('is what the model says of paths: v(S) are the conversions of paths inside S', () => {
    const path = fc.record({
      touches: fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 6 }),
      conversions: fc.integer({ min: 0, max: 9 }),
      revenue: fc.integer({ min: -50, max: 50 }),
    });
    fc.assert(
      fc.property(fc.array(path, { minLength: 1, maxLength: 8 }), (some) => {
        const paths = some.map(({ touches, ...rest }) => ({
          ...rest,
          nulls: 1,
          touches: touches.map((key) => ({ key })),
        }));
        const credits = attribute(paths, { model: 'shapley' });
        const keys = [...credits.keys()];
        for (const measure of ['conversions', 'revenue'] as const) {
          const worth = (players: string[]) =>
            some
              .filter(({ touches }) => touches.every((key) => players.includes(key)))
              .reduce((sum, one) => sum + one[measure], 0);
          const coalitions = subsets(keys).map((players) => ({ players, value: worth(players) }));
          for (const [key, value] of shapleyOfGame(coalitions)) {
            expect(credits.get(key)?.[measure]).toBeCloseTo(value, 9);
          }
        }
      }),
    );
  });
});

function subsets(keys: string[]): string[][] {
  return keys.reduce<string[][]>((all, key) => [...all, ...all.map((one) => [...one, key])], [[]]);
}
