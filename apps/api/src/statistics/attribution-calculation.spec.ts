import { attributionCalculationSchema } from '@groundswell/contracts';
import { describe, expect, it } from '@jest/globals';
import { calculateAttribution } from './attribution-calculation.js';

const calculate = (asked: object) => calculateAttribution(attributionCalculationSchema.parse(asked));
const byChannel = (answer: ReturnType<typeof calculate>) =>
  Object.fromEntries(answer.rows.map(({ channel, conversions }) => [channel, conversions]));

describe('calculateAttribution', () => {
  it('cuts the window to the millisecond and puts touches in order', () => {
    const at = (channel: string, time: string, order = 0) => ({ channel, at: time, order });
    const path = {
      convertedAt: '2026-03-31T12:00:00Z',
      touches: [
        at('late', '2026-03-31T12:00:00.001Z'),
        at('second', '2026-03-31T12:00:00Z', 2),
        at('first', '2026-03-31T14:00:00+02:00', 1),
        at('begin', '2026-03-01T12:00:00Z'),
        at('early', '2026-03-01T11:59:59.999Z'),
      ],
    };
    const shares = (model: string) => byChannel(calculate({ model, lookbackDays: 30, paths: [path] }));
    expect(shares('position')).toEqual({ begin: 0.4, first: 0.2, second: 0.4 });
    expect(shares('last')).toEqual({ begin: 0, first: 0, second: 1 });
  });

  it('solves Markov with its chance and effects', () => {
    const paths = [
      { touches: ['google'], conversions: 2, nulls: 1 },
      { touches: ['mailing'] },
      { touches: ['google', 'mailing'] },
    ];
    const answer = calculate({ model: 'markov', paths });
    expect(answer.conversionProbability).toBe(0.8);
    expect(answer.totals).toEqual({ conversions: 4, nulls: 1, revenue: 0 });
    expect(answer.rows[0]?.conversions).toBeCloseTo(2.4, 12);
    expect(answer.rows[0]?.removalEffect).toBeCloseTo(0.75, 12);
  });

  it('solves a game', () => {
    const coalitions = Object.entries({ O: 7, F: 6, D: 4, OF: 15, OD: 7, FD: 9, OFD: 19 });
    const game = coalitions.map(([names, value]) => ({ channels: [...names], value }));
    const answer = byChannel(calculate({ model: 'shapley', coalitions: game }));
    expect(answer.O).toBeCloseTo(23 / 3, 12);
  });

  it('counts a path with nulls alone as no conversion', () => {
    const answer = calculate({ model: 'linear', paths: [{ touches: ['a'], nulls: 3 }, { touches: [] }] });
    expect(byChannel(answer)).toEqual({ a: 0, '(unattributed)': 1 });
    expect(answer.totals).toEqual({ conversions: 1, nulls: 3, revenue: 0 });
  });

  it.each([
    [{ model: 'linear' }, 'give either paths or coalitions'],
    [{ model: 'linear', coalitions: [{ channels: ['a'], value: 1 }] }, 'model shapley alone'],
    [{ model: 'linear', paths: [{ touches: ['a'], nulls: 1, revenue: 5 }] }, 'must be 0'],
    [{ model: 'timeDecay', paths: [{ touches: ['a'] }] }, 'needs the age'],
    [{ model: 'last', paths: [{ touches: ['a'], convertedAt: '2026-03-31T12:00:00Z' }] }, 'needs `at`'],
  ])('refuses %j', (asked, reason) => {
    expect(() => calculate(asked)).toThrow(reason);
  });
});
