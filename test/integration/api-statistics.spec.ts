import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiApp, call, projectWithRoles, startApiApp } from './support/api-app.js';

let api: ApiApp;
let token: string;

beforeAll(async () => {
  api = await startApiApp();
  token = (await projectWithRoles(api, 'Experiments')).tokens.viewer;
});
afterAll(() => api?.close());

const calculate = (test: string, body: unknown, as: string | undefined = token) =>
  call(api.app, 'POST', `/api/statistics/${test}`, { token: as, body });
const arms = (control: object, treatment: object) => ({ control, treatment });

describe('POST /api/statistics', () => {
  it('takes an arm in three ways', async () => {
    const values = arms({ values: [1, 2, 3, 4] }, { values: [2, 3, 4, 7] });
    const sums = arms({ n: 4, sum: 10, sumSquares: 30 }, { n: 4, sum: 16, sumSquares: 78 });
    const moments = arms({ n: 4, mean: 2.5, variance: 5 / 3 }, { n: 4, mean: 4, variance: 14 / 3 });
    // scipy 1.17.1: ttest_ind([2, 3, 4, 7], [1, 2, 3, 4], equal_var=False).pvalue
    for (const given of [values, sums, moments]) {
      const { status, body } = await calculate('ttest', given);
      expect([status, body.absolute.estimate]).toEqual([200, 1.5]);
      expect(body.absolute.pValue).toBeCloseTo(0.28773997821466446, 12);
      expect(body.relative.estimate).toBeCloseTo(0.6, 12);
    }
  });

  it('holds the published figures of cookie_cats', async () => {
    const day = async (control: number, treatment: number) =>
      (
        await calculate(
          'proportions',
          arms({ n: 44700, successes: control }, { n: 45489, successes: treatment }),
        )
      ).body;
    expect((await day(20034, 20119)).pooled.pValue).toBeCloseTo(0.0744, 4);
    expect((await day(8502, 8279)).pooled.pValue).toBeCloseTo(0.00155, 5);
    const { body } = await calculate('srm', { observed: [44700, 45489] });
    expect([Number(body.pValue.toFixed(4)), body.alarm]).toEqual([0.0086, false]);
  });

  it('answers for every test', async () => {
    const m = { sum: 12, sumSquares: 40 };
    const d = { sum: 20, sumSquares: 90 };
    const ratio = { n: 6, numerator: m, denominator: d, sumProducts: 45 };
    const covariate = { n: 6, outcome: m, covariate: d, sumProducts: 45 };
    const sample = { n: 100, mean: 2, variance: 3 };
    const better = { n: 110, mean: 2.4, variance: 3 };
    const values = Array.from({ length: 200 }, (_, at) => at);
    const answers = await Promise.all([
      calculate('ratio', arms(ratio, { ...ratio, numerator: { sum: 13, sumSquares: 41 } })),
      calculate('cuped', arms(covariate, { ...covariate, outcome: { sum: 13, sumSquares: 45 } })),
      calculate('sequential', arms(sample, better)),
      calculate('bayesian', { ...arms(sample, better), prior: { variance: 0.09 } }),
      calculate('quantile', { level: 0.5, ...arms({ values }, { values: values.map((one) => one + 20) }) }),
      calculate('adjust', { pValues: [0.01, null, 0.04], method: 'holm' }),
      calculate('power', { mean: 0.1, effect: 0.05, power: 0.8, unitsPerDay: 1_000 }),
      calculate('sbg', { survivors: [1000, 631, 468, 382, 326, 289, 262, 241], periods: 12 }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const [, , sequential, bayesian, quantile, adjust, power, sbg] = answers.map(({ body }) => body);
    expect(sequential.relative.estimate).toBeCloseTo(0.2, 12);
    expect(bayesian.relative.chanceToWin).toBeGreaterThan(0.9);
    expect(bayesian.absolute.chanceToWin).toBeCloseTo(bayesian.relative.chanceToWin, 1);
    expect(quantile.absolute.estimate).toBe(20);
    expect(adjust).toEqual({ method: 'holm', adjusted: [0.02, null, 0.04], rejected: [true, false, true] });
    // Fader and Hardie (2007): 0.704 and 1.182.
    expect(sbg).toMatchObject({ alpha: expect.closeTo(0.704, 3), beta: expect.closeTo(1.182, 3) });
    expect(sbg.survival).toHaveLength(13);
    expect(power).toMatchObject({ effect: 0.05, power: 0.8 });
    expect(power.days).toBe(Math.ceil(power.units / 1_000));
  });

  it.each([
    ['ttest', arms({ n: 4, mean: 1 }, { values: [1, 2] }), 'control', /give n, mean and variance/],
    ['ttest', arms({ values: [1, 1] }, { values: [1, 2] }), 'control', /no variance/],
    [
      'ttest',
      arms({ n: 2, sum: 10, sumSquares: 1 }, { values: [1, 2] }),
      'control.sumSquares',
      /less than any/,
    ],
    ['proportions', arms({ n: 2, successes: 3 }, { n: 2, successes: 1 }), 'control.successes', /more than n/],
    ['power', { mean: 0.1, effect: 0.05 }, 'power', /two of effect/],
    ['power', { mean: 5, effect: 0.05, power: 0.8 }, 'mean', /between 0 and 1/],
    ['srm', { observed: [1, 2], weights: [1, 0] }, 'weights', /two arms/],
    ['quantile', { level: 0.9, ...arms({ values: [1, 2] }, { values: [1, 2] }) }, 'control.n', /too few/],
    ['adjust', { pValues: [2] }, 'pValues.0', /./],
  ])('%s refuses %j', async (test, body, path, message) => {
    const refused = await calculate(test, body);
    expect([refused.status, refused.body.errors[0].path]).toEqual([400, path]);
    expect(refused.body.errors[0].message).toMatch(message);
  });

  it('has no relative effect of nothing, and says so', async () => {
    const { body } = await calculate(
      'ttest',
      arms({ n: 9, mean: 0, variance: 1 }, { n: 9, mean: 1, variance: 1 }),
    );
    expect(body).toMatchObject({ relative: null, note: expect.stringContaining('control is 0') });
    expect(body.absolute.estimate).toBe(1);
  });

  it('asks who is there, and stands in the OpenAPI document with its sources', async () => {
    expect((await calculate('srm', { observed: [1, 2] }, '')).status).toBe(401);
    const { body } = await call(api.app, 'GET', '/api/openapi.json', {});
    expect(body.paths['/api/statistics/sequential'].post.description).toContain('Waudby-Smith');
    expect(JSON.stringify(body.components.schemas.TtestDto)).toContain('sumSquares');
  });
});
