import { describe, expect, it } from '@jest/globals';
import { MOST_NAMES, sankeyOf } from './sankey.js';

describe('sankeyOf', () => {
  it('puts the same event at two places into two columns', () => {
    const { nodes, links } = sankeyOf([
      { step: 1, source: 'A', target: 'B', users: 3 },
      { step: 2, source: 'B', target: 'A', users: 2 },
    ]);
    expect(nodes.map(({ name, column, users }) => [name, column, users])).toEqual([
      ['A', 0, 3],
      ['B', 1, 3],
      ['A', 2, 2],
    ]);
    expect(links.map(({ users }) => users)).toEqual([3, 2]);
  });

  it('draws rare events of a column as one and loses nobody', () => {
    const many = Array.from({ length: 20 }, (_, n) => ({
      step: 1,
      source: 'A',
      target: `e${n}`,
      users: n + 1,
    }));
    const { nodes, links } = sankeyOf(many);
    expect(nodes.filter(({ column }) => column === 1)).toHaveLength(MOST_NAMES + 1);
    const rest = nodes.find(({ name, column }) => column === 1 && name === null);
    expect(rest?.users).toBe((12 * 13) / 2);
    expect(links.reduce((sum, { users }) => sum + users, 0)).toBe(210);
  });

  it('is empty for nothing', () => expect(sankeyOf([])).toEqual({ nodes: [], links: [] }));
});
