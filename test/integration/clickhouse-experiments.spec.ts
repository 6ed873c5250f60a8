import {
  type Analysis,
  type ProjectSettings,
  addDays,
  endedVersion,
  experimentFacts,
  insertMerges,
  metricValues,
  startOfDay,
  storePersons,
} from '@groundswell/clickhouse';
import { type MetricDefinition, metricDefinitionSchema, metricQuerySchema } from '@groundswell/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ClickHouseWorld } from './support/clickhouse-world.js';
import { experimentReference, metricReference } from './support/experiment-reference.js';
import type { Act } from './support/sequence-reference.js';
import { runs } from '../support/runs.js';

let world: ClickHouseWorld;
beforeAll(async () => {
  world = await ClickHouseWorld.create();
});
afterAll(() => world?.close());

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.parse('2025-03-08T12:00:00Z');

const VARIATIONS = [
  { key: 'control', name: 'Old' },
  { key: 'b', name: 'New' },
];
/** How SDKs say it: experiment and variation, by key, by place or by name. */
const SAYINGS: Record<string, unknown>[] = [
  { experiment_id: 'test', variation_id: 'control' },
  { experimentId: 'test', variationId: '1' },
  { experiment_id: 'test', variation_id: 0 },
  { experiment_id: '17', experiment_name: 'test', variation_id: '99', variation_name: 'New' },
  { $feature_flag: 'test', $feature_flag_response: 'b' },
  { $feature_flag: 'test', $feature_flag_response: 'control' },
  { $feature_flag: 'test', $feature_flag_response: true },
  { experiment_id: 'another', variation_id: 'b' },
];

export interface Life extends Act {
  said?: Record<string, unknown>;
  traffic: 'human' | 'bot';
  imported: boolean;
  country: string;
}

const at = fc
  .oneof(
    fc.integer({ min: -6, max: 12 }).map((steps) => steps * 12 * HOUR),
    fc.integer({ min: 0, max: 8 }).map((steps) => steps * HOUR + 1),
  )
  .map((since) => START + since);
const common = {
  person: fc.integer({ min: 1, max: 8 }),
  at,
  receivedAt: fc.constant(START + 20 * DAY),
  partition: fc.integer({ min: 0, max: 2 }),
  platform: fc.constantFrom('web', 'ios', 'server'),
  traffic: fc.constantFrom('human' as const, 'human' as const, 'human' as const, 'bot' as const),
  country: fc.constantFrom('CN', 'US', ''),
};
const deed = fc.record({
  ...common,
  event: fc.constantFrom('buy', 'open', 'open', 'pay'),
  amount: fc.option(fc.constantFrom(1, 2.5, -3, 10, '7', 'x', '', 'nan'), { nil: undefined }),
  imported: fc.constant(false),
});
const exposure = fc.record({
  ...common,
  event: fc.constantFrom('Experiment Viewed', '$feature_flag_called'),
  said: fc.constantFrom(...SAYINGS),
  imported: fc.constantFrom(false, false, true),
});
/** Many of one instant, whose order is that of the log, or each of its own, where nobody has to look there. */
const lives = fc
  .tuple(fc.array(exposure, { maxLength: 14 }), fc.array(deed, { maxLength: 40 }), fc.boolean())
  .map(([seen, done, areApart]): Life[] =>
    [...seen, ...done].map((one, index) => {
      const offset = (index * 7) % 61;
      return { ...one, at: one.at + (areApart ? offset * 2 : 0), offset };
    }),
  );
const merges = fc.constantFrom(
  new Map<number, number>(),
  new Map([[5, 1]]),
  new Map([
    [4, 1],
    [3, 9],
  ]),
);

const of = { event: 'buy' };
const priced = { event: 'buy', property: 'properties.amount' };
const timing = { windowHours: 48, delayHours: 12 };
const DEFINITIONS: MetricDefinition[] = [
  { type: 'proportion', of },
  { type: 'proportion', of, ...timing },
  { type: 'count', of: { event: 'open', filters: [{ property: 'platform', operator: 'eq', value: 'web' }] } },
  { type: 'count', of: { event: 'open' }, cap: { value: 2 } },
  { type: 'mean', of: priced },
  { type: 'revenue', of: priced, ...timing },
  { type: 'revenue', of: priced, cap: { quantile: 0.5 } },
  { type: 'ratio', of: priced, per: { event: 'open' }, cap: { quantile: 0.75 } },
  { type: 'ratio', of: { event: 'pay' }, per: of, windowHours: 72 },
  { type: 'retention', days: [1, 3] },
  { type: 'retention', of: { event: 'open' }, days: [0, 1] },
  { type: 'funnel', steps: [{ event: 'open' }, { event: 'buy' }, { event: 'open' }] },
  { type: 'funnel', steps: [{ event: 'open' }, { event: 'pay' }], windowHours: 24 },
  { type: 'funnel', steps: [{ event: 'open' }, { event: 'pay' }, { event: 'buy' }] },
].map((definition) => metricDefinitionSchema.parse(definition));

/** What is known of people as they are counted. */
const PLANS = new Map([
  [1, 'pro'],
  [2, 'free'],
  [9, 'pro'],
]);

async function stage(events: Life[], who: Map<number, number>, timeZone: string): Promise<ProjectSettings> {
  const project = world.project({ timeZone });
  if (events.length > 0) {
    await world.store(
      project,
      events.map(({ person, amount, said, imported, ...one }) => ({
        person_id: person,
        timestamp: new Date(one.at).toISOString(),
        received_at: new Date(one.receivedAt).toISOString(),
        log_partition: one.partition,
        log_offset: String(one.offset),
        event: one.event,
        platform: one.platform,
        country: one.country,
        traffic: one.traffic,
        import_id: imported ? 'import-1' : '',
        properties: said ?? (amount === undefined ? {} : { amount }),
      })),
    );
  }
  await insertMerges(
    world.client,
    [...who].map(([fromPersonId, intoPersonId]) => ({ projectId: project.id, fromPersonId, intoPersonId })),
  );
  const persons = [...PLANS].map(([personId, plan]) => ({ personId, properties: { plan } }));
  await storePersons(world.client, project.id, persons, '1');
  return project;
}

describe('what an experiment is computed from agrees with a plain walk over the events', () => {
  it.each([
    ['people', null],
    ['clusters', 'country'],
  ])(
    '%s: exposures, and the sums of every kind of metric',
    async (_, clusterBy) => {
      await fc.assert(
        fc.asyncProperty(
          lives,
          merges,
          fc.constantFrom('UTC', 'America/New_York', 'Asia/Tokyo'),
          fc.integer({ min: 0, max: 14 }),
          fc.constantFrom(2, 3, 100_000),
          async (events, who, timeZone, ranDays, peopleAtOnce) => {
            const project = await stage(events, who, timeZone);
            const analysis: Analysis = {
              key: 'test',
              variations: VARIATIONS,
              start: new Date(START),
              end: new Date(START + ranDays * 12 * HOUR + 5),
              metrics: DEFINITIONS.map((definition, id) => ({ id, definition })),
              cupedDays: clusterBy === null ? 2 : null,
              clusterBy,
              slices: clusterBy === null ? ['country', 'person.plan'] : [],
            };
            const found = await experimentFacts(world.client, project, analysis, peopleAtOnce);
            const expected = experimentReference(events, who, project, analysis, PLANS);
            const { multiple, unknown } = found;
            expect({ multiple, unknown }).toEqual({ multiple: expected.multiple, unknown: expected.unknown });
            expect(new Map(found.exposures.map(({ arm, day, people }) => [`${arm} ${day}`, people]))).toEqual(
              expected.exposures,
            );
            DEFINITIONS.forEach((definition, id) => {
              const facts = found.metrics.get(id);
              if (expected.exposures.size === 0) return expect(facts).toBeUndefined();
              if (facts?.shape === 'quantile') throw new Error('there is none here');
              const rows = new Map(
                facts!.rows.map(({ kind, name, arm, sums }) => [`${kind} ${name} ${arm}`, sums]),
              );
              const wanted = expected.sums(definition);
              expect({ definition, keys: [...rows.keys()].sort() }).toEqual({
                definition,
                keys: [...wanted.keys()].sort(),
              });
              for (const [key, sums] of wanted) {
                const close = sums.map((sum) => expect.closeTo(sum, 6));
                expect({ definition, key, sums: rows.get(key) }).toEqual({ definition, key, sums: close });
              }
            });
          },
        ),
        runs({ quick: 5, deep: 15 }),
      );
    },
    300_000,
  );
});

describe('a metric over time', () => {
  it('is that of everybody who was active, from there on', async () => {
    await fc.assert(
      fc.asyncProperty(
        lives,
        merges,
        fc.constantFrom('UTC', 'America/New_York'),
        fc.integer({ min: 0, max: 14 }),
        fc.shuffledSubarray(DEFINITIONS, { minLength: 3, maxLength: 3 }),
        async (events, who, timeZone, ranDays, definitions) => {
          const project = await stage(events, who, timeZone);
          const now = START + ranDays * 12 * HOUR + 5;
          const from = '2025-03-07';
          const days = Array.from({ length: 5 }, (_, day) => addDays(from, day));
          const periods = days.map((day) => ({
            days: [day],
            end: startOfDay(addDays(day, 1), timeZone).getTime(),
          }));
          for (const definition of definitions) {
            const query = { kind: 'metric', from, to: days.at(-1), definition };
            const asked = metricQuerySchema.parse(query);
            const { rows } = await metricValues(world.client, project, asked, new Date(now));
            const expected = metricReference(events, who, project, definition, periods, now);
            expect({ definition, rows: rows.map(({ value, people }) => ({ value, people })) }).toEqual({
              definition,
              rows: expected.map(({ value, people }) => ({
                value: value === null ? null : expect.closeTo(value, 9),
                people,
              })),
            });
          }
        },
      ),
      runs({ quick: 6, deep: 20 }),
    );
  }, 300_000);

  it('tells quantiles of weeks, and which are not over', async () => {
    const seven = [1, 2, 3, 4].map((amount, index) => ({
      person: index + 1,
      at: START + index * HOUR,
      receivedAt: START,
      partition: 0,
      offset: index,
      event: 'buy',
      platform: 'web',
      traffic: 'human' as const,
      imported: false,
      country: '',
      amount,
    }));
    const project = await stage(seven, new Map(), 'UTC');
    const definition = { type: 'quantile', of: priced, quantile: 0.5, windowHours: 24 };
    const query = { kind: 'metric', from: '2025-03-03', to: '2025-03-16', interval: 'week', definition };
    const now = new Date('2025-03-10T12:00:00Z');
    const { rows } = await metricValues(world.client, project, metricQuerySchema.parse(query), now);
    expect(rows).toEqual([
      { bucket: '2025-03-03', value: 2.5, people: 4, complete: false },
      { bucket: '2025-03-10', value: null, people: 0, complete: false },
    ]);
  });
});

describe('what an experiment that has ended reads', () => {
  const one = (time: number, person: number, offset: number): Life => ({
    person,
    at: time,
    receivedAt: time,
    partition: 0,
    offset,
    event: 'open',
    platform: 'web',
    traffic: 'human',
    imported: false,
    country: '',
  });

  it.each([
    ['within a month', START + DAY],
    ['on the last day of one', Date.UTC(2025, 0, 31, 12)],
    ['as one begins', Date.UTC(2025, 1, 1)],
  ])('has the same version whatever comes later, and another one after what counts: %s', async (_, at) => {
    const end = new Date(at);
    const start = at - DAY;
    const project = await stage([one(start, 1, 1), one(start + HOUR, 2, 2)], new Map(), 'UTC');
    const version = () => endedVersion(world.client, project, end);
    const more = async (event: Life) => {
      const { person, at: time, ...rest } = event;
      await world.store(project, [
        {
          person_id: person,
          timestamp: new Date(time).toISOString(),
          received_at: new Date(time).toISOString(),
          log_offset: String(rest.offset),
          event: rest.event,
        },
      ]);
      return version();
    };
    const merge = (fromPersonId: number, intoPersonId: number) =>
      insertMerges(world.client, [{ projectId: project.id, fromPersonId, intoPersonId }]).then(version);
    const before = await version();
    expect(await more(one(end.getTime(), 3, 3))).toBe(before);
    expect(await more(one(end.getTime() + 40 * DAY, 7, 4))).toBe(before);
    expect(await merge(7, 1)).toBe(before);
    const late = await more(one(end.getTime() - 1, 1, 5));
    expect(late).not.toBe(before);
    expect(await merge(2, 1)).not.toBe(late);
  });
});
