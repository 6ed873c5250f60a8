import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { type Browser, type BrowserContext, type Page, chromium } from 'playwright-core';
import { leavePage } from '../support/leave-page.js';
import { RoughRoad } from '../support/rough-road.js';
import { isDeep } from '../support/runs.js';
import { Shop } from '../support/shop.js';
import { OWNER, sharedUrl } from './start-product.js';

const BROWSER_ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic'];

interface Live {
  eventId: string;
  event: string;
  distinctId: string;
  personId: number;
  platform: string;
  properties: Record<string, unknown>;
}
interface Sdk {
  page(): void;
  track(event: string, properties?: object): void;
  identify(id: string, traits?: object): void;
  group(id: string, traits?: object): void;
  alias(to: string, from?: string): void;
}
/** As the page has it. */
declare const analytics: Sdk;

/** Notes the ids of messages where another page of the same visitor can read them. */
const NOTE = `
  const note = (id) =>
    localStorage.setItem('sent', JSON.stringify([...JSON.parse(localStorage.getItem('sent') ?? '[]'), id]));`;

const segment = (load: string) => `
  import { AnalyticsBrowser } from '@segment/analytics-next';
  ${NOTE}
  ${load}
  analytics.addSourceMiddleware(({ payload, next }) => (note(payload.obj.messageId), next(payload)));
  window.analytics = analytics;`;

/** RudderStack's SDK tells the message of each call to its last argument. */
const rudder = (load: string) => `
  import { RudderAnalytics } from '@rudderstack/analytics-js/bundled';
  ${NOTE}
  const analytics = new RudderAnalytics();
  ${load}
  const heard = ({ messageId }) => note(messageId);
  window.analytics = {
    page: () => analytics.page(undefined, undefined, undefined, undefined, heard),
    track: (event, properties = {}) => analytics.track(event, properties, undefined, heard),
    identify: (id, traits = {}) => analytics.identify(id, traits, undefined, heard),
    group: (id, traits = {}) => analytics.group(id, traits, undefined, heard),
    alias: (to, from) => analytics.alias(to, from, undefined, heard),
  };`;

/** Each way of starting the SDKs that reaches a collector, as it is written in a page that knows `collector`. */
const PAGES: Record<string, string> = {
  'analytics-next': segment(
    `const analytics = AnalyticsBrowser.load({ writeKey: collector.writeKey, cdnURL: collector.host });`,
  ),

  'analytics-next in batches': segment(`const analytics = AnalyticsBrowser.load(
      { writeKey: collector.writeKey, cdnURL: collector.host },
      {
        integrations: {
          'Segment.io': { deliveryStrategy: { strategy: 'batching', config: { size: 10, timeout: 500 } } },
        },
      },
    );`),

  'analytics-js': rudder(
    `analytics.load(collector.writeKey, collector.host, { configUrl: collector.host });`,
  ),

  'analytics-js in batches': rudder(`analytics.load(collector.writeKey, collector.host, {
      configUrl: collector.host,
      queueOptions: { batch: { enabled: true, maxItems: 10, flushInterval: 500 } },
    });`),

  // What a killed tab had not sent is taken over by the visitor's next one, which by default holds it for ten minutes.
  'analytics-js by beacons': rudder(`analytics.load(collector.writeKey, collector.host, {
      configUrl: collector.host,
      useBeacon: true,
      beaconQueueOptions: { flushQueueInterval: 5_000 },
    });`),
};

const NEXT_START = 'GET /v1/projects/KEY/settings';
const RUDDER_START = 'GET /sourceConfig/';
/** All that a page asks for that is viewed and has one event. */
const ASKED: Record<string, string[]> = {
  'analytics-next': [NEXT_START, 'POST /v1/p', 'POST /v1/t'],
  'analytics-next in batches': [NEXT_START, 'POST /v1/b'],
  'analytics-js': [RUDDER_START, 'POST /v1/page', 'POST /v1/track'],
  'analytics-js in batches': [RUDDER_START, 'POST /v1/batch'],
  // A browser tells of a beacon only where its page outlives it.
  'analytics-js by beacons': [RUDDER_START],
};

const BEACON = /^POST \/beacon\//;

let productUrl: string;
let road: RoughRoad;
let shop: Shop;
let browser: Browser;
let token: string;

async function api<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${productUrl}/api${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return (await response.json()) as T;
}

beforeAll(async () => {
  productUrl = await sharedUrl();
  road = await RoughRoad.to(productUrl);
  shop = await Shop.open();
  const executablePath = process.env.CHROME_PATH ?? '/usr/bin/chromium';
  browser = await chromium.launch({ executablePath, args: BROWSER_ARGS });
  token = (await api<{ accessToken: string }>('POST', '/auth/login', OWNER)).accessToken;
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await shop?.close();
  await road?.close();
}, 60_000);

/** The SDKs as they are, bundled into a page of another origin: what they may do is up to CORS. */
describe.each(Object.keys(PAGES))('%s, in Chromium', (kind) => {
  let context: BrowserContext;
  let reader: Page | undefined;
  let project: { id: number; writeKey: string };
  let problems: string[] = [];
  let asked: string[] = [];

  /** A visitor of a new project's page. */
  const visit = async (query = ''): Promise<Page> => {
    const settings = { name: `Shop ${Math.random()}`, timeZone: 'UTC', weekStart: 'monday', currency: 'USD' };
    project = await api('POST', '/projects', settings);
    problems = [];
    asked = [];
    await shop.addModule('/page', PAGES[kind]!, { host: road.url, writeKey: project.writeKey });
    context = await browser.newContext();
    reader = undefined;
    return open(query);
  };

  const open = async (query = ''): Promise<Page> => {
    const page = await context.newPage();
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (line) => ['error', 'warning'].includes(line.type()) && problems.push(line.text()));
    page.on('request', (request) => {
      const { origin, pathname } = new URL(request.url());
      if (origin === shop.url) return;
      const where = origin === road.url ? '' : origin;
      asked.push(`${request.method()} ${where}${pathname.replace(project.writeKey, 'KEY')}`);
    });
    await page.goto(`${shop.url}/page${query}`);
    await page.waitForFunction('window.analytics !== undefined');
    return page;
  };

  /** The SDK has told of so many messages: before it is ready it tells of none. */
  const noted = (page: Page, count: number) =>
    page.waitForFunction(`JSON.parse(localStorage.getItem('sent') ?? '[]').length === ${count}`);

  /** What was noted, read by another page of the same visitor. */
  const sent = async (): Promise<string[]> => {
    if (!reader) {
      reader = await context.newPage();
      await reader.goto(`${shop.url}/elsewhere`);
    }
    const notes = await reader.evaluate("localStorage.getItem('sent')");
    return JSON.parse(String(notes ?? '[]')) as string[];
  };

  /** Every row of the project, once there are as many as were sent: the ids must be the same, each once. */
  const stored = async (limitMs = 30_000): Promise<Live[]> => {
    const until = Date.now() + limitMs;
    for (;;) {
      const ids = await sent();
      const { data } = await api<{ data: Live[] }>('GET', `/projects/${project.id}/events?limit=500`);
      if (data.length < ids.length && Date.now() < until) {
        await pause(300);
        continue;
      }
      expect(data.map(({ eventId }) => eventId).sort()).toEqual([...ids].sort());
      return data;
    }
  };

  it('starts with what is ours to answer, and asks nobody else', async () => {
    const page = await visit();
    await page.evaluate(() => {
      analytics.page();
      analytics.track('Chat Started');
    });
    await noted(page, 2);
    if (kind.endsWith('beacons')) await leavePage(page);
    const events = await stored();
    expect(events.map(({ event }) => event).sort()).toEqual(['$pageview', 'Chat Started']);
    expect(problems).toEqual([]);
    expect([...new Set(asked)].filter((line) => !BEACON.test(line)).sort()).toEqual(ASKED[kind]);
    await context.close();
  }, 120_000);

  it('tells one person from the first page to the closed tab', async () => {
    const page = await visit('?utm_source=baidu&utm_campaign=spring&bd_vid=1');
    await page.evaluate(() => {
      analytics.page();
      analytics.track('Chat Started', { model: 'small', text: '中文 😀' });
      analytics.identify('ada', { plan: 'pro' });
      analytics.group('acme', { seats: 3 });
      analytics.track('Message Sent');
    });
    await noted(page, 5);
    // What a batch still holds is sent when the visitor is back.
    await stored();
    await leavePage(page);
    const events = await stored();
    expect(events.map(({ event }) => event).sort()).toEqual(
      ['$groupidentify', '$identify', '$pageview', 'Chat Started', 'Message Sent'].sort(),
    );
    expect(new Set(events.map(({ platform }) => platform))).toEqual(new Set(['web']));
    const started = events.find(({ event }) => event === 'Chat Started');
    expect(started?.properties).toMatchObject({ model: 'small', text: '中文 😀' });
    const path = `/projects/${project.id}/persons?page=1&perPage=10`;
    const { data } = await api<{ data: { distinctIds: string[]; properties: object }[] }>('GET', path);
    expect(data).toHaveLength(1);
    expect(data[0]?.distinctIds).toHaveLength(2);
    expect(data[0]?.properties).toMatchObject({ plan: 'pro' });
    await context.close();
  }, 120_000);

  /** The bad cases of batches are tried by `npm run test:deep`: one way of each SDK meets them every time. */
  if (kind.endsWith('in batches') && !isDeep()) return;

  // Browsers hold 64 KB of beacons of a page; RudderStack's SDK lets go of what is above.
  const burst = kind.endsWith('beacons') ? 20 : 60;

  it('loses nothing of a burst before the tab is closed, once its visitor is back', async () => {
    const page = await visit();
    await page.evaluate(() => {
      analytics.page();
    });
    await page.evaluate((count) => {
      for (let index = 0; index < count; index++) analytics.track('Message Sent', { index });
    }, burst);
    await noted(page, burst + 1);
    await leavePage(page);
    const again = await open();
    // The SDK pauses longer after each try that broke off.
    expect(await stored(120_000)).toHaveLength(burst + 1);
    await again.close();
    await context.close();
  }, 180_000);

  // Nobody hears what becomes of a beacon.
  if (kind.endsWith('beacons')) return;

  it.each(['away', 'deaf', 'busy'] as const)(
    'sends again what met a road that was %s, and it counts once',
    async (state) => {
      const page = await visit();
      await page.evaluate(() => analytics.page());
      await noted(page, 1);
      await stored();
      const before = road.hindered;
      road.state = state;
      await page.evaluate(() => {
        for (let index = 0; index < 12; index++) analytics.track('Retried', { index });
      });
      while (road.hindered === before) await pause(50);
      await pause(500);
      road.state = 'open';
      const rows = await stored(60_000);
      expect(rows.filter(({ event }) => event === 'Retried')).toHaveLength(12);
      await leavePage(page);
      await stored();
      await context.close();
    },
    180_000,
  );
});
