import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { SeenProduct } from './seen-product.js';
import { OWNER } from './start-product.js';

let product: SeenProduct;
let page: Page;
const WORKBOOK = join(__dirname, '../../libs/ingestion/src/workbook/fixtures/google-de.xlsx');
const today = new Date().toISOString().slice(0, 10);

beforeAll(async () => {
  product = await SeenProduct.open('Advertising');
  ({ page } = product);
  const came = (anonymousId: string, content: string) => ({
    ...{ type: 'page', anonymousId },
    context: { campaign: { source: 'google', medium: 'cpc', name: 'spring', content } },
  });
  const signed = (anonymousId: string) => ({ type: 'track', anonymousId, event: 'Signed Up' });
  await product.send([
    came('ada', 'hook'),
    signed('ada'),
    came('bob', 'hook'),
    came('eve', 'plain'),
    signed('eve'),
  ]);
  await product.untilPeople(3);
  const csv = `Day,Campaign,Ad,Cost,Impressions,Clicks\n${today},spring,hook,20,1000,40\n${today},spring,plain,5,1000,15\n`;
  await product.api('POST', `/projects/${product.project.id}/spend/import`, {
    csv,
    platform: 'google',
    currency: 'USD',
  });
}, 300_000);
afterAll(() => product?.close());

const goTo = (path: string) => page.goto(`${product.url}/p/${product.project.id}/${path}`);

it('spend meets sign-ups from the campaign down to the creative, in names that can be changed', async () => {
  await goTo('campaigns');
  const row = page.getByTestId('performance-table').locator('tr[data-key="spring"]');
  await row.getByText('25.00').first().waitFor();

  await goTo('creatives');
  const card = page.locator('[data-testid=creative-card][data-key=hook]');
  await card.getByText('20.00').waitFor();
  await card.getByRole('button').click();
  const drawer = page.getByTestId('creative-drawer');
  await drawer.getByTestId('edit-creative').click();
  await page.getByLabel('Text', { exact: true }).fill('Read it all');
  await page.getByRole('button', { name: 'Save' }).click();
  await drawer.getByText('Read it all').first().waitFor();
  await page.getByTestId('node-dialog').waitFor({ state: 'detached' });
  expect(page.url()).toContain('creative=hook');

  await goTo('campaigns/tree');
  await page.getByTestId('convention').fill('{word}_{rest}');
  await page.getByText('0 of 1 campaign name follows it.').waitFor();
  await page.getByRole('button', { name: 'What to do with spring' }).click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await page.locator('[data-testid=tree-row][data-key=spring]').waitFor({ state: 'detached' });
}, 60_000);

it('attribution names channels and says where the models would move the budget', async () => {
  await goTo('attribution?event=Signed%20Up');
  const row = page.getByTestId('models-table').locator('tr[data-key="paid_search"]');
  await row.getByText('Paid search').waitFor();
  await row.getByText('25.00').first().waitFor();
}, 60_000);

it('a file of spend is looked at, stored and taken back; a row that cannot be read says why', async () => {
  await goTo('campaigns/spend');
  await page.getByTestId('import-spend').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByTestId('spend-file').setInputFiles(WORKBOOK);
  await dialog.getByText('Sheet of the workbook: Kampagnenbericht').waitFor();
  await dialog.getByText('Line 8: day "kaputt" is no day').waitFor();
  await dialog.getByTestId('spend-file').setInputFiles({
    ...{ name: 'export.csv', mimeType: 'text/csv' },
    buffer: Buffer.from(
      `Day,Campaign,Campaign ID,Currency code,Cost,Impr.,Clicks\n${today},brand,7,USD,"1,310.40",10,2\nsoon,brand,7,USD,1,1,1\nTotal: Account,,,,"1,311.40",11,3\n`,
    ),
  });
  const preview = dialog.getByTestId('spend-preview');
  await preview.getByText('USD 1,310.40, 10 impressions').waitFor();
  await preview.getByText('Line 3: day "soon" is no day').waitFor();
  await dialog.getByTestId('store-spend').click();
  await dialog.waitFor({ state: 'detached' });
  const row = page.getByTestId('spend-log').getByRole('row').filter({ hasText: 'export.csv' });
  await row.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Undo' }).click();
  await row.getByText('Undone').waitFor();
}, 60_000);

it('stays in the language and colours that were chosen, also when the session has ended', async () => {
  const choose = async (menu: RegExp, name: string) => {
    await page.getByRole('button', { name: menu }).click();
    await page.getByRole('menuitem', { name }).click();
  };
  const isDark = () =>
    page.evaluate<boolean>(`getComputedStyle(document.documentElement).colorScheme === 'dark'`);
  await choose(/Language/, '简体中文');
  await choose(/外观/, '深色');
  await page.reload();
  await page.getByRole('heading', { name: '广告系列' }).waitFor();
  expect(await isDark()).toBe(true);

  await page.context().clearCookies();
  const people = page.getByRole('link', { name: '用户', exact: true });
  await people.click();
  await page.getByLabel('邮箱').fill(OWNER.email);
  await page.locator('input[name=password]').fill(OWNER.password);
  await page.locator('button[type=submit]').click();
  await people.waitFor();
  expect(await isDark()).toBe(true);
  await choose(/外观/, '跟随系统');
  await choose(/语言/, 'English');
  await page.getByRole('link', { name: 'People', exact: true }).waitFor();
}, 60_000);

it('a rule of channels is tried, then files every arrival of the past as well', async () => {
  const address = encodeURIComponent('https://x.example/?utm_source=google&utm_medium=cpc');
  await goTo(`channels?url=${address}`);
  const channel = page.getByTestId('trial-channel');
  await channel.getByText('Paid search').waitFor();
  await page.getByTestId('new-rule').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Channel', { exact: false }).first().fill('spring_deal');
  await dialog.getByLabel('Name in English').fill('Spring deal');
  await dialog.getByLabel('Name in Chinese').fill('春季活动');
  await dialog.getByLabel('One of these values').fill('google');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await channel.getByText('Spring deal').waitFor();
  await page.getByTestId('save-channels').click();
  await page.getByTestId('reset-channels').waitFor();

  await goTo('attribution?event=Signed%20Up&compare=1');
  const table = page.getByTestId('models-table');
  await table.locator('tr[data-key="spring_deal"]').getByText('Spring deal').waitFor();
  expect(await table.locator('tr[data-key="paid_search"]').count()).toBe(0);
  // All its data are of today: the noughts of the days before say nothing.
  await page.getByTestId('lacks-before').waitFor();
  expect(await page.getByTestId('attribution-before').count()).toBe(0);
}, 60_000);

/** Name and outline of the button or link that has the focus; a text, as these sources do not know the browser's types. */
const FOCUSED = `(() => {
  const focused = document.activeElement;
  if (!focused.matches('button, a')) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(focused);
  return (focused.getAttribute('aria-label') ?? focused.innerText) + ': ' + outlineStyle + ' ' + outlineWidth;
})()`;

it('by keyboard every button and link of a page shows that it has the focus', async () => {
  await goTo('campaigns/results');
  await page.getByTestId('performance-table').waitFor();
  const stops: string[] = [];
  for (let press = 0; press < 45; press++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate<string | null>(FOCUSED);
    if (stop !== null) stops.push(stop);
  }
  expect(stops.length).toBeGreaterThan(20);
  expect(stops.filter((stop) => !stop.endsWith(': solid 2px'))).toEqual([]);
}, 60_000);
