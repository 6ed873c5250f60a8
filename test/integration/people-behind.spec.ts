import {
  activeUsers,
  eventCounts,
  funnel,
  growthAccounting,
  paths,
  type PartOfPeople,
  peopleBehind,
  type PeopleQuery,
  type ProjectSettings,
  type SetKind,
  retention,
  stickiness,
} from '@groundswell/clickhouse';
import {
  type ActiveUsersQuery,
  type EventCountsQuery,
  type FunnelQuery,
  type GrowthAccountingQuery,
  PEOPLE_CELLS,
  type PathsQuery,
  type PeopleCell,
  type RetentionQuery,
  type StickinessQuery,
  activeUsersQuerySchema,
  eventCountsQuerySchema,
  funnelQuerySchema,
  growthAccountingQuerySchema,
  pathsQuerySchema,
  retentionQuerySchema,
  stickinessQuerySchema,
} from '@groundswell/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ClickHouseWorld } from './support/clickhouse-world.js';
import { type Log, dayOf } from './support/query-reference.js';
import { runs } from '../support/runs.js';

let world: ClickHouseWorld;
beforeAll(async () => {
  world = await ClickHouseWorld.create();
}, 120_000);
afterAll(() => world.close());

const DAY = 86_400_000;
const ANCHOR = Date.parse('2024-03-10T00:00:00Z');
const NOW = new Date('2024-06-01T00:00:00Z');
const NAMES = ['open', 'buy', '$pageview'];
const PLATFORMS = ['web', 'ios'];

const log: fc.Arbitrary<Log> = fc.record({
  events: fc.array(
    fc.record({
      person: fc.integer({ min: 1, max: 8 }),
      at: fc.integer({ min: 0, max: 30 * DAY }).map((ms) => ANCHOR + ms),
      event: fc.constantFrom(...NAMES),
      platform: fc.constantFrom(...PLATFORMS),
    }),
    { minLength: 5, maxLength: 60 },
  ),
  merges: fc
    .array(fc.tuple(fc.constantFrom(6, 7, 8), fc.constantFrom(1, 2, 3)), { maxLength: 2 })
    .map((pairs) => new Map(pairs)),
});
const settings = fc.record({
  timeZone: fc.constantFrom('UTC', 'America/New_York', 'Asia/Tokyo'),
  weekStart: fc.constantFrom('monday' as const, 'sunday' as const),
});
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 1 });
const filters = maybe(fc.constant([{ property: 'platform', operator: 'eq' as const, value: 'web' }]));
const range = fc
  .tuple(fc.integer({ min: 0, max: 25 }), fc.integer({ min: 0, max: 12 }))
  .map(([start, length]) => ({
    from: dayOf(ANCHOR + start * DAY, 'UTC'),
    to: dayOf(ANCHOR + (start + length) * DAY, 'UTC'),
  }));
const name = fc.constantFrom(...NAMES);
const interval = fc.constantFrom('day' as const, 'week' as const, 'month' as const);

/** A cell of an answer and the number in it. */
interface Numbered {
  cell: object;
  users: number;
}
type Ask = (project: ProjectSettings, query: never) => Promise<Numbered[]>;

const bucketed = {
  range,
  interval: fc.oneof(interval, fc.constant('hour' as const)),
  trailingDays: maybe(fc.constantFrom(3, 7)),
  event: maybe(name),
  breakdown: maybe(fc.constant('platform')),
  filters,
};
/** Hours have no trailing days. */
const bucketedQuery = ({ range: when, ...rest }: { range: object; interval: string }) => ({
  ...rest,
  ...when,
  ...(rest.interval === 'hour' && { trailingDays: undefined }),
});

const KINDS: Record<string, { question: fc.Arbitrary<PeopleQuery<SetKind>>; ask: Ask; rollup: boolean }> = {
  activeUsers: {
    question: fc
      .record(bucketed)
      .map((asked) => activeUsersQuerySchema.parse({ kind: 'activeUsers', ...bucketedQuery(asked) })),
    rollup: true,
    ask: async (project, query: ActiveUsersQuery) => {
      const { rows } = await activeUsers(world.client, project, query, NOW);
      return rows.map(({ bucket, breakdown, users }) => ({ cell: { bucket, breakdown }, users }));
    },
  },
  eventCounts: {
    question: fc
      .record(bucketed)
      .map((asked) => eventCountsQuerySchema.parse({ kind: 'eventCounts', ...bucketedQuery(asked) })),
    rollup: false,
    // People are not what it counts: the same question of active users says how many they are.
    ask: async (project, query: EventCountsQuery) => {
      const { measure: _, property: __, ...rest } = query;
      const counted = await eventCounts(world.client, project, query, NOW);
      const same = { ...rest, kind: 'activeUsers' as const };
      const { rows } = await activeUsers(world.client, project, same, NOW);
      expect(rows.map(({ users }) => users > 0)).toEqual(counted.rows.map(({ value }) => Number(value) > 0));
      return rows.map(({ bucket, breakdown, users }) => ({ cell: { bucket, breakdown }, users }));
    },
  },
  growthAccounting: {
    question: fc
      .record({ range, interval, filters })
      .map(({ range: when, ...rest }) =>
        growthAccountingQuerySchema.parse({ kind: 'growthAccounting', ...rest, ...when }),
      ),
    rollup: true,
    ask: async (project, query: GrowthAccountingQuery) => {
      const { rows } = await growthAccounting(world.client, project, query, NOW);
      const segments = ['active', 'new', 'retained', 'resurrected', 'churned'] as const;
      return rows.flatMap((row) =>
        segments.map((segment) => ({ cell: { bucket: row.bucket, segment }, users: row[segment] })),
      );
    },
  },
  stickiness: {
    question: fc
      .record({ range, window: fc.constantFrom(7, 28), filters })
      .map(({ range: when, ...rest }) =>
        stickinessQuerySchema.parse({ kind: 'stickiness', ...rest, ...when }),
      ),
    rollup: true,
    ask: async (project, query: StickinessQuery) => {
      const { rows, histogram } = await stickiness(world.client, project, query, NOW);
      return [
        ...histogram.map(({ days, users }) => ({ cell: { days }, users })),
        ...rows.flatMap(({ bucket, dau, windowUsers }) => [
          { cell: { bucket, of: 'dau' }, users: dau },
          { cell: { bucket, of: 'windowUsers' }, users: windowUsers },
        ]),
      ];
    },
  },
  retention: {
    question: fc
      .record({
        range,
        period: interval,
        periods: fc.integer({ min: 1, max: 8 }),
        cohort: fc.record({ event: maybe(name), filters, kind: fc.constantFrom('firstTime', 'everyTime') }),
        returning: fc.record({ event: maybe(name), filters }),
        mode: fc.constantFrom('on', 'onOrAfter', 'bracket'),
        brackets: fc.constant([
          [0, 1],
          [1, 3],
          [4, 40],
        ]),
        breakdown: maybe(fc.constant('platform')),
      })
      .map(({ range: when, ...rest }) => retentionQuerySchema.parse({ kind: 'retention', ...rest, ...when })),
    rollup: true,
    ask: async (project, query: RetentionQuery) => {
      const { cohorts } = await retention(world.client, project, query, NOW);
      return cohorts.flatMap(({ cohort, breakdown, size, periods }) => [
        { cell: { cohort, breakdown }, users: size },
        ...periods.flatMap(({ n, users, eligible }) => [
          { cell: { cohort, breakdown, n }, users },
          { cell: { cohort, breakdown, n, returned: false }, users: eligible - users },
        ]),
      ]);
    },
  },
  funnel: {
    question: fc
      .record({
        range,
        steps: fc.array(fc.record({ event: name }), { minLength: 2, maxLength: 4 }),
        order: fc.constantFrom('ordered', 'strict', 'any'),
        window: fc.record({ value: fc.integer({ min: 1, max: 20 }), unit: fc.constant('day') }),
        breakdown: maybe(fc.constant('platform')),
        trend: maybe(interval),
      })
      .map(({ range: when, ...rest }) => funnelQuerySchema.parse({ kind: 'funnel', ...rest, ...when })),
    rollup: false,
    ask: async (project, query: FunnelQuery) => {
      const { steps, groups = [], trend = [] } = await funnel(world.client, project, query, NOW);
      const all = [{ breakdown: null, steps }, ...groups];
      const last = query.steps.length - 1;
      return [
        ...all.flatMap(({ breakdown, steps: own }) =>
          own.flatMap(({ index, users }) => [
            { cell: { step: index, breakdown }, users },
            ...(index === 0
              ? []
              : [
                  {
                    cell: { step: index, outcome: 'droppedOff', breakdown },
                    users: (own[index - 1]?.users ?? 0) - users,
                  },
                ]),
          ]),
        ),
        ...trend.flatMap(({ bucket, entered, converted }) => [
          { cell: { step: 0, bucket }, users: entered },
          { cell: { step: last, bucket }, users: converted },
        ]),
      ];
    },
  },
  paths: {
    question: fc
      .record({
        range,
        side: fc.constantFrom('start', 'end', 'none'),
        name,
        depth: fc.integer({ min: 1, max: 4 }),
        repeats: fc.constantFrom('keep', 'collapse'),
        filters,
      })
      .map(({ range: when, side, name: anchor, ...rest }) =>
        pathsQuerySchema.parse({
          kind: 'paths',
          ...rest,
          ...when,
          ...(side !== 'none' && { [side]: anchor }),
        }),
      ),
    rollup: false,
    ask: async (project, query: PathsQuery) => {
      const { links, users } = await paths(world.client, project, query, NOW);
      return [{ cell: {}, users }, ...links.map(({ users: took, ...cell }) => ({ cell, users: took }))];
    },
  },
};

/** A seed of which the first case has people behind its cells, whatever the kind. */
const SOMEBODY = 42;

describe('as many people are behind a number as it says', () => {
  it.each(Object.keys(KINDS))(
    'of %s',
    async (kind) => {
      const { question, ask, rollup } = KINDS[kind]!;
      const cases = fc.tuple(settings, log, fc.array(question, { minLength: 2, maxLength: 2 }), fc.nat());
      let asked = 0;
      await fc.assert(
        fc.asyncProperty(cases, async ([zone, events, questions, seed]) => {
          const project = world.project(zone);
          await world.storeLog(project, events);
          for (const query of questions) {
            const cells = await ask(project, query as never);
            const somebody = cells.filter(({ users }) => users > 0);
            // Some of each: all would take minutes.
            const some = [...pick(somebody, seed, 4), ...pick(cells, seed + 1, 2)];
            for (const { cell, users } of some) {
              const parsed = PEOPLE_CELLS[query.kind].parse(cell) as PeopleCell<SetKind>;
              const knows =
                rollup &&
                !('breakdown' in query && query.kind === 'retention' && query.breakdown) &&
                !('interval' in query && query.interval === 'hour');
              for (const engine of knows ? (['rollup', 'events'] as const) : (['events'] as const)) {
                const found = await peopleBehind(
                  world.client,
                  project,
                  { ...query, engine },
                  parsed,
                  { page: 1, perPage: 100 },
                  NOW,
                );
                const told = { engine, query, cell, total: found.total, listed: found.personIds.length };
                expect(told).toEqual({ engine, query, cell, total: users, listed: users });
                expect(found.personIds.filter((id) => events.merges.has(id))).toEqual([]);
                asked += users;
              }
            }
          }
        }),
        // Random cases can happen to have nobody in them; the one that is always tried has somebody for each kind.
        {
          ...runs({ quick: 2, deep: 4 }),
          examples: fc.sample(cases, { seed: SOMEBODY, numRuns: 1 }).map((one) => [one]),
        },
      );
      expect(asked).toBeGreaterThan(0);
    },
    300_000,
  );
});

function pick<T>(list: T[], seed: number, count: number): T[] {
  return Array.from(
    { length: Math.min(count, list.length) },
    (_, index) => list[(seed + index * 7) % list.length] as T,
  );
}

it('pages through them in the order of their ids', async () => {
  const project = world.project();
  await world.store(
    project,
    [5, 3, 9, 1].map((person_id) => ({ person_id })),
  );
  const query = activeUsersQuerySchema.parse({ kind: 'activeUsers', from: '2025-01-01', to: '2025-01-01' });
  const part = (of: PartOfPeople) =>
    peopleBehind(world.client, project, query, { bucket: '2025-01-01', breakdown: null }, of, NOW);
  const ask = (page: number) => part({ page, perPage: 3 });
  expect([(await ask(1)).personIds, (await ask(2)).personIds, (await ask(2)).total]).toEqual([
    [1, 3, 5],
    [9],
    4,
  ]);
  const beyond = async (after: number) => (await part({ after, limit: 2 })).personIds;
  expect([await beyond(0), await beyond(3), await beyond(9)]).toEqual([[1, 3], [5, 9], []]);
  await expect(
    peopleBehind(
      world.client,
      project,
      query,
      { bucket: '2025-01-02', breakdown: null },
      { page: 1, perPage: 3 },
      NOW,
    ),
  ).rejects.toThrow('no cell with bucket "2025-01-02"');
});
