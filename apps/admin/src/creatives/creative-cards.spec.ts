import type { CampaignPerformanceRow } from '@groundswell/contracts';
import { describe, expect, it } from '@jest/globals';
import type { CampaignNode } from '../campaigns/nodes/useNodes.js';
import { type CreativeFilter, cardsOf, filtered, sorted } from './creative-cards.js';

const NODE: Omit<CampaignNode, 'id' | 'name'> = {
  ...{ level: 'creative', aliases: [], parentId: null, platform: 'meta', externalId: '', type: 'image' },
  ...{ text: '', imageUrl: '', linkUrl: '', tags: ['a'], audience: '', origin: 'hand', mergedInto: null },
  ...{ archived: false, parsed: null, version: 1 },
};
const node = (id: number, name: string, more: Partial<CampaignNode> = {}): CampaignNode => ({
  ...{ ...NODE, id, name },
  ...more,
});
const row = (key: string, more: Partial<CampaignPerformanceRow> = {}) =>
  ({
    ...{ key, nodeId: null, trend: [], spend: 1, impressions: 100, clicks: 1, installs: 0, signups: 1 },
    ...{
      ctr: 0.01,
      cpm: 1,
      cpc: 1,
      cac: 1,
      roas: { 7: 1 },
      retention: { 1: 0.5, 7: 0.1 },
      ltv: 1,
      paybackDays: null,
    },
    ...more,
  }) as CampaignPerformanceRow;

const nodes = [
  node(1, 'Spring', { level: 'campaign' }),
  node(2, 'Group', { level: 'adGroup', parentId: 1 }),
  node(3, 'hook', { parentId: 2 }),
  node(4, 'hook', { parentId: 1, platform: 'tiktok' }),
  node(5, 'idle', { type: 'video', tags: [] }),
  node(6, 'gone', { archived: true }),
  node(7, 'twin', { mergedInto: 3 }),
];
const rows = [row('hook', { cac: 9 }), row('gone'), row('unknown', { cac: 2 }), row('(direct)')];
const cards = cardsOf(rows, nodes);
const NO_FILTER: CreativeFilter = { q: '', platform: '', type: '', tag: '', mark: 'all' };
const names = (some: { key: string }[]) => some.map(({ key }) => key);

describe('cards of creatives', () => {
  it('are one a name with all its places, without what is merged, archived or no creative', () => {
    expect(names(cards)).toEqual(['hook', 'idle', 'unknown']);
    expect(cards[0]!.places).toEqual([['Spring', 'Group'], ['Spring']]);
    expect([cards[1]!.row, cards[2]!.node]).toEqual([null, null]);
  });

  it('are filtered by what they look like and what came of them', () => {
    expect(names(filtered(cards, { ...NO_FILTER, type: 'video' }))).toEqual(['idle']);
    expect(names(filtered(cards, { ...NO_FILTER, q: 'SPRING' }))).toEqual(['hook']);
    expect(names(filtered(cards, { ...NO_FILTER, tag: 'a' }))).toEqual(['hook']);
    expect(names(filtered(cards, { ...NO_FILTER, mark: 'better' }))).toEqual([]);
  });

  it('are sorted best first, the unknown last', () => {
    expect(names(sorted(cards, 'cac'))).toEqual(['unknown', 'hook', 'idle']);
    expect(names(sorted(cards, 'name'))).toEqual(['hook', 'idle', 'unknown']);
  });
});
