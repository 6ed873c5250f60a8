import { describe, expect, it } from '@jest/globals';
import { type TileAnswer, isCharted, tableRows } from './tile-answer.js';

const answer = (parts: object) => parts as unknown as TileAnswer;

describe('the answer on a tile', () => {
  it('is a chart where the kind has one', () => {
    expect(isCharted(answer({ kind: 'stickiness' }))).toBe(true);
    expect(isCharted(answer({ kind: 'funnel' }))).toBe(false);
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
  });
});
