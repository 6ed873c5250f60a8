import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { eventually } from '../support/eventually.js';
import { SeenProduct } from './seen-product.js';
import { OWNER } from './start-product.js';

let product: SeenProduct;
let browser: Browser;
let page: Page;
let project: { id: number; writeKey: string };

const api = <T>(method: string, path: string, body?: unknown): Promise<T> => product.api(method, path, body);
const people = () => product.people();

beforeAll(async () => {
  product = await SeenProduct.open('Two of one');
  ({ browser, page, project } = product);
  const track = (userId: string) => ({ type: 'track', userId, event: 'Opened' });
  const said = (userId: string, plan: string) => ({ type: 'identify', userId, traits: { plan } });
  const batch = [
    track('ada-old'),
    said('ada-old', 'free'),
    track('ada-new'),
    said('ada-new', 'pro'),
    track('bob'),
    { ...track('ada-new'), event: 'Paid' },
  ];
  await product.send(batch);
  await product.untilPeople(3);
}, 300_000);
afterAll(() => product?.close());

const row = (text: string) => page.getByTestId('person-row').filter({ hasText: text });

describe('the people page', () => {
  it('finds a person, merges two after a preview, and undoes it from the log', async () => {
    await page.goto(`${product.url}/p/${project.id}/people`);
    await row('bob').waitFor();
    await page.getByTestId('people-search').fill('ada-');
    await row('bob').waitFor({ state: 'detached' });
    await eventually(async () => expect(await page.getByTestId('person-row').count()).toBe(2));
    await row('ada-new').getByRole('link').click();
    await page.getByTestId('timeline-event').first().waitFor();

    await page.getByRole('button', { name: 'Merge with…' }).click();
    await page.getByLabel('The other person').fill('ada-o');
    await page.getByRole('option', { name: 'ada-old' }).click();
    const preview = page.getByTestId('merge-preview');
    await preview.getByText('2 ids').waitFor();
    expect(await preview.getByRole('row', { name: 'plan pro free' }).count()).toBe(1);
    await page.getByLabel('Reason').fill('One customer');
    await page.getByRole('button', { name: 'Merge', exact: true }).click();
    await page.getByTestId('person-merges').getByText('ada-old').waitFor();
    await page.getByTestId('person-ids').getByText('ada-old').first().waitFor();
    expect(await people()).toBe(2);

    await page.goto(`${product.url}/p/${project.id}/people/merges`);
    await page.getByTestId('merge-row').getByText('One customer').waitFor();
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByRole('button', { name: 'Undo the merge' }).click();
    await page.getByTestId('merge-row').getByText('Undone').waitFor();
    expect(await people()).toBe(3);
  }, 120_000);
});

describe('the growth page', () => {
  it('shows the numbers of the API, and its URL reproduces the view', async () => {
    await page.goto(`${product.url}/p/${project.id}/growth?interval=day&range=7d`);
    const rows = page.getByTestId('growth-table').locator('tbody tr');
    await rows.first().waitFor();
    expect(await rows.count()).toBe(7);
    const cells = rows.first().locator('td[data-count]');
    await eventually(async () => expect(await cells.allInnerTexts()).toEqual(['3', '3', '0', '0', '0']));
    expect(await rows.first().getAttribute('data-state')).toBe('running');
    await page.getByTestId('growth-chart').locator('svg path').first().waitFor();
    await page.getByTestId('stickiness-histogram').locator('svg').waitFor();
    const histogram = page.getByTestId('stickiness-histogram');
    await eventually(async () =>
      expect(await histogram.getAttribute('aria-label')).toContain('Active on 1 day of 28: 3'),
    );
    await page.getByRole('button', { name: '7 days', exact: true }).click();
    await page.waitForURL(/window=7/);
    await page.reload();
    await rows.first().waitFor();
    expect(await page.getByRole('button', { name: 'Day', exact: true }).getAttribute('aria-pressed')).toBe(
      'true',
    );
  }, 60_000);
});

describe('the people behind a number', () => {
  const drawer = () => page.getByTestId('people-behind');
  const focused = () => page.evaluate<string>('document.activeElement.getAttribute("aria-label")');

  it('open by click and by keyboard, are kept by the URL, and give the focus back', async () => {
    await page.goto(`${product.url}/p/${project.id}/growth?interval=day&range=7d`);
    const active = page.getByTestId('growth-table').locator('td[data-count=active] button').first();
    await active.press('Enter');
    await page.getByTestId('behind-total').getByText('3 people').waitFor();
    await eventually(async () => expect(await page.getByTestId('behind-person').count()).toBe(3));
    await page.reload();
    await page.getByTestId('behind-total').getByText('3 people').waitFor();
    await drawer().getByRole('button', { name: 'Churned' }).click();
    await drawer().getByText('Nobody').waitFor();
    await page.keyboard.press('Escape');
    await drawer().waitFor({ state: 'detached' });
    expect(page.url()).not.toContain('behind');

    await active.click();
    await drawer().waitFor();
    await page.keyboard.press('Escape');
    await drawer().waitFor({ state: 'detached' });
    expect(await focused()).toContain('show the people');

    await page.getByTestId('stickiness-histogram').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByTestId('behind-total').getByText('3 people').waitFor();
    const saved = page.waitForEvent('download');
    await page.getByTestId('behind-csv').click();
    expect((await saved).suggestedFilename()).toBe('people-stickiness.csv');
    await drawer().getByRole('link', { name: 'bob' }).click();
    await page.getByTestId('timeline-event').first().waitFor();
    await page.goBack();
    await drawer().waitFor();
  }, 60_000);

  it('of a cell of retention came back or did not, also where two are compared', async () => {
    await page.goto(`${product.url}/p/${project.id}/retention?range=7d&compare=other&platformB=ios`);
    await page.getByTestId('retention-differences').getByText('Difference').waitFor();
    const cell = page
      .getByTestId('retention-heatmap')
      .locator('tr:not([data-cohort=average]) td[data-users="3"]');
    await cell.first().focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('behind-total').getByText('3 people').waitFor();
    await drawer().getByRole('button', { name: 'Did not' }).click();
    await drawer().getByText('Nobody').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: 'Came back' }).click();
    await page.getByRole('option', { name: 'In a span of periods' }).click();
    await page.getByTestId('retention-brackets').fill('0, 1-3');
    await page.getByTestId('retention-brackets').press('Enter');
    await page.waitForURL(/brackets=0%2C1-3/);
    await page.getByTestId('retention-heatmap').getByRole('columnheader', { name: 'D1–3' }).waitFor();
  }, 60_000);
});

describe('the pages about order', () => {
  const users = (step: number) => page.getByTestId(`funnel-users-${step}`);

  it('build a funnel from what is suggested, filter it by keyboard, and keep it in the URL', async () => {
    await page.goto(`${product.url}/p/${project.id}/funnel`);
    await page.getByRole('button', { name: 'Try with Opened and Paid' }).click();
    await users(1).waitFor();
    await eventually(async () =>
      expect([await users(0).innerText(), await users(1).innerText()]).toEqual(['3', '1']),
    );
    await page.getByRole('button', { name: 'Filter: Step 2' }).press('Enter');
    await page.getByLabel('Property', { exact: true }).fill('plan');
    await page.getByLabel('Value', { exact: true }).fill('<b>gold</b>');
    await page.getByLabel('Value', { exact: true }).press('Enter');
    await page.getByText('plan is <b>gold</b>').waitFor();
    await page.waitForURL(/properties\.plan/);
    await page.reload();
    await page.getByText('plan is <b>gold</b>').waitFor();
    while ((await users(1).innerText()) !== '0') await pause(50);
    expect(await users(0).innerText()).toBe('3');
  }, 60_000);

  it('draw paths, and list their links', async () => {
    await page.goto(`${product.url}/p/${project.id}/paths?event=Opened`);
    await page.getByTestId('paths-chart').locator('svg path').first().waitFor();
    const cells = page.getByTestId('paths-table').locator('tbody td');
    await eventually(async () => expect(await cells.allInnerTexts()).toEqual(['1', 'Opened', 'Paid', '1']));
    await page.getByRole('button', { name: 'Leading to' }).click();
    await page.waitForURL(/direction=end/);
    await page.getByText('People did that, and nothing before or after it').waitFor();
  }, 60_000);

  it('are behind one entry of the menu on a phone', async () => {
    const phone = await browser.newContext({ viewport: { width: 390, height: 844 } });
    const small = await phone.newPage();
    await small.request.post(`${product.url}/api/auth/login`, { data: OWNER });
    await small.goto(`${product.url}/p/${project.id}/overview`);
    await small.getByTestId('nav-more').click();
    await small.getByRole('dialog').getByRole('link', { name: 'Funnel' }).click();
    await small.getByRole('heading', { name: 'Funnel' }).waitFor();
    await small.getByRole('dialog').waitFor({ state: 'detached' });
    await phone.close();
  }, 60_000);
});

describe('a dashboard', () => {
  it('is made of a saved report, carries annotations, and opens to whoever has its link until it is revoked', async () => {
    await page.goto(`${product.url}/p/${project.id}/growth?interval=day&range=7d`);
    await page.getByTestId('growth-chart').getByTestId('add-annotation').click();
    await page.getByTestId('annotation-dialog').getByLabel('Text').fill('<i>2.0</i> is out');
    await page.getByTestId('annotation-dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByTestId('growth-chart').getByText('<i>2.0</i> is out').waitFor();

    await page.getByTestId('growth-chart').getByTestId('save-report').click();
    const saving = page.getByTestId('save-dialog');
    await saving.getByLabel('Put on dashboard').click();
    await page.getByRole('option', { name: 'New dashboard' }).click();
    await page.getByLabel('Name of the new dashboard').fill('For the board');
    await saving.getByRole('button', { name: 'Save', exact: true }).click();
    await saving.waitFor({ state: 'detached' });

    await page.goto(`${product.url}/p/${project.id}/dashboards`);
    await page.getByRole('link', { name: 'For the board' }).click();
    await page.getByTestId('tile').locator('[role=img] svg').waitFor();
    await page.getByTestId('tile').locator('[role=img]').focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await page.getByTestId('people-behind').getByText('3 people').waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId('people-behind').waitFor({ state: 'detached' });
    const file = page.waitForEvent('download');
    await page.getByTestId('tile').getByTestId('export-csv').click();
    expect((await file).suggestedFilename()).toMatch(/^growthAccounting-.*\.csv$/);

    await page.getByTestId('share').click();
    await page.getByTestId('new-link').click();
    const link = await page.getByTestId('share-link').inputValue();

    const stranger = await (await browser.newContext()).newPage();
    await stranger.goto(link);
    await stranger.getByRole('heading', { name: 'For the board' }).waitFor();
    await stranger.getByTestId('tile').locator('[role=img] svg').waitFor();
    expect(await stranger.getByText('is out').count()).toBe(0);
    const shown = stranger.waitForEvent('download');
    await stranger.getByTestId('tile').getByTestId('export-csv').click();
    expect((await shown).suggestedFilename()).toMatch(/\.csv$/);
    await stranger.getByTestId('tile-display').click();
    await stranger.getByTestId('tile').getByRole('table').waitFor();
    await page.getByRole('button', { name: /^Revoke the link/ }).click();
    await page.getByRole('button', { name: /^Revoke the link/ }).waitFor({ state: 'detached' });
    await stranger.reload();
    await stranger.getByText('This link opens nothing').waitFor();
    await stranger.context().close();
  }, 60_000);
});

describe('cohorts', () => {
  it('are made by a rule and by a list, say how many they share, and leave as a file', async () => {
    const dialog = page.getByRole('dialog');
    await page.goto(`${product.url}/p/${project.id}/cohorts`);
    await page.getByTestId('new-cohort').click();
    await dialog.getByLabel('Event', { exact: true }).fill('Paid');
    await dialog.getByTestId('cohort-name').fill('Paying');
    await dialog.getByTestId('cohort-size').getByText('1 person').waitFor();
    await dialog.getByTestId('save-cohort').click();
    await page.getByRole('heading', { name: 'Paying' }).waitFor();
    await page.getByTestId('cohort-people').getByText('ada-new').waitFor();

    await page.goto(`${product.url}/p/${project.id}/cohorts`);
    await page.getByTestId('new-cohort').click();
    await dialog.getByTestId('cohort-name').fill('Friends');
    await dialog.getByRole('button', { name: 'List of ids' }).click();
    await dialog.getByLabel('Ids', { exact: true }).fill('bob\nada-new');
    await dialog.getByTestId('save-cohort').click();
    await page.getByTestId('cohort-people').getByText('2 people').waitFor();
    const file = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export CSV' }).click();
    expect((await file).suggestedFilename()).toBe('Friends.csv');

    await page.goto(`${product.url}/p/${project.id}/cohorts`);
    const shared = page.getByTestId('overlap-table').locator('tbody td');
    await shared.nth(3).waitFor();
    await eventually(async () => {
      const people = (await shared.allInnerTexts()).map((text) => Number.parseInt(text));
      expect(people.sort()).toEqual([1, 1, 1, 2]);
    });
  }, 60_000);

  it('speak Chinese on a phone in the dark, also when the API refuses', async () => {
    const phone = await browser.newContext({
      ...{ viewport: { width: 390, height: 844 }, locale: 'zh-CN', colorScheme: 'dark' },
      storageState: await page.context().storageState(),
    });
    const small = await phone.newPage();
    await small.goto(`${product.url}/p/${project.id}/cohorts`);
    await small.getByTestId('overlap-table').waitFor();
    expect(await small.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await small.getByTestId('new-cohort').click();
    const dialog = small.getByRole('dialog');
    await dialog.getByTestId('cohort-name').fill('Friends');
    await dialog.getByRole('button', { name: 'ID 列表' }).click();
    await dialog.getByLabel('ID', { exact: true }).fill('bob');
    await dialog.getByTestId('save-cohort').click();
    await dialog.getByText('这个名称已被使用').waitFor();
    await phone.close();
  }, 60_000);
});

describe('trends', () => {
  it('measure events beside the days before, keep the question in the URL, and are saved as an image', async () => {
    await page.goto(`${product.url}/p/${project.id}/trends?range=7d`);
    await page.getByRole('combobox', { name: 'Measure' }).click();
    await page.getByRole('option', { name: 'Events', exact: true }).click();
    await page.getByLabel('Compare with the days before').click();
    await page.getByTestId('lacks-before').getByText('No data of the days before').waitFor();
    expect(new URL(page.url()).search).toBe('?range=7d&measure=events&compare=1');
    // All its data are of today: they are before tomorrow.
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    await page.goto(
      `${product.url}/p/${project.id}/trends?from=${tomorrow}&to=${tomorrow}&measure=events&compare=1`,
    );
    await page.getByTestId('trends-table').getByRole('columnheader', { name: 'Days before' }).waitFor();
    const saved = page.waitForEvent('download');
    await page
      .getByTestId('trends-chart')
      .getByRole('button', { name: /^Save as image/ })
      .click();
    expect((await saved).suggestedFilename()).toMatch(/\.png$/);
  }, 60_000);
});

describe('an alert', () => {
  it('on a saved report shows what it would say, looks at once and keeps what it saw', async () => {
    await page.goto(`${product.url}/p/${project.id}/alerts`);
    await page.getByRole('button', { name: 'New alert' }).first().click();
    const dialog = page.getByTestId('alert-dialog');
    await dialog.getByLabel('Report').click();
    await page.getByRole('option').first().click();
    await dialog.getByRole('button', { name: 'Threshold' }).click();
    await dialog.getByLabel('Value', { exact: true }).fill('1000000');
    await dialog.getByTestId('alert-preview').getByText('This would tell now').waitFor();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByTestId('alerts').getByText('Firing').waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'History' }).click();
    await page.getByTestId('alert-history').getByText('≥ 1,000,000').waitFor();
  }, 60_000);
});

describe('an import', () => {
  it('of a Parquet file, packed as warehouses do, is looked at in the page, stored, and says what it refused', async () => {
    const time = Date.parse('2026-01-05T10:00:00Z');
    const columnData: ColumnSource[] = [
      { name: 'occurred_at', data: [time, time + 1, time + 2].map((ms) => new Date(ms)), type: 'TIMESTAMP' },
      // Beyond what a double can hold.
      { name: 'visitor', data: [9007199254740993n, 9007199254740995n, 9007199254740993n], type: 'INT64' },
      { name: 'action', data: ['Opened', 'Opened', ''], type: 'STRING' },
    ];
    const bytes = parquetWriteBuffer({ columnData });
    const before = await people();
    await page.goto(`${product.url}/p/${project.id}/data/imports`);
    await page.getByTestId('import-upload').first().click();
    const file = { name: 'visits.parquet', mimeType: '', buffer: Buffer.from(bytes) };
    await page.getByTestId('import-file').setInputFiles(file);
    await page.getByTestId('import-preview').getByText('9007199254740993').first().waitFor();
    await page.getByRole('combobox', { name: 'Distinct id' }).click();
    await page.getByRole('option', { name: 'visitor' }).click();
    await page.getByTestId('import-stored').getByText('2026-01-05 10:00:00').first().waitFor();
    await page.getByTestId('import-start').click();
    const row = page.getByTestId('import-row').filter({ hasText: 'visits.parquet' });
    await row.getByText('Done').waitFor();
    await row.getByRole('button', { name: /^Show rejected/ }).click();
    await page.getByRole('dialog').getByRole('row', { name: /^3 / }).waitFor();
    await page.keyboard.press('Escape');
    expect(await people()).toBe(before + 2);
  }, 60_000);
});

describe('the dead letters', () => {
  it('are edited, looked at and replayed', async () => {
    const timestamp = new Date(Date.now() - 90 * 86_400_000).toISOString();
    const late = {
      type: 'track',
      anonymousId: 'device-9',
      event: 'Opened',
      properties: { uid: 'cyd' },
      timestamp,
    };
    await product.send([late]);
    const letters = async () =>
      (await api<{ total: number }>('GET', `/projects/${project.id}/deadLetters`)).total;
    while ((await letters()) < 1) await pause(100);
    const before = await people();

    await page.goto(`${product.url}/p/${project.id}/data/dead-letters`);
    await page.getByTestId('replay').click();
    await page.getByTestId('replay-preview').getByText('1 of 1 would become rows.').waitFor();
    await page.getByRole('button', { name: 'Add an edit' }).click();
    await page.getByLabel('Field', { exact: true }).fill('properties.uid');
    await page.getByLabel('To', { exact: true }).fill('userId');
    await page.getByTestId('replay-preview').getByRole('cell', { name: '"cyd"' }).waitFor();
    await page.getByTestId('replay-start').click();
    await page.getByTestId('replay-outcome').getByText('Replayed: 1.').waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByText('No dead letters').waitFor();
    expect(await letters()).toBe(0);
    expect(await people()).toBe(before + 1);
  }, 60_000);
});

describe('the conversions page', () => {
  it('sets up a network, shows what it would be told, to the letter, and takes it away again', async () => {
    await page.goto(`${product.url}/p/${project.id}/conversions`);
    await page.getByText('No network is told of conversions yet').waitFor();
    await page.getByTestId('new-destination').click();
    const dialog = page.getByTestId('destination-dialog');
    for (const [label, value] of [
      [/^Name\W*$/, 'Main pixel'],
      [/^Data set/, '77'],
      [/^Access token/, 'a-secret'],
      [/^Event\W*$/, 'Paid'],
      [/^Name there/, 'Lead'],
    ] as const) {
      await dialog.getByLabel(label).first().fill(value);
    }
    await dialog.getByLabel('Only people who agreed').uncheck();
    await dialog.getByRole('button', { name: 'Create' }).click();
    const row = page.getByTestId('destination-row');
    await row.filter({ hasText: 'Paid → Lead' }).waitFor();
    await row.getByRole('button', { name: 'Dry run' }).click();
    const sent = await page.getByTestId('dry-run-request').innerText();
    expect(sent).toMatch(/^POST https:\/\/graph\.facebook\.com\/v[\d.]+\/77\/events/);
    expect(sent).toMatch(/"external_id": \[\s+"[0-9a-f]{64}"/);
    expect(sent).not.toContain('a-secret');
    await page.getByRole('button', { name: 'Close' }).click();
    await row.getByRole('button', { name: 'Delete Main pixel' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No network is told of conversions yet').waitFor();
  });
});

describe('the referral page', () => {
  it('makes a programme with rewards, settles them, and takes one back with its reason', async () => {
    await product.send([
      { type: 'track', userId: 'ada-new', event: 'Joined' },
      { type: 'track', userId: 'ada-new', event: 'Sent', properties: { inviteCode: 'A' } },
      { type: 'track', userId: 'bob', event: 'Accepted', properties: { inviteCode: 'A' } },
    ]);
    await page.goto(`${product.url}/p/${project.id}/referral?range=7d`);
    await page.getByTestId('new-program').click();
    const dialog = page.getByRole('dialog');
    for (const [label, text] of Object.entries({
      Name: 'Friends',
      'Makes a user': 'Joined',
      Invite: 'Sent',
      'Sign-up of the invited': 'Accepted',
      'What is given': 'credits',
      'To the inviter': '10',
      'To the invited': '4',
      'Days in escrow from activation': '0',
    }))
      await dialog
        .getByLabel(new RegExp(`^${label}`))
        .first()
        .fill(text);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Settle now' }).click();
    await page.getByTestId('rewards-payable').getByText('14').waitFor();
    const reward = page.getByTestId('reward').filter({ hasText: 'own sign-up' });
    await reward.getByRole('button', { name: 'Lines' }).click();
    await page.getByTestId('reward-dialog').getByRole('button', { name: 'Void' }).click();
    await page.getByLabel('Why (kept in the ledger)').fill('A test of ours');
    await page.getByTestId('reward-dialog').getByRole('button', { name: 'Void' }).click();
    await page.getByTestId('rewards-payable').getByText('10').waitFor();
    await reward.getByText('decided by a member').waitFor();
    const inviters = page.getByTestId('referral-inviters');
    await inviters.getByRole('link', { name: 'ada-new' }).waitFor();
    await inviters.locator('[aria-expanded]').first().click();
    await inviters.locator('tbody tr').nth(1).getByText('bob').waitFor();
  }, 60_000);
});
