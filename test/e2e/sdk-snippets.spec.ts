import { snippet, type SnippetName } from '@groundswell/admin/snippets';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { type Browser, chromium } from 'playwright-core';
import { Shop } from '../support/shop.js';
import { OWNER, sharedUrl } from './start-product.js';

const BROWSER_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-blink-features=AutomationControlled',
];
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

interface Live {
  event: string;
  distinctId: string;
  properties: Record<string, unknown>;
}

/** Each snippet for browsers as it is copied from Data, Keys, on a page of another origin. */
describe('the snippets for browsers', () => {
  let productUrl: string;
  let shop: Shop;
  let browser: Browser;
  let token: string;

  const api = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${productUrl}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return (await response.json()) as T;
  };

  beforeAll(async () => {
    productUrl = await sharedUrl();
    shop = await Shop.open();
    const executablePath = process.env.CHROME_PATH ?? '/usr/bin/chromium';
    browser = await chromium.launch({ executablePath, args: BROWSER_ARGS });
    token = (await api<{ accessToken: string }>('POST', '/auth/login', OWNER)).accessToken;
  }, 300_000);

  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  }, 60_000);

  it.each<SnippetName>(['segmentBrowser', 'rudderBrowser', 'posthogJs'])(
    '%s sends its events as it stands',
    async (name) => {
      const settings = { name, timeZone: 'UTC', weekStart: 'monday', currency: 'USD' };
      const project = await api<{ id: number; writeKey: string }>('POST', '/projects', settings);
      await shop.addModule(`/${name}`, snippet(name, { host: productUrl, writeKey: project.writeKey }));
      const context = await browser.newContext({ userAgent: USER_AGENT });
      const page = await context.newPage();
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('requestfailed', (request) =>
        problems.push(`${request.url()}: ${request.failure()?.errorText}`),
      );
      await page.goto(`${shop.url}/${name}`);
      const events = await untilLive(project.id, ['$pageview', '$identify', 'Chat Started']);
      expect(events.map(({ event }) => event).sort()).toEqual(['$identify', '$pageview', 'Chat Started']);
      expect(events.find(({ event }) => event === 'Chat Started')?.properties).toMatchObject({
        model: 'small',
      });
      const path = `/projects/${project.id}/persons?page=1&perPage=10`;
      const people = await api<{ data: { distinctIds: string[]; properties: object }[] }>('GET', path);
      expect(people.data).toHaveLength(1);
      expect(people.data[0]?.distinctIds).toContain('ada');
      expect(people.data[0]?.properties).toMatchObject({ plan: 'pro' });
      expect(problems).toEqual([]);
      await context.close();
    },
    90_000,
  );

  it('are shown with a line that says within seconds whether the first event came', async () => {
    const settings = { name: 'Page', timeZone: 'UTC', weekStart: 'monday', currency: 'USD' };
    const project = await api<{ id: number; writeKey: string }>('POST', '/projects', settings);
    const context = await browser.newContext({ locale: 'en-US' });
    const login = { data: OWNER, headers: { origin: productUrl } };
    await context.request.post(`${productUrl}/api/auth/login`, login);
    const page = await context.newPage();
    await page.goto(`${productUrl}/p/${project.id}/data/keys?sdk=posthogNode`);
    const line = page.getByTestId('first-event');
    await line.getByText('Waiting for the first event').waitFor();
    const target = { host: productUrl, writeKey: project.writeKey };
    expect(await page.getByTestId('snippet').innerText()).toBe(snippet('posthogNode', target));
    await page.getByTestId('sdk-rudderBrowser').click();
    await page.getByTestId('snippet').getByText('new RudderAnalytics()').waitFor();
    expect(await page.getByTestId('snippet').innerText()).toBe(snippet('rudderBrowser', target));
    await fetch(`${productUrl}/capture/`, {
      method: 'POST',
      body: JSON.stringify({
        api_key: project.writeKey,
        event: 'Chat <b>Started</b>',
        distinct_id: 'ada',
        properties: { $lib: 'web' },
      }),
    });
    await line.getByText('from posthog-js').waitFor();
    expect(await line.innerText()).toMatch(
      /^Received: Chat <b>Started<\/b> · \d+ sec\.? ago, from posthog-js$/,
    );
    await context.close();
  }, 90_000);

  async function untilLive(projectId: number, wanted: string[]): Promise<Live[]> {
    const until = Date.now() + 20_000;
    for (;;) {
      const { data } = await api<{ data: Live[] }>('GET', `/projects/${projectId}/events?limit=50`);
      const names = new Set(data.map(({ event }) => event));
      if (wanted.every((name) => names.has(name)) || Date.now() > until) return data;
      await pause(200);
    }
  }
});
