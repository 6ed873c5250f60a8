import { describe, expect, it } from '@jest/globals';
import { DEFAULT_SCALE } from '../demo-targets.js';
import { simulate } from '../simulate.js';
import { demoCampaigns } from './campaigns.js';
import { demoLinks } from './links.js';
import { demoRates } from './rates.js';
import { demoSpend } from './spend.js';
import { demoSpendExports } from './spend-exports.js';

const rows = demoSpend();
const of = (creative: string) => rows.filter((row) => row.creative.name === creative);
const sum = (some: typeof rows, field: 'cost' | 'clicks' | 'impressions') =>
  some.reduce((all, row) => all + row[field], 0);
const rateOf = (some: typeof rows) => sum(some, 'clicks') / sum(some, 'impressions');

describe('spend of the demo', () => {
  it('is the same on every machine', () => {
    expect(rows).toHaveLength(730);
    expect(sum(rows, 'clicks')).toBe(84673);
    expect(sum(of('comedy-skit'), 'cost')).toBe(2771804);
    expect(demoSpendExports().map(({ platform }) => platform)).toEqual([
      ...['36kr', 'bilibili', 'google', 'douyin', 'tencent', 'baidu', 'huxiu'],
    ]);
  });

  it('has a rate for each day on which something is billed in another currency', () => {
    const known = new Set(demoRates.map(({ day, base }) => `${day} ${base}`));
    const needed = rows.filter(({ campaign }) => campaign.currency !== 'CNY');
    expect(new Set(needed.map(({ campaign }) => campaign.currency))).toEqual(new Set(['USD', 'HKD']));
    expect(needed.filter(({ day, campaign }) => !known.has(`${day} ${campaign.currency}`))).toEqual([]);
  });

  it('wears out what is seen too often', () => {
    const days = of('comedy-skit');
    expect(rateOf(days.slice(-7)) / rateOf(days.slice(0, 7))).toBeLessThan(0.65);
    const steady = of('office-worker');
    expect(rateOf(steady.slice(-7)) / rateOf(steady.slice(0, 7))).toBeCloseTo(1, 1);
  });
});

describe('campaigns of the demo', () => {
  const arrivals = new Map<string, number>();
  const SMALL = 0.000_5;
  for (const day of simulate({ scale: SMALL })) {
    for (const { context } of day) {
      const { name, content, term } = context.campaign ?? {};
      if (content === undefined) continue;
      const key = `${name} ${term} ${content}`;
      arrivals.set(key, (arrivals.get(key) ?? 0) + DEFAULT_SCALE / SMALL);
    }
  }
  const ads = demoCampaigns.flatMap((campaign) =>
    campaign.adGroups.flatMap((adGroup) =>
      adGroup.creatives.map((creative) => {
        const other = demoCampaigns.find(({ name }) => name === campaign.countsFor);
        return { campaign, key: `${(other ?? campaign).utm} ${adGroup.name} ${creative.name}` };
      }),
    ),
  );

  it('are those that arrivals name, down to the creative', () => {
    expect(ads.map(({ key }) => key).sort()).toEqual([...arrivals.keys()].sort());
  });

  it('were clicked somewhat more often than people arrived', () => {
    const ours = ads.filter(({ campaign }) => campaign.costPerClick > 0);
    const came = ours.reduce((all, { key }) => all + arrivals.get(key)!, 0);
    expect(sum(rows, 'clicks') / came).toBeGreaterThan(1.1);
    expect(sum(rows, 'clicks') / came).toBeLessThan(1.6);
  });

  it('have the links whose touches are there', () => {
    for (const { utm } of demoLinks) {
      const key = `${utm.campaign} ${utm.term} ${utm.content}`;
      expect(arrivals.has(key)).toBe(true);
    }
  });
});
