import type { AlertRule, SeriesPoint } from '@groundswell/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verdictOf } from './verdict.js';

const series = (values: (number | null)[], open?: number): SeriesPoint[] => [
  ...values.map((value, index) => ({ bucket: `b${index}`, value, complete: true })),
  ...(open === undefined ? [] : [{ bucket: 'open', value: open, complete: false }]),
];
const above = (value: number): AlertRule => ({ type: 'threshold', operator: 'above', value });
const below = (value: number): AlertRule => ({ type: 'threshold', operator: 'below', value });
const change = (
  direction: 'up' | 'down' | 'either',
  by: number,
  against: 'previous' | 'season',
): AlertRule => ({
  type: 'change',
  ...{ direction, by, against },
});

describe('a verdict', () => {
  it.each([
    ['above is beyond, not at', [5, 10], above(10), 'ok'],
    ['above', [5, 10.1], above(10), 'firing'],
    ['below is beyond, not at', [5, 10], below(10), 'ok'],
    ['below', [50, 9], below(10), 'firing'],
    ['a fall of a fifth', [100, 80], change('down', 0.2, 'previous'), 'firing'],
    ['a fall of less', [100, 81], change('down', 0.2, 'previous'), 'ok'],
    ['a rise is no fall', [100, 200], change('down', 0.2, 'previous'), 'ok'],
    ['a rise, either way', [100, 200], change('either', 0.2, 'previous'), 'firing'],
    ['a rise of a negative number', [-100, -50], change('up', 0.5, 'previous'), 'firing'],
    ['against the season', [100, 1, 1, 50], change('down', 0.5, 'season'), 'firing'],
    ['no season yet', [1, 50], change('down', 0.5, 'season'), 'noData'],
    ['nothing to compare with', [0, 50], change('up', 0.5, 'previous'), 'noData'],
    ['no number', [5, null], below(10), 'noData'],
    ['no bucket', [], below(10), 'noData'],
  ] as const)('%s', (_, values, rule, outcome) => {
    expect(verdictOf(series([...values]), rule, 3).outcome).toBe(outcome);
  });

  it('leaves out the bucket that is not over', () => {
    expect(verdictOf(series([20, 30], 1), below(10), 7)).toMatchObject({ bucket: 'b1', outcome: 'ok' });
  });
});

describe('a band', () => {
  // By hand: differences of ±2 over a season of 2, so the deviation is 2; z(0.975) = 1.959964.
  const values = [10, 20, 12, 18, 10, 20, 12, 18];
  const band: AlertRule = { type: 'band', confidence: 0.95 };

  it('is the season before, give or take what it was off in the past', () => {
    const { low, high } = verdictOf(series([...values, 11]), band, 2);
    expect(low).toBeCloseTo(12 - 3.919928, 5);
    expect(high).toBeCloseTo(12 + 3.919928, 5);
  });

  it.each([
    [8.09, 'ok'],
    [8.07, 'firing'],
    [15.91, 'ok'],
    [15.93, 'firing'],
  ])('judges %d as %s', (value, outcome) => {
    expect(verdictOf(series([...values, value]), band, 2).outcome).toBe(outcome);
  });

  it('needs six differences', () => {
    expect(verdictOf(series([...values.slice(0, 7), 11]), band, 2).outcome).toBe('noData');
  });

  it('moves and grows with the numbers', () => {
    const numbers = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 12, maxLength: 40 });
    fc.assert(
      fc.property(
        numbers,
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: -99, max: 99 }),
        (own, by, shift) => {
          const one = verdictOf(series(own), band, 3);
          const other = verdictOf(series(own.map((value) => value * by + shift)), band, 3);
          expect(other.low).toBeCloseTo(one.low! * by + shift, 6);
          expect(other.high).toBeCloseTo(one.high! * by + shift, 6);
        },
      ),
    );
  });
});
