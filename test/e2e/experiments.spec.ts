import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { SeenProduct } from './seen-product.js';

let product: SeenProduct;
let page: Page;
let project: { id: number };

const api = <T>(method: string, path: string, body?: unknown): Promise<T> => product.api(method, path, body);

beforeAll(async () => {
  product = await SeenProduct.open('Tried and tested');
  ({ page, project } = product);
  const definition = { type: 'proportion', of: { event: 'Invited' } };
  await api('POST', `/projects/${project.id}/metrics`, { name: 'Invites somebody', definition });
  const batch = Array.from({ length: 40 }, (_, index) => ({
    type: 'track',
    userId: `p${index}`,
    event: index % 4 === 0 ? 'Invited' : 'Opened',
  }));
  await product.send(batch);
  await product.untilPeople(40);
}, 300_000);
afterAll(() => product?.close());

describe('experiments', () => {
  it('are made by the wizard, started, decided, archived and found by what was learned', async () => {
    await page.goto(`${product.url}/p/${project.id}/experiments`);
    await page.getByTestId('experiments').getByRole('link', { name: 'New experiment' }).click();
    await page.getByTestId('template-referralIncentive').click();

    await page.getByTestId('step-problem').getByText('name').waitFor();
    expect(await page.getByTestId('next-step').isDisabled()).toBe(true);
    await page.getByTestId('draft-name').fill('A week of Pro');
    await page.getByTestId('step-problem').getByText('dots').waitFor();
    await page.getByTestId('draft-hypothesis').fill('Both get something, so more invite.');
    await page.getByTestId('next-step').click();

    await page.getByLabel('Share', { exact: true }).first().fill('40');
    await page.getByTestId('step-problem').getByText('90').waitFor();
    await page.getByRole('button', { name: 'Share evenly' }).click();
    await page.getByTestId('next-step').click();

    await page.getByTestId('plan-targeting').getByText('40').waitFor();
    await page.getByTestId('draft-coverage').fill('50');
    await page.getByTestId('plan-targeting').getByText('20').waitFor();
    await page.getByTestId('next-step').click();

    await page.getByTestId('step-problem').getByText('goal').waitFor();
    expect(await page.getByTestId('next-step').isDisabled()).toBe(true);
    await page.getByLabel('Add a metric').click();
    await page.getByRole('option', { name: 'Invites somebody' }).click();
    await page.getByTestId('plan-duration').waitFor();
    const planned = await page.getByTestId('plan-duration').innerText();
    await page.getByTestId('draft-effect').fill('50');
    while ((await page.getByTestId('plan-duration').innerText()) === planned) await pause(50);
    await page.getByTestId('next-step').click();
    await page.getByTestId('review').getByText('Both get something').waitFor();
    await page.getByTestId('save-draft').click();

    await page.getByTestId('check-goal').waitFor();
    expect(await page.getByTestId('check-goal').getAttribute('data-outcome')).toBe('passed');
    await page.getByTestId('act-start').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Start' }).click();
    await page.getByTestId('state').getByText('Running').waitFor();

    await page.getByTestId('act-decide').click();
    await page.getByLabel('Reason').fill('Many more invited.');
    await page.getByRole('textbox', { name: 'What was learned' }).fill('Give to both sides.');
    await page.getByTestId('record-verdict').click();
    await page.getByTestId('verdict-text').getByText('Shipped Treatment').waitFor();
    await page.getByTestId('act-archive').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Archive' }).click();
    await page.getByTestId('state').getByText('Archived').waitFor();
    await page.getByTestId('history').getByRole('row').nth(3).waitFor();
    expect(await page.getByTestId('history').getByRole('row').count()).toBe(4);

    await page.goto(`${product.url}/p/${project.id}/experiments?state=archived`);
    await page.getByTestId('experiment-search').fill('both SIDES');
    await page.getByTestId('experiment-row').getByText('Give to both sides.').waitFor();
    await page.getByTestId('experiment-search').fill('nothing like it');
    await page.getByText('No experiment is like that.').waitFor();
  }, 60_000);
});
