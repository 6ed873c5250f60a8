import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type Page, chromium } from 'playwright-core';
import { OWNER, StartedProduct } from './start-product.js';

const root = join(__dirname, '..', '..');
const gamelaunch = join(root, 'test/reference/gamelaunch');
const BROWSER_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** What a new user does in the first hour, in a real Chromium on the product as `npm start` runs it. */
describe('the first hour', () => {
  let product: StartedProduct;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const problems: string[] = [];

  async function api<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await context.request.fetch(`${product.url}/api${path}`, {
      method,
      data: body,
      headers: { origin: product.url },
    });
    if (!response.ok()) throw new Error(`${path}: ${response.status()} ${await response.text()}`);
    return (await response.json()) as T;
  }

  beforeAll(async () => {
    product = await StartedProduct.start();
    browser = await chromium.launch({
      executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
      args: BROWSER_ARGS,
    });
    context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 900 } });
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => problems.push(error.message));
  }, 300_000);

  afterAll(async () => {
    await browser?.close();
    expect(await product?.stop()).toBe(0);
  }, 60_000);

  it('refuses a wrong password in words, and lets the owner in', async () => {
    await page.goto(product.url);
    await page.getByLabel(/e-mail/i).fill(OWNER.email);
    await page.getByLabel(/^password/i).fill('wrong password');
    await page.keyboard.press('Enter');
    await page
      .getByText(/e-mail or (the )?password|not right|wrong/i)
      .first()
      .waitFor();
    await page.getByLabel(/^password/i).fill(OWNER.password);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => !url.pathname.startsWith('/login'));
  }, 90_000);

  it('shows the published retention of an imported log, cell by cell', async () => {
    await api('POST', '/projects', { name: 'Game', timeZone: 'UTC', weekStart: 'monday', currency: 'USD' });
    const map = 'event=eventName,distinctId=userid,timestamp=eventDate';
    const args = ['import', join(gamelaunch, 'gamelaunch.csv.gz'), '--project', 'Game', '--map', map];
    const run = spawnSync(
      process.execPath,
      [join(root, 'apps/cli/bin/groundswell.cjs'), ...args, '--home', product.home],
      {
        encoding: 'utf8',
      },
    );
    expect(`${run.stdout}${run.stderr}`).toContain('29324 accepted, 0 refused');
    expect(run.status).toBe(0);

    const truth = JSON.parse(readFileSync(join(gamelaunch, 'expected.json'), 'utf8')) as {
      day_cohort_counts: Record<string, number[]>;
    };
    const { data } = await api<{ data: { id: number; name: string }[] }>('GET', '/projects');
    const id = data.find(({ name }) => name === 'Game')?.id;
    await page.goto(`${product.url}/p/${id}/retention?from=2016-04-27&to=2016-05-27&period=day&periods=10`);
    expect(await page.getByTestId('retention-cell-average-1').innerText()).toContain('56.7');
    for (const [cohort, counts] of Object.entries(truth.day_cohort_counts).slice(0, 10)) {
      const size = counts[0] ?? 0;
      for (const [n, users] of counts.slice(0, 11).entries()) {
        const shown = await page.getByTestId(`retention-cell-${cohort}-${n}`).innerText();
        expect([cohort, n, shown.replace(/\s|%/g, '')]).toEqual([
          cohort,
          n,
          ((100 * users) / size).toFixed(1),
        ]);
      }
    }
  }, 180_000);

  it('shows an event within seconds of a curl, live and in today’s active users', async () => {
    const project = await api<{ id: number; writeKey: string }>('POST', '/projects', {
      name: 'Mine',
      timeZone: 'UTC',
      weekStart: 'monday',
      currency: 'USD',
    });
    await page.goto(`${product.url}/p/${project.id}/data/live`);
    const curl = await fetch(`${product.url}/v1/track`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${project.writeKey}:`).toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ userId: 'ada', event: 'Chat Started' }),
    });
    expect(await curl.json()).toEqual({ success: true });
    await page.getByTestId('live-event').first().waitFor();
    expect(await page.getByTestId('live-event').first().innerText()).toContain('Chat Started');
    const today = new Date().toISOString().slice(0, 10);
    const query = { kind: 'activeUsers', from: today, to: today };
    const { rows } = await api<{ rows: { users: number }[] }>('POST', `/projects/${project.id}/query`, query);
    expect(rows[0]?.users).toBe(1);
  }, 90_000);

  it('speaks Chinese, dark, on a phone', async () => {
    const phone = await browser.newContext({
      locale: 'zh-CN',
      colorScheme: 'dark',
      viewport: { width: 390, height: 844 },
      storageState: await context.storageState({ indexedDB: false }),
    });
    const small = await phone.newPage();
    small.on('pageerror', (error) => problems.push(error.message));
    await small.addInitScript('localStorage.clear()');
    const { data } = await api<{ data: { id: number; name: string }[] }>('GET', '/projects');
    await small.goto(`${product.url}/p/${data.find(({ name }) => name === 'Game')?.id}/overview`);
    await small.getByText('日活跃用户').first().waitFor();
    const overflow = await small.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
    await phone.close();
  }, 90_000);

  it('raised no error in the browser', () => expect(problems).toEqual([]));
});
