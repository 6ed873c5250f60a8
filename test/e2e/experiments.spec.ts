import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GrowthBook, setPolyfills } from '@growthbook/growthbook';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { SeenProduct } from './seen-product.js';
import { OWNER } from './start-product.js';

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

    await page.locator('[data-testid=check-goal][data-outcome=passed]').waitFor();
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

  it('that run are seen with what they took of a layer and how sure they are, in Chinese too', async () => {
    const base = `/projects/${project.id}`;
    await page.goto(`${product.url}/p/${project.id}/experiments/layers`);
    await page.getByTestId('new-layer').click();
    await page.getByLabel('Name').fill('Sign-up page');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByTestId('layer-free').getByText('100%').waitFor();

    const [layer] = (await api<{ data: { id: number }[] }>('GET', `${base}/layers`)).data;
    const [goal] = (await api<{ data: { id: number }[] }>('GET', `${base}/metrics`)).data;
    const { id, key } = await api<{ id: number; key: string }>('POST', `${base}/experiments`, {
      ...{ name: 'Short form', hypothesis: 'Fewer fields, more invites.' },
      metrics: [{ metricId: goal!.id, role: 'goal' }],
      assignment: { layer: { id: layer!.id, range: [0, 0.4] } },
    });
    await api('POST', `${base}/experiments/${id}/start`);
    const people = Array.from({ length: 40 }, (_, index) => ({
      userId: `p${index}`,
      isTreated: index % 2 > 0,
    }));
    const seen = people.map(({ userId, isTreated }) => ({
      ...{ type: 'track', userId, event: 'Experiment Viewed' },
      properties: { experiment_id: key, variation_id: isTreated ? 'treatment' : 'control' },
    }));
    const invited = people
      .filter(({ isTreated }, index) => index % (isTreated ? 3 : 4) === 0)
      .map(({ userId }) => ({ type: 'track', userId, event: 'Invited' }));
    await product.send([...seen, ...invited]);
    type Results = { metrics: { variations: { n: number; posterior: unknown }[] }[] };
    const results = () => api<Results>('GET', `${base}/experiments/${id}/results`);
    const isKnown = ({ metrics: [metric] }: Results) =>
      metric?.variations[1]?.posterior && metric.variations[1].n === 20;
    while (!isKnown(await results())) await pause(100);

    const chinese = await product.browser.newPage({ locale: 'zh-CN', viewport: { width: 390, height: 844 } });
    await chinese.request.post(`${product.url}/api/auth/login`, { data: OWNER });
    await chinese.goto(`${product.url}/p/${project.id}/experiments/${id}`);
    await chinese.getByTestId('at-a-glance').getByText('护栏').waitFor();
    await chinese.getByTestId('fact-people').getByText('40').waitFor();
    await chinese.getByTestId('why').filter({ hasText: '没有任何目标能确定更好或更差。' }).waitFor();
    await chinese.getByTestId('posterior').locator('svg').waitFor();
    await chinese.getByTestId('setup').getByText('互斥层 Sign-up page：0% 至 40%').waitFor();
    await chinese.goto(`${product.url}/p/${project.id}/experiments/layers`);
    await chinese.getByTestId('layer-free').getByText('60%').waitFor();
    await chinese.getByTestId('layer-legend').getByText('Short form 40%').waitFor();
    await chinese.getByTestId('layer-part').click();
    await chinese.getByTestId('results').waitFor();
    await chinese.close();
  }, 60_000);
});

describe('a flag', () => {
  it('that is made with a rule and turned on reaches an SDK', async () => {
    const keys = await api<{ data: { kind: string; key: string }[] }>('GET', `/projects/${project.id}/keys`);
    setPolyfills({ EventSource: undefined });
    const clientKey = keys.data.find(({ kind }) => kind === 'client')!.key;
    const sdk = new GrowthBook({ apiHost: product.url, clientKey, attributes: { id: 'ada', country: 'DE' } });
    await sdk.init({ pollingInterval: 200 });

    await page.goto(`${product.url}/p/${project.id}/flags`);
    await page.getByTestId('new-flag').first().click();
    await page.getByLabel('Key').fill('short-sign-up');
    await page.getByRole('button', { name: 'Add a rule' }).click();
    await page.getByLabel('For whom (condition)').fill('{"country": "DE"');
    expect(await page.getByRole('button', { name: 'Create' }).isDisabled()).toBe(true);
    await page.getByLabel('For whom (condition)').fill('{"country": "DE"}');
    await page.getByRole('button', { name: 'Create' }).click();
    expect(sdk.getFeatures()['short-sign-up']).toBeUndefined();
    await page.getByLabel('short-sign-up is on in production').click();
    await page.getByRole('button', { name: 'Turn on' }).click();
    while (!sdk.getFeatures()['short-sign-up']) await pause(20);
    expect(sdk.isOn('short-sign-up')).toBe(true);
    await sdk.setAttributes({ id: 'bo', country: 'FR' });
    expect(sdk.isOn('short-sign-up')).toBe(false);
    sdk.destroy();
  }, 60_000);
});
