import { describe, expect, it } from '@jest/globals';
import { treeRows } from './tree-rows.js';
import type { CampaignNode } from './useNodes.js';

const NODE: Omit<CampaignNode, 'id' | 'name' | 'level' | 'parentId'> = {
  ...{ aliases: [], platform: 'meta', externalId: '', type: '', text: '', imageUrl: '', linkUrl: '' },
  ...{ tags: [], audience: '', origin: 'hand', mergedInto: null, archived: false, parsed: null, version: 1 },
};
const node = (id: number, level: CampaignNode['level'], name: string, parentId: number | null = null) => ({
  ...{ ...NODE, id, level, name, parentId },
});
const nodes = [
  node(1, 'campaign', 'Spring'),
  node(2, 'campaign', 'Autumn'),
  node(3, 'adGroup', 'Students', 1),
  node(4, 'creative', 'hook', 3),
  { ...node(5, 'adGroup', 'Old', 1), archived: true },
  node(6, 'creative', 'orphan', 99),
];
const lines = (shown: Partial<Parameters<typeof treeRows>[1]>) =>
  treeRows(nodes, { open: new Set(), q: '', withArchived: false, ...shown }).map(
    ({ node: { name }, depth }) => `${' '.repeat(depth)}${name}`,
  );

describe('lines of the naming tree', () => {
  it('are campaigns by name, and what hangs on nothing', () => {
    expect(lines({})).toEqual(['Autumn', 'Spring', 'orphan']);
  });

  it('open down to creatives, with archived ones where they are asked for', () => {
    const open = new Set([1, 3]);
    expect(lines({ open })).toEqual(['Autumn', 'Spring', ' Students', '  hook', 'orphan']);
    expect(lines({ open, withArchived: true })).toContain(' Old');
  });

  it('lead to what is looked for', () => {
    expect(lines({ q: 'HOOK' })).toEqual(['Spring', ' Students', '  hook']);
    expect(lines({ q: 'spring' })).toEqual(['Spring']);
    expect(lines({ q: 'nowhere' })).toEqual([]);
  });
});
