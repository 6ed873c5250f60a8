import { type ProjectSettings, eventCounts, funnel, insertMerges, paths } from '@groundswell/clickhouse';
import { eventCountsQuerySchema, funnelQuerySchema, pathsQuerySchema } from '@groundswell/contracts';
import { FIRST_BULK_PARTITION } from '@groundswell/event-log';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ClickHouseWorld } from './support/clickhouse-world.js';
import { dayOf, periodOf } from './support/query-reference.js';
import {
  type Act,
  type ActLog,
  funnelReference,
  measured,
  pathsReference,
} from './support/sequence-reference.js';
import { runs } from '../support/runs.js';

let world: ClickHouseWorld;
beforeAll(async () => {
  world = await ClickHouseWorld.create();
});
afterAll(() => world?.close());

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.parse('2025-03-08T12:00:00Z');
const NAMES = ['A', 'B', 'C', '$identify', '$pageview'];
const name = fc.constantFrom(...NAMES);
const platform = fc.constantFrom('web', 'ios', 'server');

/** Few instants, so that many events are at the same one and the order of arrival tells them apart. */
const act = fc.record<Omit<Act, 'offset'>>({
  person: fc.integer({ min: 1, max: 5 }),
  at: fc
    .oneof(
      fc.integer({ min: 0, max: 12 }).map((steps) => steps * 30 * 60_000),
      fc.integer({ min: 0, max: 14 }).map((steps) => steps * 12 * HOUR),
      fc.integer({ min: 0, max: 3 }).map((steps) => steps * HOUR + 1),
    )
    .map((since) => START + since),
  receivedAt: fc.integer({ min: 0, max: 2 }).map((steps) => START + steps * DAY),
  partition: fc.constantFrom(0, 1, FIRST_BULK_PARTITION),
  event: name,
  platform,
  amount: fc.option(fc.constantFrom(1, 2.5, -3, 10, '7', 'x', '', 'nan', 'inf'), { nil: undefined }),
});
const logs = fc.record<ActLog>({
  acts: fc
    .array(act, { minLength: 1, maxLength: 40 })
    .map((acts) => acts.map((one, index) => ({ ...one, offset: (index * 7) % 41 }))),
  merges: fc.constantFrom(
    new Map(),
    new Map([[5, 1]]),
    new Map([
      [4, 1],
      [3, 9],
    ]),
  ),
});
const zones = fc.record({
  timeZone: fc.constantFrom('UTC', 'America/New_York', 'Asia/Tokyo'),
  weekStart: fc.constantFrom('monday' as const, 'sunday' as const),
});
const day = fc.integer({ min: -1, max: 8 }).map((days) => dayOf(START + days * DAY, 'UTC'));
const range = fc.tuple(day, day).map((days) => {
  const [from, to] = days.sort();
  return { from, to };
});
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const filters = maybe(
  fc.array(fc.record({ property: fc.constant('platform'), operator: fc.constant('eq'), value: platform }), {
    minLength: 1,
    maxLength: 1,
  }),
);

async function stage({ acts, merges }: ActLog, over: Partial<ProjectSettings>): Promise<ProjectSettings> {
  const project = world.project(over);
  await world.store(
    project,
    acts.map(({ person, at, receivedAt, partition, offset, event, platform, amount }) => ({
      person_id: person,
      timestamp: new Date(at).toISOString(),
      received_at: new Date(receivedAt).toISOString(),
      log_partition: partition,
      log_offset: String(offset),
      event,
      platform,
      properties: amount === undefined ? {} : { amount },
    })),
  );
  const pairs = [...merges].map(([fromPersonId, intoPersonId]) => ({
    projectId: project.id,
    fromPersonId,
    intoPersonId,
  }));
  await insertMerges(world.client, pairs);
  return project;
}

describe('funnels agree with a plain walk over the events', () => {
  const step = fc.record({ event: name, filters });
  const between = fc.constantFrom([0, 1], [1, 2], [0, 2]);
  const question = fc
    .record({
      range,
      order: fc.constantFrom('ordered', 'strict', 'any'),
      steps: fc.array(step, { minLength: 2, maxLength: 4 }),
      window: fc.constantFrom(
        { value: 1, unit: 'hour' },
        { value: 90, unit: 'minute' },
        { value: 1, unit: 'day' },
        { value: 2, unit: 'week' },
        { value: 5_000, unit: 'day' },
      ),
      exclusions: maybe(fc.array(fc.record({ event: name, filters, between }), { maxLength: 2 })),
      breakdownStep: fc.integer({ min: 0, max: 1 }),
      trend: fc.constantFrom('day', 'week', 'month'),
      now: fc.integer({ min: 0, max: 25 }),
    })
    .map(({ range: days, now, ...rest }) => ({
      now: new Date(START + now * DAY),
      parsed: funnelQuerySchema.safeParse({ kind: 'funnel', breakdown: 'platform', ...days, ...rest }),
    }))
    .filter(({ parsed }) => parsed.success);

  it('in every order, with windows, exclusions, breakdowns and trends', async () => {
    await fc.assert(
      fc.asyncProperty(
        logs,
        zones,
        fc.array(question, { minLength: 5, maxLength: 5 }),
        async (log, zone, questions) => {
          const project = await stage(log, zone);
          for (const { parsed, now } of questions) {
            const query = parsed.data!;
            const expected = funnelReference(log, project, query, now);
            const { steps, groups, trend, conversionTimes, complete } = await funnel(
              world.client,
              project,
              query,
              now,
            );
            const said = { query, steps, groups, complete };
            const { steps: s, groups: g, complete: c } = expected;
            expect(said).toEqual({ query, steps: s, groups: g, complete: c });
            for (const { from, to, users } of conversionTimes) {
              const inBin = expected.finishedAfter.filter(
                (after) => after >= from && (to === null || after < to),
              );
              expect({ query, from, users }).toEqual({ query, from, users: inBin.length });
            }
            const unit = query.trend!;
            const began = expected.beganAndFinished(unit);
            for (const { bucket, entered, converted } of trend!) {
              const own = began.get(periodOf(unit, bucket, project)) ?? [];
              const done = own.filter(({ reached }) => reached.length === query.steps.length).length;
              expect({ query, bucket, entered, converted }).toEqual({
                query,
                bucket,
                entered: own.length,
                converted: done,
              });
            }
            const all = trend!.reduce((sum, { entered }) => sum + entered, 0);
            expect({ query, all }).toEqual({ query, all: steps[0]!.users });
          }
        },
      ),
      runs({ quick: 5, deep: 20 }),
    );
  }, 300_000);
});

describe('paths agree with a plain walk over the events', () => {
  const question = fc
    .record({
      range,
      start: maybe(name),
      end: maybe(name),
      depth: fc.integer({ min: 1, max: 6 }),
      repeats: fc.constantFrom('keep', 'collapse'),
      pauseMinutes: maybe(fc.constantFrom(30, 60, 720)),
      filters,
    })
    .map(({ range: days, start, end, ...rest }) =>
      pathsQuerySchema.parse({ kind: 'paths', ...days, ...rest, ...(start ? { start } : { end }) }),
    );

  it('from a start, back from an end, and from the beginning', async () => {
    await fc.assert(
      fc.asyncProperty(
        logs,
        zones,
        fc.array(question, { minLength: 5, maxLength: 5 }),
        async (log, zone, questions) => {
          const project = await stage(log, zone);
          for (const query of questions) {
            const answer = await paths(world.client, project, query, new Date());
            const links = new Map(
              answer.links.map(({ step, source, target, users }) => [
                JSON.stringify([step, source, target]),
                users,
              ]),
            );
            const { users, links: expected } = pathsReference(log, project, query);
            expect({ query, users: answer.users, omitted: answer.omitted, links }).toEqual({
              query,
              users,
              omitted: 0,
              links: expected,
            });
          }
        },
      ),
      runs({ quick: 6, deep: 30 }),
    );
  }, 300_000);
});

describe('event counts agree with a plain sum over the events', () => {
  const question = fc
    .record({
      range,
      interval: fc.constantFrom('day', 'week', 'month'),
      trailingDays: maybe(fc.constantFrom(1, 3, 7)),
      measure: fc.constantFrom('events', 'usersPerEvent', 'sum', 'avg', 'p50', 'p90', 'p99'),
      event: maybe(name),
      breakdown: maybe(fc.constant('platform')),
      filters,
    })
    .map(({ range: days, ...rest }) =>
      eventCountsQuerySchema.parse({
        kind: 'eventCounts',
        ...days,
        ...rest,
        ...(['events', 'usersPerEvent'].includes(rest.measure) ? {} : { property: 'properties.amount' }),
      }),
    );

  it('by every measure', async () => {
    await fc.assert(
      fc.asyncProperty(
        logs,
        zones,
        fc.array(question, { minLength: 6, maxLength: 6 }),
        async (log, zone, questions) => {
          const project = await stage(log, zone);
          for (const query of questions) {
            const unit = query.interval as 'day' | 'week' | 'month';
            const { rows } = await eventCounts(world.client, project, query, new Date());
            for (const { bucket, breakdown, value } of rows) {
              const inBucket = ({ at, platform: own }: Act) =>
                (breakdown === null || own === breakdown) &&
                isInBucket(at, bucket, unit, query.trailingDays, project);
              const expected = measured(log, query, inBucket);
              const close = expected === null ? null : expect.closeTo(expected, 9);
              expect({ query, bucket, breakdown, value }).toEqual({ query, bucket, breakdown, value: close });
            }
          }
        },
      ),
      runs({ quick: 8, deep: 30 }),
    );
  }, 300_000);
});

describe('sharp cases of funnels', () => {
  const seconds = (at: number) => START + at * 1000;
  const live = (text: string): ActLog => ({
    merges: new Map(),
    acts: text.split(' ').map((said, offset) => ({
      person: 1,
      event: said[0]!,
      at: seconds(Number(said.slice(1))),
      receivedAt: START,
      partition: 0,
      offset,
      platform: 'web',
    })),
  });
  const ten = { value: 10, unit: 'second' };
  const between = (event: string, i: number, j: number) => ({ exclusions: [{ event, between: [i, j] }] });

  it.each([
    ['one event is one step', 'ABB', 'A0 B1', {}, 2],
    ['two events are two', 'ABB', 'A0 B1 B2', {}, 3],
    ['the same event twice needs two', 'AA', 'A0', {}, 1],
    ['in any order, too', 'AA', 'A0 A1', { order: 'any' }, 2],
    ['strict: something between', 'AB', 'A0 X1 B2', { order: 'strict' }, 1],
    ['strict: from the later beginning', 'AB', 'A0 X1 A2 B3', { order: 'strict' }, 2],
    ['the window from the right beginning', 'ABC', 'A0 A8 B9 C11', { window: ten }, 3],
    ['the end of the window', 'AB', 'A0 B10', { window: ten }, 2],
    ['after the end of the window', 'AB', 'A0 B10.001', { window: ten }, 1],
    ['exclusion outside the window', 'AB', 'A0 X11', { window: ten, ...between('X', 0, 1) }, 1],
    ['exclusion inside the window', 'AB', 'A0 X9 B10', { window: ten, ...between('X', 0, 1) }, undefined],
    ['exclusion, and a clean beginning', 'AB', 'A0 X1 A2 B3', between('X', 0, 1), 2],
    ['exclusion after the steps it is for', 'ABC', 'A0 B1 X2 C3', between('X', 0, 1), 3],
    ['ties in the order of arrival', 'AB', 'A0 B0', {}, 2],
    ['ties the other way round', 'AB', 'B0 A0', {}, 1],
    ['any order', 'ABC', 'C0 A1 B2', { order: 'any' }, 3],
    ['any order, window', 'ABC', 'C0 A9 B11', { order: 'any', window: ten }, 2],
  ])('%s: %s of %s', async (_name, names, text, more, depth) => {
    const project = await stage(live(text), {});
    const steps = [...names].map((event) => ({ event }));
    const range = { from: '2025-03-08', to: '2025-03-08' };
    const query = funnelQuerySchema.parse({ kind: 'funnel', ...range, steps, ...more });
    const { steps: answered } = await funnel(world.client, project, query, new Date());
    expect(answered.map(({ users }) => users)).toEqual(
      steps.map((_, index) => (index < (depth ?? 0) ? 1 : 0)),
    );
  });

  it('lists fifty values and every day of the trend', async () => {
    const acts = Array.from({ length: 60 }, (_, person) =>
      ['A', 'B'].slice(0, person < 5 ? 2 : 1).map((event, second) => ({
        ...live('A0').acts[0]!,
        person: person + 1,
        event,
        at: seconds(second) - person * DAY,
        offset: person * 2 + second,
        platform: 'web',
        amount: `v${String(person).padStart(2, '0')}`,
      })),
    ).flat();
    const project = await stage({ acts, merges: new Map() }, {});
    const query = funnelQuerySchema.parse({
      kind: 'funnel',
      from: '2025-01-01',
      to: '2025-03-08',
      steps: [{ event: 'A' }, { event: 'B' }],
      breakdown: 'properties.amount',
      trend: 'day',
    });
    const { groups = [], trend = [] } = await funnel(world.client, project, query, new Date());
    expect(groups).toHaveLength(51);
    expect(groups.at(-1)).toMatchObject({ breakdown: '(other)', steps: [{ users: 10 }, { users: 0 }] });
    expect(groups[0]).toMatchObject({ breakdown: 'v00', steps: [{ users: 1 }, { users: 1 }] });
    expect(trend).toHaveLength(67);
    expect(trend.filter(({ entered }) => entered === 1)).toHaveLength(60);
  });

  it('counts a merged person once', async () => {
    const log = live('A0 B1');
    const parted = log.acts.map((one, index) => ({ ...one, person: index + 1 }));
    const project = await stage({ acts: parted, merges: new Map([[2, 1]]) }, {});
    const steps = [{ event: 'A' }, { event: 'B' }];
    const range = { from: '2025-03-08', to: '2025-03-08' };
    const query = funnelQuerySchema.parse({ kind: 'funnel', ...range, steps });
    const answer = await funnel(world.client, project, query, new Date());
    expect(answer.steps.map(({ users }) => users)).toEqual([1, 1]);
    expect(answer.steps[1]?.medianSeconds).toBe(1);
  });
});

function isInBucket(
  at: number,
  bucket: string,
  unit: 'day' | 'week' | 'month',
  trailingDays: number | undefined,
  project: ProjectSettings,
): boolean {
  const own = dayOf(at, project.timeZone);
  const period = periodOf(unit, bucket, project);
  if (trailingDays === undefined) return periodOf(unit, own, project) === period;
  let next = Date.parse(bucket);
  while (periodOf(unit, dayOf(next, 'UTC'), project) === period) next += DAY;
  return Date.parse(own) < next && Date.parse(own) >= next - trailingDays * DAY;
}
