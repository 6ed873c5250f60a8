import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Browser, type BrowserContext, type Page, chromium } from 'playwright-core';
import { closeTab } from '../support/leave-page.js';
import { RoughRoad } from '../support/rough-road.js';
import { isDeep } from '../support/runs.js';
import { Shop } from '../support/shop.js';
import { OWNER, sharedUrl } from './start-product.js';

const root = join(__dirname, '..', '..');
/** posthog-js leaves out what robots do, which it tells by these two. */
const BROWSER_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-blink-features=AutomationControlled',
];
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

/** The SDK sends an identify at once and by itself, zipped in the background: closing the tab in that moment cuts it off. */
const IDENTIFY_MS = 500;

interface Live {
  eventId: string;
  event: string;
  distinctId: string;
  personId: number;
  platform: string;
  properties: Record<string, unknown>;
}
/** As the page has it. */
declare const posthog: {
  capture(event: string, properties?: object): void;
  identify(id: string, traits?: object): void;
  group(type: string, key: string, traits?: object): void;
  alias(id: string): void;
  reset(): void;
  onFeatureFlags(heard: (flags: string[]) => void): void;
  getFeatureFlag(key: string): unknown;
  get_distinct_id(): string;
};

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
  const script = readFileSync(join(root, 'node_modules/posthog-js/dist/array.js'), 'utf8');
  shop.add('/posthog.js', script, 'text/javascript');
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await shop?.close();
  await road?.close();
}, 60_000);

/** What the SDK captures is noted by uuid, also while the page goes away. */
const start = `posthog.init(collector.writeKey, { api_host: collector.host });
  posthog.on('eventCaptured', ({ uuid }) => {
    localStorage.setItem('sent', JSON.stringify([...JSON.parse(localStorage.getItem('sent') ?? '[]'), uuid]));
  });`;

/** posthog-js as it is: as an npm package that a page is bundled with, and as the script for a page. */
describe.each(['npm', 'script'])('posthog-js by %s, in Chromium', (kind) => {
  let context: BrowserContext;
  let project: { id: number; writeKey: string };
  let problems: string[] = [];
  let asked: string[] = [];

  /** A visitor of a new project's page. */
  const visit = async (query = ''): Promise<Page> => {
    const settings = { name: `Shop ${Math.random()}`, timeZone: 'UTC', weekStart: 'monday', currency: 'USD' };
    project = await api('POST', '/projects', settings);
    problems = [];
    asked = [];
    const collector = { host: road.url, writeKey: project.writeKey };
    if (kind === 'npm') {
      const code = `import posthog from 'posthog-js';\n${start}\nwindow.posthog = posthog;`;
      await shop.addModule('/page', code, collector);
    } else {
      shop.add(
        '/page',
        `<!doctype html><title>Shop</title><script src="/posthog.js"></script>
          <script>const collector = ${JSON.stringify(collector)}; ${start}</script><body>`,
      );
    }
    context = await browser.newContext({ userAgent: USER_AGENT });
    return open(query);
  };

  const open = async (query = ''): Promise<Page> => {
    const page = await context.newPage();
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (line) => ['error', 'warning'].includes(line.type()) && problems.push(line.text()));
    page.on('request', (request) => {
      const { origin, pathname } = new URL(request.url());
      if (origin === road.url) asked.push(`${request.method()} ${pathname.replace(project.writeKey, 'KEY')}`);
    });
    await page.goto(`${shop.url}/page${query}`);
    return page;
  };

  /** What was captured, read by another page of the same visitor. */
  const sent = async (): Promise<string[]> => {
    shop.add('/notes', '<!doctype html>');
    const page = await context.newPage();
    await page.goto(`${shop.url}/notes`);
    const notes = await page.evaluate("localStorage.getItem('sent')");
    await page.close();
    return JSON.parse(String(notes ?? '[]')) as string[];
  };

  /** Every row of the project, once there are as many as were captured. */
  const stored = async (): Promise<Live[]> => {
    const uuids = await sent();
    const until = Date.now() + 30_000;
    for (;;) {
      const { data } = await api<{ data: Live[] }>('GET', `/projects/${project.id}/events?limit=500`);
      if (data.length < uuids.length && Date.now() < until) {
        await pause(250);
        continue;
      }
      expect(data.map(({ eventId }) => eventId).sort()).toEqual(uuids.sort());
      return data;
    }
  };

  it('starts without an error, and is told that there are no flags', async () => {
    const page = await visit();
    const flags = await page.evaluate(() => new Promise((resolve) => posthog.onFeatureFlags(resolve)));
    expect(flags).toEqual([]);
    expect(await page.evaluate(() => posthog.getFeatureFlag('new-checkout') ?? null)).toBeNull();
    await page.evaluate(() => posthog.capture('Chat Started'));
    await pause(4_000);
    expect(problems).toEqual([]);
    expect([...new Set(asked)].sort()).toEqual(['GET /array/KEY/config.js', 'POST /e/', 'POST /flags/']);
    await closeTab(page);
    await stored();
    await context.close();
  }, 120_000);

  it('tells one person from the first page to the closed tab', async () => {
    const page = await visit('?utm_source=baidu&utm_campaign=spring&bd_vid=1');
    await page.evaluate(() => posthog.capture('Chat Started', { model: 'small', text: '中文 😀' }));
    await pause(500);
    const device = await page.evaluate(() => posthog.get_distinct_id());
    await page.evaluate(() => {
      posthog.identify('ada', { plan: 'pro' });
      posthog.group('company', 'acme', { seats: 3 });
    });
    await pause(IDENTIFY_MS);
    await page.evaluate(() => posthog.capture('Message Sent'));
    await closeTab(page);
    const events = await stored();
    expect(new Set(events.map(({ event }) => event))).toEqual(
      new Set(['$pageview', 'Chat Started', '$identify', '$groupidentify', 'Message Sent', '$pageleave']),
    );
    expect(new Set(events.map(({ platform }) => platform))).toEqual(new Set(['web']));
    const started = events.find(({ event }) => event === 'Chat Started');
    expect(started).toMatchObject({ distinctId: device, properties: { model: 'small', text: '中文 😀' } });
    const { data } = await api<{ data: { distinctIds: string[]; properties: object }[] }>(
      'GET',
      `/projects/${project.id}/persons?page=1&perPage=10`,
    );
    expect(data.map(({ distinctIds }) => distinctIds.sort())).toEqual([[device, 'ada'].sort()]);
    expect(data[0]?.properties).toMatchObject({ plan: 'pro' });
    await context.close();
  }, 120_000);

  /** The same SDK: the bad cases of its script are tried by `npm run test:deep`, those of the package every time. */
  if (kind === 'script' && !isDeep()) return;

  it('keeps two people of one device apart', async () => {
    const page = await visit();
    await page.evaluate(() => {
      posthog.identify('ada');
      posthog.reset();
      posthog.capture('Looked Around');
    });
    await pause(500);
    await page.evaluate(() => {
      posthog.identify('bob');
    });
    await pause(IDENTIFY_MS);
    await page.evaluate(() => posthog.capture('Message Sent'));
    await closeTab(page);
    await stored();
    const today = new Date().toISOString().slice(0, 10);
    const { data } = await api<{ data: { distinctIds: string[] }[] }>(
      'GET',
      `/projects/${project.id}/persons?page=1&perPage=10`,
    );
    const names = data.map(({ distinctIds }) => distinctIds.filter((id) => ['ada', 'bob'].includes(id)));
    expect(names.sort()).toEqual([['ada'], ['bob']]);
    const query = { kind: 'activeUsers', from: today, to: today, event: 'Looked Around' };
    const { rows } = await api<{ rows: { users: number }[] }>('POST', `/projects/${project.id}/query`, query);
    expect(rows[0]?.users).toBe(1);
    await context.close();
  }, 120_000);

  it('loses nothing of a burst before the tab is closed', async () => {
    const page = await visit();
    await page.evaluate(() => {
      for (let index = 0; index < 90; index++) posthog.capture('Message Sent', { index });
    });
    await closeTab(page);
    expect((await stored()).length).toBeGreaterThan(90);
    await context.close();
  }, 120_000);

  it.each(['away', 'deaf', 'busy'] as const)(
    'sends again what met a road that was %s, and it counts once',
    async (state) => {
      const page = await visit();
      await pause(4_500);
      const before = road.hindered;
      road.state = state;
      await page.evaluate(() => posthog.capture('Retried'));
      while (road.hindered === before) await pause(50);
      await pause(200);
      road.state = 'open';
      const rows = await stored();
      expect(rows.filter(({ event }) => event === 'Retried')).toHaveLength(1);
      await closeTab(page);
      await stored();
      await context.close();
    },
    120_000,
  );
});
