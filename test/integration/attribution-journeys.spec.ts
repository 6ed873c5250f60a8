import type { AttributionAnswer } from '@groundswell/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type NewProject, Product } from '../support/product.js';

/** From the messages of SDKs to the credits, through the whole product. */
let product: Product;
let project: NewProject;

const page = (anonymousId: string, timestamp: string, url: string, referrer = '') => ({
  type: 'page',
  ...{ anonymousId, timestamp, properties: { url, referrer } },
  context: { page: { url, referrer } },
});
const order = (userId: string, timestamp: string, revenue: unknown) => ({
  type: 'track',
  ...{ userId, timestamp, event: 'Order Completed', properties: { revenue } },
});
const SHOP = 'https://shop.example/';
const AD = `${SHOP}?utm_source=google&utm_medium=cpc&utm_campaign=spring&utm_content=video-a&utm_term=chat&gclid=x1`;

const JOURNEYS = [
  // Ada clicks an ad, reads on, comes back from a search and directly, signs up on the same device and buys twice.
  page('ada-phone', '2026-03-01T12:00:00.000Z', AD),
  page('ada-phone', '2026-03-01T12:01:00.000Z', `${SHOP}about`, AD),
  page('ada-phone', '2026-03-05T08:00:00.000Z', SHOP, 'https://www.bing.com/search'),
  // Some libraries say the address in the context alone; by it the referrer is of the same site.
  { ...page('ada-phone', '2026-03-08T08:00:00.000Z', SHOP, `${SHOP}about`), properties: {} },
  { type: 'identify', userId: 'ada', anonymousId: 'ada-phone', timestamp: '2026-03-08T08:05:00.000Z' },
  order('ada', '2026-03-31T12:00:00.000Z', 30),
  order('ada', '2026-03-31T12:00:00.001Z', '12.5'),
  // Nobody knows where Bob comes from.
  order('bob', '2026-03-10T09:00:00.000Z', 7),
];

beforeAll(async () => {
  product = await Product.start();
  project = await product.createProject({ name: 'Journeys' });
  const response = await fetch(`${product.url}/v1/import`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${project.writeKey}:`).toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      batch: JOURNEYS.map((one, index) => ({ ...one, messageId: `journey-${index}` })),
    }),
  });
  expect(await response.json()).toEqual({ success: true });
  await product.untilStored();
}, 60_000);
afterAll(() => product?.stop());

async function shares(query: Record<string, unknown>) {
  const { rows, totals } = await product.query<AttributionAnswer>(project.id, {
    ...{ kind: 'attribution', from: '2026-03-01', to: '2026-03-31', lookbackDays: 30 },
    conversion: { event: 'Order Completed', revenueProperty: 'revenue' },
    ...query,
  });
  expect(totals).toMatchObject({ conversions: 3, revenue: 49.5 });
  return Object.fromEntries(rows.map(({ key, conversions, revenue }) => [key, [conversions, revenue]]));
}

describe('journeys as SDKs tell them', () => {
  it('the window ends where it says: a millisecond later the ad has no share', async () => {
    expect(await shares({ model: 'first', level: 'source' })).toEqual({
      google: [1, 30],
      'bing.com': [1, 12.5],
      '(unattributed)': [1, 7],
    });
  });

  it('reading on is no touch, and direct traffic is', async () => {
    const credits = await shares({ model: 'linear', level: 'channel', lookbackDays: 60 });
    expect(Object.keys(credits).sort()).toEqual([
      '(direct)',
      '(unattributed)',
      'organic_search',
      'paid_search',
    ]);
    for (const channel of ['(direct)', 'organic_search', 'paid_search']) {
      expect(credits[channel]?.[0]).toBeCloseTo(2 / 3, 12);
      expect(credits[channel]?.[1]).toBeCloseTo(42.5 / 3, 12);
    }
    const last = await shares({ model: 'lastNonDirect', level: 'source' });
    expect(last).toEqual({ 'bing.com': [2, 42.5], '(unattributed)': [1, 7] });
  });

  it.each([
    ['campaign', 'spring'],
    ['adGroup', 'chat'],
    ['creative', 'video-a'],
  ])('names the %s', async (level, name) => {
    const credits = await shares({ model: 'first', level, lookbackDays: 60 });
    expect(credits).toEqual({ [name]: [2, 42.5], '(unattributed)': [1, 7] });
  });
});
