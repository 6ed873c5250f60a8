import { describe, expect, it } from '@jest/globals';
import { type ChartedAnswer, type TileAnswer, isBare, isCharted, tableRows } from './tile-answer.js';

const answer = (parts: object) => parts as unknown as TileAnswer;

describe('the answer on a tile', () => {
  it('is a chart where the kind has one', () => {
    expect(isCharted(answer({ kind: 'stickiness' }))).toBe(true);
    expect(isCharted(answer({ kind: 'funnel' }))).toBe(true);
    expect(isCharted(answer({ kind: 'attributionPaths' }))).toBe(false);
  });

  it.each([
    [
      { kind: 'funnel', steps: [{ users: 0 }] },
      { kind: 'funnel', steps: [{ users: 1 }] },
    ],
    [
      { kind: 'paths', links: [] },
      { kind: 'paths', links: [{ users: 1 }] },
    ],
    [
      { kind: 'referral', totals: { users: 0 } },
      { kind: 'referral', totals: { users: 1 } },
    ],
    [
      { kind: 'benchmark', rows: [] },
      { kind: 'benchmark', rows: [], own: [{ value: 1 }] },
    ],
  ])('is bare without anything to draw: %j', (bare, drawn) => {
    expect(isBare(answer(bare) as ChartedAnswer)).toBe(true);
    expect(isBare(answer(drawn) as ChartedAnswer)).toBe(false);
  });

  it('is a table of its plain cells, whatever the kind', () => {
    const rows = [{ bucket: '2025-01-01', users: 3, inner: { a: 1 }, breakdown: null }];
    expect(tableRows(answer({ kind: 'x', rows }))).toEqual([
      { bucket: '2025-01-01', users: 3, breakdown: null },
    ]);
    expect(tableRows(answer({ kind: 'retention', average: [{ n: 0, rate: 1 }] }))).toEqual([
      { n: 0, rate: 1 },
    ]);
    expect(tableRows(answer({ kind: 'y' }))).toEqual([]);
    const steps = [{ index: 0, users: 3 }];
    expect(tableRows(answer({ kind: 'funnel', steps }))).toEqual(steps);
    expect(tableRows(answer({ kind: 'funnel', steps, groups: [{ breakdown: 'ios', steps }] }))).toEqual([
      { breakdown: null, index: 0, users: 3 },
      { breakdown: 'ios', index: 0, users: 3 },
    ]);
  });
});
