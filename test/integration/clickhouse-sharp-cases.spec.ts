import {
  type ProjectSettings,
  activeUsers,
  growthAccounting,
  insertMerges,
  retention,
  stickiness,
} from '@groundswell/clickhouse';
import {
  activeUsersQuerySchema,
  growthAccountingQuerySchema,
  retentionQuerySchema,
  stickinessQuerySchema,
} from '@groundswell/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ClickHouseWorld } from './support/clickhouse-world.js';

let world: ClickHouseWorld;
beforeAll(async () => {
  world = await ClickHouseWorld.create();
});
afterAll(() => world?.close());

const NOW = new Date('2025-12-31T00:00:00Z');
type Act = [person: number, event: string, at: string, properties?: Record<string, unknown>];

async function stage(acts: Act[], over: Partial<ProjectSettings> = {}): Promise<ProjectSettings> {
  const project = world.project(over);
  await world.store(
    project,
    acts.map(([person_id, event, at, properties = {}]) => ({
      person_id,
      event,
      timestamp: new Date(at).toISOString(),
      properties,
    })),
  );
  return project;
}

const ENGINES = ['rollup', 'events'] as const;

async function retain(project: ProjectSettings, query: object, now = NOW) {
  return retention(world.client, project, retentionQuerySchema.parse({ kind: 'retention', ...query }), now);
}
async function active(project: ProjectSettings, query: object, now = NOW) {
  const parsed = activeUsersQuerySchema.parse({ kind: 'activeUsers', ...query });
  return (await activeUsers(world.client, project, parsed, now)).rows;
}
const sizes = (answer: Awaited<ReturnType<typeof retain>>) =>
  Object.fromEntries(answer.cohorts.map(({ cohort, size }) => [cohort, size]));
const usersOf = (answer: Awaited<ReturnType<typeof retain>>, cohort = 0) =>
  answer.cohorts[cohort]?.periods.map(({ users }) => users);

describe.each(ENGINES)('sharp cases by %s', (engine) => {
  it('first time means ever, not in the range', async () => {
    const project = await stage([
      [1, 'signup', '2025-01-01T12:00Z'],
      [1, 'signup', '2025-02-03T12:00Z'],
      [2, 'signup', '2025-02-03T12:00Z'],
    ]);
    const range = { engine, from: '2025-02-01', to: '2025-02-07', periods: 1 };
    const ask = async (kind: string) =>
      sizes(await retain(project, { ...range, cohort: { event: 'signup', kind } }));
    expect(await ask('firstTime')).toEqual({ '2025-02-03': 1 });
    expect(await ask('everyTime')).toEqual({ '2025-02-03': 2 });
  });

  it.each([
    ['2025-01-02T14:30Z', [1, 0]],
    ['2025-01-02T15:30Z', [1, 1]],
  ])('local days of Tokyo: back at %s', async (back, users) => {
    const project = await stage(
      [
        [1, 'signup', '2025-01-01T16:30Z'],
        [1, 'open', back],
      ],
      { timeZone: 'Asia/Tokyo' },
    );
    const query = { engine, from: '2025-01-02', to: '2025-01-02', periods: 1, cohort: { event: 'signup' } };
    expect(usersOf(await retain(project, query))?.slice(0, 1)).toEqual([1]);
    const later = await retain(project, { ...query, to: '2025-01-03', returning: { event: 'open' } });
    expect(usersOf(later)).toEqual(users);
  });

  it.each([
    // 23 hours and 40 minutes later, by the clock the day after next.
    ['2025-03-08T23:50-05:00', '2025-03-10T00:30-04:00', [1, 0, 1]],
    // 25 hours later on the same long day's eve and night.
    ['2025-11-02T00:10-04:00', '2025-11-02T23:50-05:00', [1, 0, 0]],
    ['2025-11-01T23:50-04:00', '2025-11-03T00:10-05:00', [1, 0, 1]],
    ['2025-03-09T00:10-05:00', '2025-03-10T00:05-04:00', [1, 1, 0]],
  ])('daylight saving in New York: %s, back at %s', async (first, back, users) => {
    const project = await stage(
      [
        [1, 'signup', first],
        [1, 'open', back],
      ],
      { timeZone: 'America/New_York' },
    );
    const from = first.slice(0, 10);
    const to = new Date(Date.parse(from) + 2 * 86_400_000).toISOString().slice(0, 10);
    const query = { engine, from, to, periods: 2, cohort: { event: 'signup' }, returning: { event: 'open' } };
    expect(usersOf(await retain(project, query))).toEqual(users);
  });

  it('months are calendar months: from the 31st to a shorter month', async () => {
    const project = await stage([
      [1, 'signup', '2025-01-31T12:00Z'],
      [1, 'open', '2025-02-28T12:00Z'],
      [2, 'signup', '2025-01-31T12:00Z'],
      [2, 'open', '2025-03-01T12:00Z'],
    ]);
    const query = { engine, from: '2025-01-01', to: '2025-01-31', period: 'month', periods: 3 };
    const answer = await retain(project, { ...query, cohort: { event: 'signup' } });
    expect(usersOf(answer)).toEqual([2, 1, 1, 0]);
    // April begins after the last day with any event: nobody can have been seen in it.
    expect(answer.cohorts[0]?.periods[3]).toEqual({
      n: 3,
      users: 0,
      eligible: 0,
      rate: null,
      complete: false,
    });
  });

  it.each([
    ['sunday', { '2024-12-29': 1 }, [1, 1]],
    ['monday', { '2024-12-30': 1 }, [1, 0]],
  ] as const)('Saturday to Sunday with weeks from %s', async (weekStart, cohorts, users) => {
    const project = await stage(
      [
        [1, 'signup', '2025-01-04T12:00Z'],
        [1, 'open', '2025-01-05T12:00Z'],
      ],
      { weekStart },
    );
    const query = { engine, from: '2025-01-04', to: '2025-01-12', period: 'week', periods: 1 };
    const answer = await retain(project, { ...query, cohort: { event: 'signup' } });
    expect(sizes(answer)).toEqual(cohorts);
    expect(usersOf(answer)).toEqual(users);
  });

  it('merged ids are one person, in the past too', async () => {
    const project = await stage([
      [1, 'open', '2025-01-01T08:00Z'],
      [2, 'open', '2025-01-01T09:00Z'],
      [2, 'open', '2025-01-02T09:00Z'],
    ]);
    const query = { engine, from: '2025-01-01', to: '2025-01-02' };
    expect((await active(project, query)).map(({ users }) => users)).toEqual([2, 1]);
    await insertMerges(world.client, [
      { projectId: project.id, fromPersonId: 2, intoPersonId: 1, sequence: 1 },
    ]);
    expect((await active(project, query)).map(({ users }) => users)).toEqual([1, 1]);
    expect(usersOf(await retain(project, { ...query, periods: 1 }))).toEqual([1, 1]);
    // Merged again into another: the later merge wins, in whatever order they come.
    await insertMerges(world.client, [
      { projectId: project.id, fromPersonId: 2, intoPersonId: 7, sequence: 3 },
      { projectId: project.id, fromPersonId: 2, intoPersonId: 8, sequence: 2 },
    ]);
    expect((await active(project, query)).map(({ users }) => users)).toEqual([2, 1]);
  });

  it('the average weighs cohorts by their size', async () => {
    const acts: Act[] = [];
    for (let person = 1; person <= 10; person++) acts.push([person, 'signup', '2025-01-01T12:00Z']);
    for (let person = 11; person <= 110; person++) acts.push([person, 'signup', '2025-01-02T12:00Z']);
    acts.push(
      [1, 'open', '2025-01-02T12:00Z'],
      [2, 'open', '2025-01-02T12:00Z'],
      [500, 'open', '2025-01-03T12:00Z'],
    );
    const project = await stage(acts);
    const query = { engine, from: '2025-01-01', to: '2025-01-02', periods: 1, cohort: { event: 'signup' } };
    const { average } = await retain(project, query);
    expect(average[1]).toEqual({ n: 1, users: 2, eligible: 110, rate: 2 / 110 });
  });

  it('a period that has not ended is shown, marked, and left out of the average', async () => {
    const project = await stage([
      [1, 'open', '2025-01-01T08:00Z'],
      [1, 'open', '2025-01-02T08:00Z'],
    ]);
    const query = { engine, from: '2025-01-01', to: '2025-01-01', periods: 2 };
    const answer = await retain(project, query, new Date('2025-01-02T20:00Z'));
    expect(answer.cohorts[0]?.periods).toEqual([
      { n: 0, users: 1, eligible: 1, rate: 1, complete: true },
      { n: 1, users: 1, eligible: 1, rate: 1, complete: false },
      { n: 2, users: 0, eligible: 0, rate: null, complete: false },
    ]);
    expect(answer.average.map(({ rate }) => rate)).toEqual([1, null, null]);
  });

  it('the project says which events are active', async () => {
    const acts: Act[] = [
      [1, 'open', '2025-01-01T08:00Z'],
      [2, 'ping', '2025-01-01T08:00Z'],
      [3, '$identify', '2025-01-01T08:00Z'],
      [4, '$pageview', '2025-01-01T08:00Z'],
    ];
    const query = { engine, from: '2025-01-01', to: '2025-01-01' };
    const users = async (activeEvents: ProjectSettings['activeEvents']) =>
      (await active(await stage(acts, { activeEvents }), query))[0]?.users;
    expect(await users({})).toBe(3);
    expect(await users({ except: ['ping', '$pageview'] })).toBe(1);
    expect(await users({ only: ['ping', '$identify'] })).toBe(2);
    expect(await users({ only: ['ping', 'open'], except: ['ping'] })).toBe(1);
  });
});

describe('a day that a zone stepped over', () => {
  it('has no hours, and nobody in the day', async () => {
    const project = await stage([[1, 'open', '2011-12-30T09:59Z']], { timeZone: 'Pacific/Apia' });
    const day = { from: '2011-12-30', to: '2011-12-30' };
    expect(await active(project, { ...day, interval: 'hour' })).toEqual([]);
    const rows = [{ bucket: '2011-12-30', breakdown: null, users: 0, complete: true }];
    for (const engine of ENGINES) expect(await active(project, { ...day, engine })).toEqual(rows);
  });
});

describe('filtered first time', () => {
  it('is the first event that passes the filter', async () => {
    const project = await stage([
      [1, 'signup', '2025-02-01T12:00Z', { plan: 'free' }],
      [1, 'signup', '2025-02-03T12:00Z', { plan: 'pro' }],
    ]);
    const filters = [{ property: 'properties.plan', operator: 'eq', value: 'pro' }];
    const range = { from: '2025-02-01', to: '2025-02-07', periods: 1 };
    const ask = (kind: string) => retain(project, { ...range, cohort: { event: 'signup', filters, kind } });
    expect(sizes(await ask('firstTime'))).toEqual({ '2025-02-03': 1 });
    // The first event ever does not pass.
    expect(sizes(await ask('firstEver'))).toEqual({});
  });
});

describe.each(ENGINES)('growth and stickiness by %s', (engine) => {
  const grow = async (project: ProjectSettings, query: object, now = NOW) => {
    const parsed = growthAccountingQuerySchema.parse({ kind: 'growthAccounting', engine, ...query });
    return (await growthAccounting(world.client, project, parsed, now)).rows;
  };
  const stick = (project: ProjectSettings, query: object, now = NOW) => {
    const parsed = stickinessQuerySchema.parse({ kind: 'stickiness', engine, ...query });
    return stickiness(world.client, project, parsed, now);
  };

  it('tells where each period has its people from', async () => {
    const project = await stage([
      [1, 'open', '2025-01-01T12:00Z'],
      [2, 'open', '2025-01-01T12:00Z'],
      [1, 'open', '2025-01-02T12:00Z'],
      [3, 'open', '2025-01-02T12:00Z'],
      [2, 'open', '2025-01-03T12:00Z'],
    ]);
    const rows = await grow(project, { interval: 'day', from: '2025-01-01', to: '2025-01-04' });
    const row = (bucket: string, ...counts: (number | null)[]) => {
      const [active, fresh, retained, resurrected, churned, quickRatio] = counts;
      return { bucket, active, new: fresh, retained, resurrected, churned, quickRatio, complete: true };
    };
    expect(rows).toEqual([
      row('2025-01-01', 2, 2, 0, 0, 0, null),
      row('2025-01-02', 2, 1, 1, 0, 1, 1),
      row('2025-01-03', 1, 0, 0, 1, 2, 0.5),
      row('2025-01-04', 0, 0, 0, 0, 1, 0),
    ]);
  });

  it('is new by the first event ever, also when the range begins later', async () => {
    const project = await stage([
      [1, 'open', '2024-06-01T12:00Z'],
      [1, 'open', '2025-01-12T12:00Z'],
      [2, 'open', '2025-01-12T12:00Z'],
    ]);
    const [row] = await grow(project, { interval: 'day', from: '2025-01-12', to: '2025-01-12' });
    expect(row).toMatchObject({
      active: 2,
      new: 1,
      resurrected: 1,
      retained: 0,
      churned: 0,
      quickRatio: null,
    });
  });

  it.each([
    ['America/New_York', '2025-03-08T23:30-05:00', '2025-03-09T23:30-04:00', '2025-03-09'],
    ['America/New_York', '2025-11-01T23:30-04:00', '2025-11-02T23:30-05:00', '2025-11-02'],
  ])('counts local dates where clocks change: %s %s', async (timeZone, first, second, day) => {
    const project = await stage(
      [
        [1, 'open', first],
        [1, 'open', second],
      ],
      { timeZone },
    );
    const [row] = await grow(project, { interval: 'day', from: day, to: day });
    expect(row).toMatchObject({ active: 1, retained: 1, churned: 0 });
  });

  it('counts a merged person once, in the past too', async () => {
    const project = await stage([
      [1, 'open', '2025-01-06T12:00Z'],
      [2, 'open', '2025-01-13T12:00Z'],
    ]);
    await insertMerges(world.client, [{ projectId: project.id, fromPersonId: 2, intoPersonId: 1 }]);
    const rows = await grow(project, { interval: 'week', from: '2025-01-06', to: '2025-01-13' });
    expect(rows.map(({ new: fresh, retained, churned }) => [fresh, retained, churned])).toEqual([
      [1, 0, 0],
      [0, 1, 0],
    ]);
  });

  it('marks what has not ended', async () => {
    const project = await stage([[1, 'open', '2025-01-06T12:00Z']]);
    const now = new Date('2025-01-07T10:00Z');
    const week = await grow(project, { interval: 'week', from: '2025-01-06', to: '2025-01-06' }, now);
    expect(week).toMatchObject([{ active: 1, complete: false }]);
    const { rows } = await stick(project, { from: '2025-01-06', to: '2025-01-07' }, now);
    expect(rows.map(({ complete }) => complete)).toEqual([true, false]);
  });

  it('divides a day by the window that ends with it', async () => {
    const project = await stage([
      [1, 'open', '2025-01-01T12:00Z'],
      [1, 'open', '2025-01-07T12:00Z'],
      [2, 'open', '2025-01-07T12:00Z'],
      [3, 'open', '2025-01-08T12:00Z'],
    ]);
    const { rows, histogram } = await stick(project, { from: '2025-01-06', to: '2025-01-08', window: 7 });
    expect(rows.map(({ dau, windowUsers, ratio }) => [dau, windowUsers, ratio])).toEqual([
      [0, 1, 0],
      [2, 2, 1],
      [1, 3, 1 / 3],
    ]);
    // From the 2nd to the 8th: 1 and 2 on the 7th, 3 on the 8th.
    expect(histogram[0]).toEqual({ days: 1, users: 3 });
    expect(histogram.slice(1).every(({ users }) => users === 0)).toBe(true);
    expect(histogram).toHaveLength(7);
  });

  it('has no ratio where nobody was there', async () => {
    const project = world.project();
    const { rows } = await stick(project, { from: '2025-01-06', to: '2025-01-06' });
    expect(rows).toEqual([{ bucket: '2025-01-06', dau: 0, windowUsers: 0, ratio: null, complete: true }]);
  });
});
