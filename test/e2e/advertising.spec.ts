import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { SeenProduct } from './seen-product.js';

let product: SeenProduct;
let page: Page;
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
