import type { ActiveUsersAnswer, RetentionAnswer } from '@groundswell/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Product } from '../support/product.js';

const folder = join(__dirname, '..', 'reference', 'gamelaunch');

/** Published by the R package cohorts (MIT) and counted with pandas: test/reference/gamelaunch/NOTICE.md. */
const truth = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as {
  rows: number;
  published: { shift_left_counts_t0_t10_first_10_cohorts: number[][] };
  dau: Record<string, number>;
  wau7: Record<string, number>;
  wau_calendar: Record<string, number>;
  mau_calendar: Record<string, number>;
  nday_exact: Record<string, { active: number; eligible: number; rate: number }>;
  nday_rolling: Record<string, { active: number; eligible: number; rate: number }>;
  day_cohort_counts: Record<string, number[]>;
  week_cohort_counts: Record<string, number[]>;
  month_cohort_counts: Record<string, number[]>;
};
const range = { from: '2016-04-27', to: '2016-05-27' };
const engines = [['rollup'], ['events']] as const;

describe('gamelaunch, imported through the API', () => {
  let product: Product;
  let projectId: number;

  beforeAll(async () => {
    product = await Product.start();
    ({ id: projectId } = await product.createProject({ name: 'Game' }));
    const end = await product.importLog(projectId, {
      body: readFileSync(join(folder, 'gamelaunch.csv.gz')),
      contentType: 'text/csv',
      mapping: { event: 'eventName', distinctId: 'userid', timestamp: 'eventDate' },
    });
    expect(end).toMatchObject({ state: 'done', rows: truth.rows, accepted: truth.rows, rejected: 0 });
  }, 180_000);

  afterAll(() => product.stop());

  const retention = (query: Record<string, unknown>) =>
    product.query<RetentionAnswer>(projectId, { kind: 'retention', ...range, ...query });
  const activeUsers = async (query: Record<string, unknown>) => {
    const answer = await product.query<ActiveUsersAnswer>(projectId, {
      kind: 'activeUsers',
      ...range,
      ...query,
    });
    return Object.fromEntries(answer.rows.map(({ bucket, users }) => [bucket, users]));
  };

  it.each(engines)('shows the published 10 x 11 day-cohort table in every cell (%s)', async (engine) => {
    const { cohorts, source } = await retention({ period: 'day', periods: 10, engine });
    expect(source).toBe(engine);
    const table = cohorts.slice(0, 10).map(({ periods }) => periods.map(({ users }) => users));
    expect(table).toEqual(truth.published.shift_left_counts_t0_t10_first_10_cohorts);
  });

  it.each(engines)('agrees in every observable cell of the whole log (%s)', async (engine) => {
    const { cohorts } = await retention({ period: 'day', periods: 30, engine });
    const observable = cohorts.map(({ cohort, periods }) => [
      cohort,
      periods.filter(({ eligible, n }) => eligible > 0 && n <= 30).map(({ users }) => users),
    ]);
    expect(Object.fromEntries(observable)).toEqual(truth.day_cohort_counts);
  });

  it.each([
    ['on', 'nday_exact'],
    ['onOrAfter', 'nday_rolling'],
  ] as const)('weights the average by who could be observed: %s', async (mode, key) => {
    const { average } = await retention({ period: 'day', periods: 30, mode });
    for (const [n, { active, eligible, rate }] of Object.entries(truth[key])) {
      const cell = average.find((row) => row.n === Number(n));
      expect(cell).toMatchObject({ users: active, eligible });
      expect(cell?.rate).toBeCloseTo(rate, 12);
    }
    if (mode === 'on') expect(((average[1]?.rate ?? 0) * 100).toFixed(1)).toBe('56.7');
  });

  it.each([
    ['week', 'week_cohort_counts', 4, (key: string) => key],
    ['month', 'month_cohort_counts', 1, (key: string) => `${key}-01`],
  ] as const)('%s cohorts agree', async (period, key, periods, first) => {
    for (const [engine] of engines) {
      const { cohorts } = await retention({ period, periods, engine });
      const counts = Object.fromEntries(
        cohorts.map((cohort) => [
          cohort.cohort,
          cohort.periods.filter(({ eligible }) => eligible > 0).map(({ users }) => users),
        ]),
      );
      const expected = Object.entries(truth[key]).map(([cohort, row]) => [first(cohort), row]);
      expect(counts).toEqual(Object.fromEntries(expected));
    }
  });

  it.each(engines)('daily, weekly, monthly and trailing active users agree (%s)', async (engine) => {
    expect(await activeUsers({ interval: 'day', engine })).toEqual(truth.dau);
    expect(await activeUsers({ interval: 'week', engine })).toEqual(truth.wau_calendar);
    const months = Object.entries(truth.mau_calendar).map(([month, users]) => [`${month}-01`, users]);
    expect(await activeUsers({ interval: 'month', engine })).toEqual(Object.fromEntries(months));
    expect(await activeUsers({ interval: 'day', trailingDays: 7, engine })).toEqual(truth.wau7);
  });
});
