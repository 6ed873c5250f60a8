import { describe, expect, it } from '@jest/globals';
import { pathOf, spendNames } from './path-of.js';
import type { CampaignNode } from './useNodes.js';

const node = (id: number, level: CampaignNode['level'], parentId: number | null, externalId = '') =>
  ({ id, level, parentId, externalId, name: `n${id}` }) as CampaignNode;
const NODES = [
  node(1, 'campaign', null, '90001'),
  node(2, 'adGroup', 1),
  node(3, 'creative', 2, '7'),
  node(4, 'creative', 9),
];

describe('a part of the naming tree', () => {
  it('is named from its campaign down, as spend names it', () => {
    expect(pathOf(NODES[2]!, NODES).map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(spendNames(NODES[2]!, NODES)).toEqual({
      ...{ campaign: 'n1', campaignId: '90001', adGroup: 'n2', creative: 'n3', creativeId: '7' },
    });
  });

  it('stands alone where nobody knows what it hangs under', () => {
    expect(spendNames(NODES[3]!, NODES)).toEqual({ creative: 'n4' });
  });
});
