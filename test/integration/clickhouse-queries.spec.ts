import { activeUsers, growthAccounting, retention, stickiness } from '@groundswell/clickhouse';
import {
  type ActiveUsersQuery,
  type RetentionQuery,
  TRAFFIC,
  activeUsersQuerySchema,
  growthAccountingQuerySchema,
  retentionQuerySchema,
  stickinessQuerySchema,
} from '@groundswell/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ClickHouseWorld } from './support/clickhouse-world.js';
import {
  type Log,
  type LogEvent,
  activeUsersReference,
  growthAccountingReference,
  retentionReference,
  stickinessReference,
} from './support/query-reference.js';
import { runs } from '../support/runs.js';

let world: ClickHouseWorld;
beforeAll(async () => {
  world = await ClickHouseWorld.create();
});
afterAll(() => world?.close());

const DAY = 86_400_000;

/** Zones, each with UTC days about which its clocks do something odd. */
const ODD_DAYS: [zone: string, days: string[]][] = [
  ['UTC', ['2024-02-29', '2024-12-31']],
  ['America/New_York', ['2025-03-09', '2025-11-02']],
  ['Asia/Kathmandu', ['2025-01-01']],
  ['Pacific/Apia', ['2011-12-30', '2025-01-01']],
  ['Australia/Lord_Howe', ['2025-04-05', '2025-10-04']],
  ['Africa/Casablanca', ['2025-02-23', '2025-04-06']],
  ['America/Havana', ['2024-11-03', '2024-03-10']],
  ['America/Sao_Paulo', ['2018-11-04', '2018-02-18']],
  ['America/St_Johns', ['2010-11-07', '2010-03-14']],
];
const settings = fc.constantFrom(...ODD_DAYS).chain(([timeZone, days]) =>
  fc.record({
    timeZone: fc.constant(timeZone),
    anchor: fc.constantFrom(...days).map((day) => Date.parse(day)),
    weekStart: fc.constantFrom('monday' as const, 'sunday' as const),
  }),
);

const daysAway = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -70, max: 70 }));
/** Every quarter of an hour is some zone's midnight, give or take a millisecond. */
const timeOfDay = fc.oneof(
  fc
    .tuple(fc.integer({ min: 0, max: 95 }), fc.constantFrom(-1, 0, 1, 59_000))
    .map(([q, ms]) => q * 900_000 + ms),
  fc.integer({ min: 0, max: DAY - 1 }),
);
const instant = fc.tuple(daysAway, timeOfDay).map(([days, time]) => days * DAY + time);
const NAMES = [
  'open',
  'buy',
  '$pageview',
  '$screen',
  '$identify',
  '$other',
  'Experiment Viewed',
  "it's \\ `odd`",
];
const PLATFORMS = ['web', 'ios', 'server'];
const name = fc.constantFrom(...NAMES);
const platform = fc.constantFrom(...PLATFORMS);
const traffic = fc.constantFrom('human' as const, 'human' as const, ...TRAFFIC);
const trafficSwitch = fc.constantFrom('human' as const, 'all' as const);
const logOf: fc.Arbitrary<Log> = fc.record({
  events: fc.array(
    fc.record<LogEvent>({
      person: fc.integer({ min: 1, max: 6 }),
      at: instant,
      event: name,
      platform,
      traffic,
    }),
    { minLength: 1, maxLength: 40 },
  ),
  // Into people who are merged into nobody: chains are flattened by the pipeline.
  merges: fc
    .array(fc.tuple(fc.constantFrom(4, 5, 6), fc.constantFrom(1, 2, 3, 9)), { maxLength: 3 })
    .map((pairs) => new Map(pairs)),
});

const filters = fc.array(
  fc.oneof(
    fc.record({ property: fc.constant('platform'), operator: fc.constantFrom('eq', 'neq'), value: platform }),
    fc.record({
      property: fc.constant('event'),
      operator: fc.constantFrom('in', 'notIn'),
      value: fc.uniqueArray(name, { maxLength: 4 }),
    }),
  ),
  { maxLength: 2 },
);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 1 });
const range = fc.record({ start: daysAway, length: fc.integer({ min: 0, max: 40 }), now: instant });
const day = (at: number) => new Date(at).toISOString().slice(0, 10);
const at = (anchor: number, { start, length }: { start: number; length: number }) => ({
  from: day(anchor + start * DAY),
  to: day(anchor + (start + length) * DAY),
});

function moved(log: Log, anchor: number): Log {
  return { ...log, events: log.events.map((event) => ({ ...event, at: anchor + event.at })) };
}

describe('rollup, events and the reference agree', () => {
  const question = fc.record({
    range,
    interval: fc.constantFrom('day', 'week', 'month', 'hour'),
    trailingDays: maybe(fc.constantFrom(1, 7, 28, 30)),
    event: maybe(name),
    breakdown: maybe(fc.constant('platform')),
    filters: maybe(filters),
    traffic: trafficSwitch,
  });

  it('on active users', async () => {
    await fc.assert(
      fc.asyncProperty(
        settings,
        logOf,
        fc.array(question, { minLength: 4, maxLength: 4 }),
        async ({ anchor, ...zone }, shifts, questions) => {
          const project = world.project(zone);
          const log = moved(shifts, anchor);
          await world.storeLog(project, log);
          for (const { range: when, ...rest } of questions) {
            // Until 2011 Newfoundland's clocks went from the first minute of a day back into the day before:
            // no run of hours is that day.
            const hours = rest.interval === 'hour';
            if (hours && project.timeZone === 'America/St_Johns') continue;
            const query = activeUsersQuerySchema.parse({
              kind: 'activeUsers',
              ...rest,
              ...(hours ? { trailingDays: undefined, breakdown: undefined } : {}),
              ...at(anchor, hours ? { ...when, length: when.length % 4 } : when),
            }) as ActiveUsersQuery;
            const now = new Date(anchor + when.now);
            const expected = activeUsersReference(log, project, query, now);
            const engines = hours ? (['events'] as const) : (['rollup', 'events'] as const);
            for (const engine of engines) {
              const answer = await activeUsers(world.client, project, { ...query, engine }, now);
              expect({ engine, query, rows: answer.rows }).toEqual({ engine, query, rows: expected });
            }
          }
        },
      ),
      runs({ quick: 6, deep: 50 }),
    );
  }, 300_000);

  const selection = { event: maybe(name), filters: maybe(filters) };
  const bracket = fc
    .tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }))
    .map(([from, more]): [number, number] => [from, from + more]);
  const comeback = fc.record({
    range,
    period: fc.constantFrom('day', 'week', 'month'),
    periods: fc.integer({ min: 1, max: 12 }),
    cohort: fc.record({ ...selection, kind: fc.constantFrom('firstTime', 'firstEver', 'everyTime') }),
    returning: fc.record(selection),
    mode: fc.constantFrom('on', 'onOrAfter', 'bracket'),
    brackets: fc.array(bracket, { minLength: 1, maxLength: 3 }),
    traffic: trafficSwitch,
  });

  it('on retention', async () => {
    await fc.assert(
      fc.asyncProperty(
        settings,
        logOf,
        fc.array(comeback, { minLength: 4, maxLength: 4 }),
        async ({ anchor, ...zone }, shifts, questions) => {
          const project = world.project(zone);
          const log = moved(shifts, anchor);
          await world.storeLog(project, log);
          for (const { range: when, ...rest } of questions) {
            const query: RetentionQuery = retentionQuerySchema.parse({
              kind: 'retention',
              ...rest,
              ...at(anchor, when),
            });
            const now = new Date(anchor + when.now);
            const expected = retentionReference(log, project, query, now);
            const rollupKnows = query.cohort.kind !== 'firstEver' || !query.cohort.filters?.length;
            for (const engine of rollupKnows ? (['rollup', 'events'] as const) : (['events'] as const)) {
              const { cohorts, average } = await retention(world.client, project, { ...query, engine }, now);
              expect({ engine, query, cohorts, average }).toEqual({ engine, query, ...expected });
            }
          }
        },
      ),
      runs({ quick: 5, deep: 35 }),
    );
  }, 300_000);

  const regularity = fc.record({
    range,
    filters: maybe(filters),
    traffic: trafficSwitch,
    interval: fc.constantFrom('day', 'week', 'month'),
    window: fc.constantFrom(7, 28, 30),
  });

  it('on growth accounting and stickiness', async () => {
    await fc.assert(
      fc.asyncProperty(
        settings,
        logOf,
        fc.array(regularity, { minLength: 3, maxLength: 3 }),
        async ({ anchor, ...zone }, shifts, questions) => {
          const project = world.project(zone);
          const log = moved(shifts, anchor);
          await world.storeLog(project, log);
          for (const { range: when, interval, window, ...rest } of questions) {
            const now = new Date(anchor + when.now);
            const common = { ...rest, ...at(anchor, when) };
            const growth = growthAccountingQuerySchema.parse({
              kind: 'growthAccounting',
              interval,
              ...common,
            });
            const sticky = stickinessQuerySchema.parse({ kind: 'stickiness', window, ...common });
            const expected = growthAccountingReference(log, project, growth, now);
            const regular = stickinessReference(log, project, sticky, now);
            for (const engine of ['rollup', 'events'] as const) {
              const grown = await growthAccounting(world.client, project, { ...growth, engine }, now);
              expect({ engine, growth, rows: grown.rows }).toEqual({ engine, growth, rows: expected });
              const { rows, histogram } = await stickiness(world.client, project, { ...sticky, engine }, now);
              expect({ engine, sticky, rows, histogram }).toEqual({ engine, sticky, ...regular });
              expectIdentities(grown.rows);
              expectMeanDays(rows, histogram, sticky.window);
            }
          }
        },
      ),
      runs({ quick: 5, deep: 30 }),
    );
  }, 300_000);
});

/** docs/definitions.md, "Growth accounting": people neither appear nor vanish. */
function expectIdentities(rows: Awaited<ReturnType<typeof growthAccounting>>['rows']): void {
  rows.forEach((row, index) => {
    expect(row.active).toBe(row.new + row.retained + row.resurrected);
    const previous = rows[index - 1];
    if (previous) expect(row.active).toBe(previous.active + row.new + row.resurrected - row.churned);
  });
}

/** mean(L28) / 28 is the average DAU over the people of the window: the days are counted once by each. */
function expectMeanDays(
  rows: { dau: number; windowUsers: number }[],
  histogram: { days: number; users: number }[],
  window: number,
): void {
  const last = rows.at(-1);
  const people = histogram.reduce((sum, { users }) => sum + users, 0);
  expect(people).toBe(last?.windowUsers);
  if (rows.length < window || people === 0) return;
  const visits = rows.slice(-window).reduce((sum, { dau }) => sum + dau, 0);
  const mean = histogram.reduce((sum, { days, users }) => sum + days * users, 0) / people;
  expect(mean / window).toBeCloseTo(visits / window / people, 12);
}
