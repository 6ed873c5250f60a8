import { type AcceptedEvent, EVENTS_TOPIC, PIPELINE_GROUP, eventKey } from '@groundswell/contracts';
import { EVENT_LOG, type EventLog } from '@groundswell/event-log';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { type ApiApp, call, projectWithRoles, startApiApp } from './support/api-app.js';

type Project = Awaited<ReturnType<typeof projectWithRoles>>;

let api: ApiApp;
let project: Project;
let made = 0;

beforeAll(async () => {
  api = await startApiApp();
});
afterAll(() => api?.close());
beforeEach(async () => {
  project = await projectWithRoles(api, `Identity${++made}`);
});

const DAY = 86_400_000;
const start = Date.now() - 6 * DAY;
const localDay = (n: number) => new Date(start + n * DAY).toISOString().slice(0, 10);

/** Something that somebody did on the nth of the last days. */
function did(day: number, who: Partial<AcceptedEvent>, changes: Partial<AcceptedEvent> = {}): AcceptedEvent {
  return {
    v: 1,
    projectId: project.id,
    messageId: randomUUID(),
    type: 'track',
    event: 'Opened',
    timestamp: new Date(start + day * DAY).toISOString(),
    receivedAt: new Date().toISOString(),
    source: 'live',
    platform: 'web',
    properties: {},
    ...who,
    ...changes,
  };
}
const identify = (userId: string, anonymousId?: string, traits?: Record<string, unknown>) =>
  did(5, { userId, anonymousId }, { type: 'identify', event: '$identify', traits });
const alias = (userId: string, previousId: string) =>
  did(5, { userId }, { type: 'alias', event: '$create_alias', previousId });

/** Resolves once the pipeline is through with them. */
async function happen(...events: AcceptedEvent[]): Promise<void> {
  const log = api.app.get<EventLog>(EVENT_LOG);
  for (const event of events) {
    await log.append(EVENTS_TOPIC, [{ key: eventKey(event), value: Buffer.from(JSON.stringify(event)) }]);
  }
  for (;;) {
    const progress = await log.progress(EVENTS_TOPIC, PIPELINE_GROUP);
    if (progress.every(({ committed, end }) => committed >= end)) return;
    await sleep(20);
  }
}

/** Until a statement of this database waits for another's lock. */
async function untilSomebodyWaits(): Promise<void> {
  const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  while ((await api.app.get(DataSource).query<unknown[]>(waiting)).length === 0) await sleep(20);
}

const base = () => `/api/projects/${project.id}`;
const get = async (path: string, token = project.tokens.viewer) =>
  call(api.app, 'GET', base() + path, { token });
const post = async (path: string, body: unknown = {}, token = project.tokens.admin) =>
  call(api.app, 'POST', base() + path, { token, body });

async function idOf(distinctId: string): Promise<number> {
  const filter = encodeURIComponent(JSON.stringify({ distinctId }));
  return (await get(`/persons?filter=${filter}`)).body.data[0].id as number;
}

/** What reports say, by both engines, which must agree: daily users, by platform, and who came back. */
async function reports(): Promise<unknown> {
  const range = { from: localDay(0), to: localDay(6) };
  const answers = [];
  for (const engine of ['rollup', 'events']) {
    const query = async (body: object) => (await post('/query', { ...range, engine, ...body })).body;
    const active = { kind: 'activeUsers', interval: 'day' };
    const month = await query({ ...active, trailingDays: 7 });
    const byPlatform = await query({ ...active, breakdown: 'platform' });
    const { cohorts } = await query({
      kind: 'retention',
      period: 'day',
      periods: 6,
      cohort: {},
      returning: {},
    });
    answers.push({ month: month.rows, byPlatform: byPlatform.rows, cohorts });
  }
  expect(answers[0]).toEqual(answers[1]);
  return answers[0];
}
const usersInAll = async () => {
  const { body } = await post('/query', {
    kind: 'activeUsers',
    interval: 'day',
    trailingDays: 7,
    from: localDay(6),
    to: localDay(6),
  });
  return body.rows.at(-1).users as number;
};

/** Two people with devices of their own; one of them also came on a phone. */
async function twoPeople(): Promise<{ old: number; young: number }> {
  await happen(
    did(0, { anonymousId: 'laptop' }),
    did(1, { userId: 'old' }, { traits: { plan: 'pro', city: 'Oslo' } }),
    identify('old', 'laptop'),
    did(1, { userId: 'young' }, { platform: 'ios', traits: { plan: 'free' } }),
    did(3, { userId: 'young' }, { platform: 'ios' }),
  );
  return { old: await idOf('old'), young: await idOf('young') };
}

describe('a device that turns out to be somebody’s', () => {
  it('moves to the person with all that it did, in raw reports and in rollups, at once and once', async () => {
    await happen(
      identify('u'),
      did(0, { anonymousId: 'd' }),
      did(2, { userId: 'u' }),
      did(2, { anonymousId: 'd' }),
    );
    expect(await usersInAll()).toBe(2);
    await happen(identify('u', 'd'));
    expect(await usersInAll()).toBe(1);
    const { cohorts } = (await reports()) as { cohorts: { cohort: string; size: number }[] };
    expect(cohorts.map(({ cohort, size }) => [cohort, size])).toEqual([[localDay(0), 1]]);
    expect((await get(`/persons/${await idOf('d')}`)).body).toMatchObject({
      distinctIds: ['u', 'd'],
      events: 5,
    });
  });

  it.each(['null', 'undefined', 'anonymous', 'guest', '0', '[object Object]'])(
    'is nobody’s by the junk id %j, whatever the event',
    async (junk) => {
      await happen(
        identify('a', junk),
        identify('b', junk),
        alias('a', junk),
        alias('b', junk),
        alias(junk, 'a'),
      );
      await happen(
        alias(junk, 'b'),
        did(1, { userId: 'a' }),
        did(1, { userId: 'b' }),
        did(1, { userId: junk }),
      );
      expect(await idOf('a')).not.toBe(await idOf('b'));
      expect((await get('/persons/merges')).body.total).toBe(0);
    },
  );
});

describe('merging two known people', () => {
  it('is previewed, done, logged, and undone with everything as if it had not been', async () => {
    const { old, young } = await twoPeople();
    await happen(identify('young', 'tablet'));
    const preview = await post('/persons/merges/preview', { from: old, into: young }, project.tokens.viewer);
    expect(preview.status).toBe(200);
    expect(preview.body).toMatchObject({
      from: { distinctIds: ['old', 'laptop'], events: 3, properties: { plan: 'pro', city: 'Oslo' } },
      into: { distinctIds: ['young', 'tablet'], events: 3, properties: { plan: 'free' } },
      conflicts: [{ property: 'plan', from: 'pro', into: 'free', kept: 'free' }],
      result: { distinctIds: ['young', 'old', 'tablet', 'laptop'] },
    });
    const merged = await post('/persons/merges', { from: old, into: young, reason: 'one customer' });
    expect(merged.status).toBe(201);
    expect(merged.body).toMatchObject({
      state: 'active',
      by: 'member',
      reason: 'one customer',
      published: true,
    });
    expect(await usersInAll()).toBe(1);

    const person = (await get(`/persons/${old}`)).body;
    expect(person).toEqual(preview.body.result);
    expect(person).toMatchObject({ id: young, distinctIdCount: 4, events: 6, mergedPersonIds: [old] });
    expect((await get('/persons')).body.data).toEqual([person]);
    expect((await get(`/persons?filter={"q":"lap"}`)).body.data).toEqual([person]);

    await happen(
      did(4, { userId: 'old' }),
      did(4, { anonymousId: 'phone' }),
      identify('old', 'phone', { plan: 'max' }),
    );
    expect(await usersInAll()).toBe(1);
    expect((await get(`/persons/${young}`)).body.properties).toEqual({ plan: 'free', city: 'Oslo' });

    const undone = await post(`/persons/merges/${merged.body.id}/undo`);
    expect(undone.body).toMatchObject({ state: 'undone', published: true });
    expect(await usersInAll()).toBe(2);
    expect((await get(`/persons/${old}`)).body).toMatchObject({
      distinctIds: ['old', 'laptop', 'phone'],
      properties: { plan: 'max', city: 'Oslo' },
      mergedPersonIds: [],
    });
    expect((await post(`/persons/merges/${merged.body.id}/undo`)).status).toBe(409);

    const log = (await get('/persons/merges')).body;
    expect(log).toMatchObject({ total: 1, data: [{ state: 'undone', fromDistinctId: 'old' }] });
    expect(log.data[0].email).toBe(log.data[0].endedByEmail);
    const audit = (await get('/auditLog', api.ownerToken)).body.data.map(
      ({ action }: { action: string }) => action,
    );
    expect(audit.slice(0, 2)).toEqual(['person.undoMerge', 'person.merge']);
  });

  it('leaves every report as it would be without, whatever happened between, by an event as well', async () => {
    const between = () => [
      did(2, { userId: 'old' }),
      did(4, { anonymousId: 'tablet' }, { platform: 'android' }),
      identify('young', 'tablet'),
      did(4, { userId: 'young' }),
    ];
    await twoPeople();
    await happen(...between());
    const without = await reports();

    project = await projectWithRoles(api, `Identity${++made}`);
    await twoPeople();
    await happen(alias('young', 'old'));
    await happen(...between());
    expect(await reports()).not.toEqual(without);
    const { data } = (await get('/persons/merges')).body;
    expect(data).toMatchObject([
      { by: 'event', fromDistinctId: 'old', intoDistinctId: 'young', email: null },
    ]);
    await post(`/persons/merges/${data[0].id}/undo`);
    expect(await reports()).toEqual(without);
  });

  it('goes by roles, within one project, and refuses what makes no sense', async () => {
    const { old, young } = await twoPeople();
    const pair = { from: old, into: young };
    for (const role of ['analyst', 'marketer', 'viewer'] as const) {
      expect((await post('/persons/merges', pair, project.tokens[role])).status).toBe(403);
    }
    expect((await post('/persons/merges', { from: old, into: old })).status).toBe(409);
    expect((await post('/persons/merges', { from: old, into: 999 })).status).toBe(404);
    expect((await post('/persons/merges', { from: old })).body.errors[0].path).toBe('into');
    expect((await post('/persons/merges', { ...pair, because: 'x' })).status).toBe(400);
    const { body: merged } = await post('/persons/merges', pair);
    expect((await post('/persons/merges', { from: young, into: old })).status).toBe(409);
    const mine = project;
    project = await projectWithRoles(api, `Identity${++made}`);
    const theirs = project.tokens;
    expect((await post(`/persons/merges/${merged.id}/undo`)).status).toBe(404);
    expect((await post('/persons/merges/preview', pair)).status).toBe(404);
    expect((await post('/persons/merges', pair)).status).toBe(404);
    expect((await get('/persons/merges')).body.total).toBe(0);
    expect((await get(`/persons/${old}/events`)).status).toBe(404);
    project = mine;
    expect((await post('/persons/merges/preview', pair, theirs.admin)).status).toBe(404);
    expect((await post(`/persons/merges/${merged.id}/undo`, {}, project.tokens.analyst)).status).toBe(403);
    expect(await usersInAll()).toBe(1);
  });

  it('finds no project where it is deleted while the merge waits for it', async () => {
    await happen(identify('old'), identify('young'));
    const pair = { from: await idOf('old'), into: await idOf('young') };
    const dataSource = api.app.get(DataSource);
    const merge = await dataSource.transaction(async (manager) => {
      await manager.query('DELETE FROM projects WHERE id = $1', [project.id]);
      const asked = post('/persons/merges', pair);
      await untilSomebodyWaits();
      return { asked };
    });
    const { status, body } = await merge.asked;
    expect([status, body.code]).toEqual([404, 'no_such_project']);
  });
});

describe('a person’s page', () => {
  it('lists what they did under all their ids, page by page, newest first', async () => {
    const { old, young } = await twoPeople();
    await happen(...[0, 1, 2].map(() => did(2, { userId: 'old' })));
    await post('/persons/merges', { from: old, into: young });
    const seen: { eventId: string; timestamp: string }[] = [];
    for (let after = ''; ;) {
      const { status, body } = await get(`/persons/${young}/events?limit=3${after && `&after=${after}`}`);
      expect(status).toBe(200);
      seen.push(...body.data);
      if (body.next === null) break;
      after = body.next as string;
    }
    expect(new Set(seen.map(({ eventId }) => eventId)).size).toBe(8);
    const times = seen.map(({ timestamp }) => timestamp);
    expect(times).toEqual([...times].sort().reverse());
    expect((await get(`/persons/${young}/events?after=nonsense`)).status).toBe(400);
    const live = (await get('/events')).body.data as { personId: number }[];
    expect([...new Set(live.map(({ personId }) => personId))]).toEqual([young]);
  });

  it('shows ten ids of each person in a list, however many the others have', async () => {
    const phones = Array.from({ length: 120 }, (_, n) => identify('many', `phone-${n}`));
    await happen(...phones, identify('few', 'tablet'));
    const { data } = (await get('/persons')).body;
    expect(data.map((person: { distinctIds: string[] }) => person.distinctIds.length)).toEqual([2, 10]);
    expect(data.map((person: { distinctIdCount: number }) => person.distinctIdCount)).toEqual([2, 121]);
    expect((await get(`/persons/${data[1].id}`)).body.distinctIds).toHaveLength(121);
  });
});
