import { describe, expect, it } from '@jest/globals';
import { withMoved, withWidth, without } from './tiles.js';

const tiles = [1, 2, 3].map((reportId) => ({ reportId, width: 'half' as const }));
const ids = (list: { reportId: number }[]) => list.map(({ reportId }) => reportId);

describe('tiles', () => {
  it.each([
    [2, -1, [2, 1, 3]],
    [2, 1, [1, 3, 2]],
    [1, -1, [1, 2, 3]],
    [3, 1, [1, 2, 3]],
  ] as const)('%i moved by %i', (id, by, expected) => {
    expect(ids(withMoved(tiles, id, by))).toEqual(expected);
  });

  it('are widened and taken off', () => {
    expect(withWidth(tiles, 2, 'full').map(({ width }) => width)).toEqual(['half', 'full', 'half']);
    expect(ids(without(tiles, 2))).toEqual([1, 3]);
  });
});
