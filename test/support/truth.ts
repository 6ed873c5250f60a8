import type { ActiveUsersAnswer, RetentionAnswer } from '@groundswell/contracts';
import { expect } from '@jest/globals';
import type { Product } from './product.js';

/** Counts of a log, computed elsewhere with pandas; definitions lie beside each data set. */
export interface ActivityTruth {
  events_counted: number;
  dau: Record<string, number>;
  wau7: Record<string, number>;
  mau28: Record<string, number>;
  wau_calendar: Record<string, number>;
  mau_calendar: Record<string, number>;
  nday_exact: Record<string, { active: number; eligible: number; rate: number }>;
  nday_rolling: Record<string, { active: number; eligible: number; rate: number }>;
  week_cohort_counts: Record<string, number[]>;
  month_cohort_counts: Record<string, number[]>;
}

const monthKey = (counts: Record<string, number>) =>
  Object.fromEntries(Object.entries(counts).map(([month, users]) => [`${month}-01`, users]));

/** Holds the two queries, by both engines, to every figure of the truth that they cover. */
export class TruthCheck {
  private readonly range: { from: string; to: string };

  constructor(
    private readonly product: Product,
    private readonly projectId: number,
    private readonly truth: ActivityTruth,
    private readonly engine: 'rollup' | 'events',
  ) {
    const days = Object.keys(truth.dau);
    this.range = { from: days[0] ?? '', to: days.at(-1) ?? '' };
  }

  async all(): Promise<void> {
    await this.activeUsers();
    await this.cohorts('week', this.truth.week_cohort_counts, (key) => key);
    await this.cohorts('month', this.truth.month_cohort_counts, (key) => `${key}-01`);
    await this.averages('on', this.truth.nday_exact);
    await this.averages('onOrAfter', this.truth.nday_rolling);
  }

  private async activeUsers(): Promise<void> {
    expect(await this.users({ interval: 'day' })).toEqual(this.truth.dau);
    expect(await this.users({ interval: 'week' })).toEqual(this.truth.wau_calendar);
    expect(await this.users({ interval: 'month' })).toEqual(monthKey(this.truth.mau_calendar));
    expect(await this.users({ interval: 'day', trailingDays: 7 })).toEqual(this.truth.wau7);
    expect(await this.users({ interval: 'day', trailingDays: 28 })).toEqual(this.truth.mau28);
  }

  private async users(query: Record<string, unknown>): Promise<Record<string, number>> {
    const { rows, source } = await this.product.query<ActiveUsersAnswer>(this.projectId, {
      kind: 'activeUsers',
      ...this.range,
      ...query,
      engine: this.engine,
    });
    expect(source).toBe(this.engine);
    return Object.fromEntries(rows.map(({ bucket, users }) => [bucket, users]));
  }

  private retention(query: Record<string, unknown>): Promise<RetentionAnswer> {
    return this.product.query(this.projectId, {
      kind: 'retention',
      ...this.range,
      ...query,
      engine: this.engine,
    });
  }

  private async cohorts(
    period: 'week' | 'month',
    counts: Record<string, number[]>,
    first: (key: string) => string,
  ): Promise<void> {
    const periods = Math.max(...Object.values(counts).map(({ length }) => length));
    const { cohorts } = await this.retention({ period, periods });
    const observed = cohorts.map((cohort) => [
      cohort.cohort,
      cohort.periods.filter(({ eligible }) => eligible > 0).map(({ users }) => users),
    ]);
    const expected = Object.entries(counts).filter(([, row]) => (row[0] ?? 0) > 0);
    expect(Object.fromEntries(observed)).toEqual(
      Object.fromEntries(expected.map(([key, row]) => [first(key), row])),
    );
  }

  private async averages(mode: 'on' | 'onOrAfter', truth: ActivityTruth['nday_exact']): Promise<void> {
    const periods = Math.max(...Object.keys(truth).map(Number));
    const { average } = await this.retention({ period: 'day', periods, mode });
    for (const [n, { active, eligible, rate }] of Object.entries(truth)) {
      expect(average[Number(n)]).toMatchObject({ n: Number(n), users: active, eligible });
      expect(average[Number(n)]?.rate).toBeCloseTo(rate, 12);
    }
  }
}
