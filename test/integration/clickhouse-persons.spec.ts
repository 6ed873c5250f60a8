import {
  type ProjectSettings,
  activeUsers,
  attribution,
  eventCounts,
  funnel,
  growthAccounting,
  paths,
  retention,
  stickiness,
  storeCohortMembers,
  storePersons,
} from '@groundswell/clickhouse';
import {
  type Filter,
  activeUsersQuerySchema,
  attributionQuerySchema,
  cohortDefinitionSchema,
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
import { type People, isOf } from './support/people-reference.js';
import {
  type Log,
  type LogEvent,
  activeUsersReference,
  dayOf,
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
const ANCHOR = Date.parse('2025-03-10T00:00:00Z');
const NOW = new Date(ANCHOR + 20 * DAY);
const range = { from: '2025-03-01', to: '2025-03-20' };

const event = fc.constantFrom('open', 'buy', '$identify');
const platform = fc.constantFrom('web', 'ios', 'server');
const events = fc.array(
  fc.record<LogEvent>({
    person: fc.integer({ min: 1, max: 7 }),
    at: fc.integer({ min: -12 * DAY, max: 12 * DAY }).map((since) => ANCHOR + since),
    event,
    platform,
    traffic: fc.constantFrom('human' as const, 'human' as const, 'bot' as const),
  }),
  { minLength: 3, maxLength: 50 },
);
const merges = fc
  .array(fc.tuple(fc.constantFrom(4, 5, 6), fc.constantFrom(1, 2, 3, 9)), { maxLength: 3 })
  .map((pairs) => new Map(pairs));
const plan = fc.constantFrom<unknown>('free', 'pro', 'Pro trial', undefined, null);
const age = fc.constantFrom<unknown>(7, 30, '30', 'thirty', undefined);
const known = fc
  .array(fc.tuple(fc.constantFrom(1, 2, 3, 4, 5, 6, 9), fc.record({ plan, age })), { maxLength: 9 })
  .map((pairs) => new Map<number, Record<string, unknown>>(pairs));

const propertyFilter: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({
    property: fc.constant('person.plan'),
    operator: fc.constantFrom('eq', 'neq', 'contains', 'notContains', 'isSet', 'isNotSet'),
    value: fc.constantFrom('free', 'pro', 'nothing'),
  }),
  fc.record({
    property: fc.constant('person.plan'),
    operator: fc.constantFrom('in', 'notIn'),
    value: fc.constantFrom<string[]>(['free'], ['free', 'pro'], []),
  }),
  fc.record({
    property: fc.constant('person.age'),
    operator: fc.constant('gte'),
    value: fc.constantFrom(7, 30),
  }),
);
const cohortFilter: fc.Arbitrary<Filter> = fc.record({
  property: fc.constant('cohort'),
  operator: fc.constantFrom('eq', 'neq', 'in', 'notIn'),
  value: fc.constantFrom(1, 2, 3, [1, 2], [2, 3]),
});
const platformFilter: fc.Arbitrary<Filter> = fc.record({
  property: fc.constant('platform'),
  operator: fc.constantFrom('eq', 'neq'),
  value: fc.constantFrom('web', 'ios'),
});
const peopleFilters = fc.array(fc.oneof(propertyFilter, cohortFilter), { minLength: 1, maxLength: 2 });
const filters = fc
  .tuple(peopleFilters, fc.array(platformFilter, { maxLength: 1 }))
  .map((both) => both.flat());

const rule = fc.oneof(
  propertyFilter.map((filter) => ({ type: 'property' as const, ...filter })),
  fc.record(
    {
      type: fc.constant('behaviour' as const),
      did: fc.boolean(),
      event,
      atLeast: fc.integer({ min: 1, max: 3 }),
      lastDays: fc.integer({ min: 1, max: 30 }),
    },
    { requiredKeys: ['type', 'did'] },
  ),
  fc.record({
    type: fc.constant('behaviour' as const),
    filters: fc.constantFrom([], [{ property: 'platform', operator: 'eq' as const, value: 'web' }]),
    from: fc.constantFrom('2025-03-01', '2025-03-10'),
    to: fc.constantFrom('2025-03-10', '2025-03-15'),
    atMost: fc.constantFrom(1, 5),
  }),
);
const definition = fc
  .record({ match: fc.constantFrom('all', 'any'), rules: fc.array(rule, { minLength: 1, maxLength: 3 }) })
  .map((asked) => cohortDefinitionSchema.parse(asked));
const taken = fc.uniqueArray(fc.constantFrom(1, 2, 4, 5, 7), { maxLength: 4 });

/** A project with the log, what is known of its people and three cohorts: two by rules, one as it was taken down. */
const scene = fc.record({ events, merges, known, definitions: fc.tuple(definition, definition), taken });
type Scene = typeof scene extends fc.Arbitrary<infer S> ? S : never;

async function stored({ events: acts, merges: into, known: facts, definitions, taken: ids }: Scene) {
  const today = dayOf(NOW.getTime(), 'UTC');
  const cohorts: People['cohorts'] = [
    ...definitions.map((each, index) => ({ id: index + 1, name: `cohort ${index + 1}`, definition: each })),
    { id: 3, name: 'taken down', generation: 2, taken: ids },
  ];
  const audiences = { cohorts, today, anyMerges: into.size > 0 };
  const project: ProjectSettings = world.project({ audiences });
  const people: People = { log: { events: acts, merges: into }, known: facts, cohorts, project, today };
  const log: Log = {
    merges: into,
    events: acts.map((act) => ({
      ...act,
      isOf: (filter: Filter) => isOf(people, act.person, filter),
      valueBy: (breakdown: string) => valueFor(people, act.person, breakdown),
    })),
  };
  await world.storeLog(project, log);
  const persons = [...facts].map(([personId, properties]) => ({ personId, properties }));
  const outdated = persons.map(({ personId }) => ({ personId, properties: { plan: 'pro', age: 99 } }));
  await storePersons(world.client, project.id, outdated, '1');
  await storePersons(world.client, project.id, persons, '2');
  await storeCohortMembers(world.client, project.id, { id: 3, generation: 1 }, [1, 2, 3, 4, 5, 6, 7]);
  await storeCohortMembers(world.client, project.id, { id: 3, generation: 2 }, ids);
  return { project, log, people };
}

const ENGINES = ['rollup', 'events'] as const;

describe('filters on what is known of people and on cohorts', () => {
  it('agree in rollup, events and a plain look at each person', async () => {
    const questions = fc.record({
      filters,
      returning: fc.option(filters, { nil: undefined }),
      event: fc.option(event, { nil: undefined }),
      interval: fc.constantFrom('day' as const, 'week' as const),
      kind: fc.constantFrom('firstTime' as const, 'everyTime' as const),
      mode: fc.constantFrom('on' as const, 'onOrAfter' as const),
      traffic: fc.constantFrom('human' as const, 'all' as const),
    });
    await fc.assert(
      fc.asyncProperty(scene, fc.array(questions, { minLength: 2, maxLength: 2 }), async (drawn, asked) => {
        const { project, log } = await stored(drawn);
        for (const { returning, event: name, interval, kind, mode, traffic, filters: some } of asked) {
          const common = { ...range, filters: some, traffic };
          for (const engine of ENGINES) {
            const users = activeUsersQuerySchema.parse({
              ...{ kind: 'activeUsers', ...common, interval, event: name, engine, breakdown: 'platform' },
            });
            expect((await activeUsers(world.client, project, users, NOW)).rows).toEqual(
              activeUsersReference(log, project, users, NOW),
            );
            const growth = growthAccountingQuerySchema.parse({
              ...{ kind: 'growthAccounting', ...common, interval, engine },
            });
            expect((await growthAccounting(world.client, project, growth, NOW)).rows).toEqual(
              growthAccountingReference(log, project, growth, NOW),
            );
            const sticky = stickinessQuerySchema.parse({ kind: 'stickiness', ...common, window: 7, engine });
            const { rows, histogram } = await stickiness(world.client, project, sticky, NOW);
            expect({ rows, histogram }).toEqual(stickinessReference(log, project, sticky, NOW));
            const back = retentionQuerySchema.parse({
              ...{ kind: 'retention', ...range, traffic, period: interval, periods: 3, mode, engine },
              cohort: { event: name, filters: some, kind },
              returning: { filters: returning },
            });
            const { cohorts, average } = await retention(world.client, project, back, NOW);
            expect({ cohorts, average }).toEqual(retentionReference(log, project, back, NOW));
          }
        }
      }),
      runs({ quick: 3, deep: 10 }),
    );
  }, 240_000);

  it('leave the rest as if others had never been: funnels, paths, event counts and attribution', async () => {
    await fc.assert(
      fc.asyncProperty(scene, peopleFilters, async (drawn, some) => {
        const { project, log } = await stored(drawn);
        const alone = world.project();
        const theirs = log.events.filter(({ isOf: holds }) => some.every((filter) => holds?.(filter)));
        if (theirs.length > 0) await world.storeLog(alone, { ...log, events: theirs });
        const both = [
          [project, some],
          [alone, []],
        ] as const;
        const [filtered, rest] = await Promise.all(
          both.map(async ([where, by]) => {
            const steps = [
              { event: 'open', filters: by },
              { event: 'buy', filters: by },
            ];
            const questions = {
              funnel: funnelQuerySchema.parse({ kind: 'funnel', ...range, steps, trend: 'week' }),
              paths: pathsQuerySchema.parse({ kind: 'paths', ...range, filters: by }),
              counts: eventCountsQuerySchema.parse({ kind: 'eventCounts', ...range, filters: by }),
              credit: attributionQuerySchema.parse({
                ...{ kind: 'attribution', ...range, conversion: { event: 'buy', filters: by } },
              }),
            };
            const funnelled = await funnel(world.client, where, questions.funnel, NOW);
            const walked = await paths(world.client, where, questions.paths, NOW);
            return {
              funnel: [funnelled.steps, funnelled.trend, funnelled.conversionTimes],
              paths: [walked.links, walked.users],
              counts: (await eventCounts(world.client, where, questions.counts, NOW)).rows,
              credit: (await attribution(world.client, where, questions.credit, NOW)).rows,
            };
          }),
        );
        expect(filtered).toEqual(rest);
      }),
      runs({ quick: 3, deep: 8 }),
    );
  }, 240_000);

  const splits = fc.constantFrom('person.plan', 'person.age', 'cohort.1,3', 'cohort.2');

  it('split active users and retention alike in rollup, events and a plain look at each person', async () => {
    const questions = fc.record({
      breakdown: splits,
      event: fc.option(event, { nil: undefined }),
      filters: fc.option(filters, { nil: undefined }),
      interval: fc.constantFrom('day' as const, 'week' as const, 'month' as const),
      trailingDays: fc.constantFrom(undefined, 5),
      kind: fc.constantFrom('firstTime' as const, 'everyTime' as const, 'firstEver' as const),
      mode: fc.constantFrom('on' as const, 'onOrAfter' as const, 'bracket' as const),
      traffic: fc.constantFrom('human' as const, 'all' as const),
    });
    await fc.assert(
      fc.asyncProperty(scene, fc.array(questions, { minLength: 3, maxLength: 3 }), async (drawn, asked) => {
        const { project, log } = await stored(drawn);
        for (const { filters: some, event: name, interval, trailingDays, kind, mode, ...rest } of asked) {
          const common = { ...range, ...rest };
          const users = activeUsersQuerySchema.parse({
            ...{ kind: 'activeUsers', ...common, filters: some, event: name, interval, trailingDays },
          });
          const back = retentionQuerySchema.parse({
            ...{ kind: 'retention', ...common, period: interval, periods: 3, mode, brackets: [[1, 2]] },
            cohort: { event: name, filters: some, kind },
          });
          const rollupKnows = kind !== 'firstEver' || !some?.length;
          for (const engine of ENGINES) {
            const { rows, source } = await activeUsers(world.client, project, { ...users, engine }, NOW);
            expect([source, rows]).toEqual([engine, activeUsersReference(log, project, users, NOW)]);
            if (engine === 'rollup' && !rollupKnows) continue;
            const { cohorts, average } = await retention(world.client, project, { ...back, engine }, NOW);
            expect({ cohorts, average }).toEqual(retentionReference(log, project, back, NOW));
          }
        }
      }),
      runs({ quick: 4, deep: 30 }),
    );
  }, 240_000);

  it('split events and steps by what is known of people, each under one value, and by cohorts', async () => {
    await fc.assert(
      fc.asyncProperty(scene, splits, async (drawn, breakdown) => {
        const { project, people, log } = await stored(drawn);
        const value = (act: LogEvent): string => valueFor(people, act.person, breakdown);
        const values = [...new Set(log.events.map(value))];
        const counts = eventCountsQuerySchema.parse({
          kind: 'eventCounts',
          ...range,
          breakdown,
          interval: 'week',
        });
        const steps = [{ event: 'open' }, { event: 'buy' }];
        const walk = funnelQuerySchema.parse({ kind: 'funnel', ...range, breakdown, steps });
        const counted = (await eventCounts(world.client, project, counts, NOW)).rows;
        const groups = (await funnel(world.client, project, walk, NOW)).groups ?? [];
        for (const one of values) {
          const alone = world.project();
          const theirs = { ...log, events: log.events.filter((act) => value(act) === one) };
          await world.storeLog(alone, theirs);
          const named = <Row extends { breakdown: string | null }>(all: Row[], name: string | null) =>
            all.filter((row) => row.breakdown === name).map((row) => ({ ...row, breakdown: one }));
          const orNothing = <Row>(found: Row[], otherwise: Row[], isNothing: boolean) =>
            found.length === 0 && isNothing ? otherwise : found;
          const { breakdown: _e, ...allEvents } = counts;
          const events = named((await eventCounts(world.client, alone, allEvents, NOW)).rows, null);
          const none = events.every((row) => row.value === 0);
          expect(orNothing(named(counted, one), events, none)).toEqual(events);
          const { breakdown: _f, ...everybody } = walk;
          const reached = (await funnel(world.client, alone, everybody, NOW)).steps;
          const group = groups.find((found) => found.breakdown === one)?.steps;
          if (reached[0]?.users) expect(group).toEqual(reached);
          else expect(group).toBeUndefined();
        }
      }),
      runs({ quick: 3, deep: 8 }),
    );
  }, 240_000);
});

/** docs/definitions.md, "Breakdown". */
function valueFor(people: People, person: number, breakdown: string): string {
  if (breakdown.startsWith('person.')) {
    const who = people.log.merges.get(person) ?? person;
    return String(people.known.get(who)?.[breakdown.slice('person.'.length)] ?? '(none)');
  }
  const ids = breakdown.slice('cohort.'.length).split(',');
  const inFirst = people.cohorts.find(
    ({ id }) =>
      ids.includes(String(id)) && isOf(people, person, { property: 'cohort', operator: 'eq', value: id }),
  );
  return inFirst?.name ?? '(none)';
}
