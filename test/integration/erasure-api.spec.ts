import { EVENTS_TOPIC, eventKey } from '@groundswell/contracts';
import { EVENT_LOG, type EventLog } from '@groundswell/event-log';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { DataSource } from 'typeorm';
import { type ApiApp, call, projectWithRoles, startApiApp } from './support/api-app.js';

const HOUR = 3_600_000;

describe('erasing and exporting by API', () => {
  let api: ApiApp;
  let one: Awaited<ReturnType<typeof projectWithRoles>>;
  let other: Awaited<ReturnType<typeof projectWithRoles>>;
  beforeAll(async () => {
    api = await startApiApp();
    one = await projectWithRoles(api, 'One');
    other = await projectWithRoles(api, 'Other');
  });
  afterAll(() => api?.close());

  const get = (path: string, token = one.tokens.owner, headers = {}) =>
    call(api.app, 'GET', `/api/projects/${path}`, { token, headers });
  const post = (path: string, body: unknown, token = one.tokens.owner) =>
    call(api.app, 'POST', `/api/projects/${path}`, { token, body });

  async function send(projectId: number, ...events: object[]): Promise<void> {
    const now = Date.now();
    const whole = events.map((event, at) => ({
      v: 1 as const,
      projectId,
      messageId: randomUUID(),
      type: 'track' as const,
      event: 'Opened',
      timestamp: new Date(now - HOUR - (events.length - at) * 1000).toISOString(),
      receivedAt: new Date(now).toISOString(),
      source: 'live' as const,
      platform: 'web' as const,
      properties: {},
      ...event,
    }));
    const before = await countOf(projectId);
    const records = whole.map((event) => ({
      key: eventKey(event),
      value: Buffer.from(JSON.stringify(event)),
    }));
    await api.app.get<EventLog>(EVENT_LOG).append(EVENTS_TOPIC, records);
    await until(async () => (await countOf(projectId)) >= before + events.length);
  }

  async function countOf(projectId: number): Promise<number> {
    const { body } = await get(`${projectId}/export?from=2020-01-01&to=2100-01-01`, api.ownerToken);
    return String(body).split('\n').length - 1;
  }

  async function until(isSo: () => Promise<boolean>): Promise<void> {
    for (const end = Date.now() + 30_000; !(await isSo()); await pause(50)) {
      if (Date.now() > end) throw new Error('it did not come about');
    }
  }

  const linesOf = (text: unknown) =>
    String(text)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  async function personOf(name: string): Promise<number> {
    const filter = encodeURIComponent(JSON.stringify({ distinctId: name }));
    return (await get(`${one.id}/persons?filter=${filter}`)).body.data[0]?.personId as number;
  }

  async function finished(id: number) {
    await until(async () => (await get(`${one.id}/erasures/${id}`)).body.state === 'done');
    return (await get(`${one.id}/erasures/${id}`)).body;
  }

  it('hands out a person as NDJSON: who they are, and every event, oldest first', async () => {
    await send(
      one.id,
      { userId: undefined, anonymousId: 'phone', properties: { n: 1, big: { a: [1, null] } } },
      {
        userId: 'eve',
        anonymousId: 'phone',
        traits: { name: 'Eve' },
        utmSource: 'news',
        clickIds: { gclid: 'g' },
      },
      { userId: 'zoe' },
    );
    const answer = await get(`${one.id}/persons/${await personOf('eve')}/export`);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/x-ndjson; charset=utf-8',
      'content-disposition': expect.stringMatching(/^attachment; filename="person-\d+\.ndjson"$/) as unknown,
    });
    const [person, ...events] = linesOf(answer.body);
    expect(person).toMatchObject({
      type: 'person',
      distinctIds: ['eve', 'phone'],
      properties: { name: 'Eve' },
    });
    expect(events).toMatchObject([
      { type: 'event', distinctId: 'phone', properties: { n: 1, big: { a: [1, null] } } },
      {
        type: 'event',
        distinctId: 'eve',
        utmSource: 'news',
        clickIds: { gclid: 'g' },
        personId: person!.personId,
      },
    ]);
    expect(Object.keys(events[0]!)).not.toContain('logOffset');
    expect(events.map(({ userId }) => userId)).toEqual(['eve', 'eve']);
    expect((await get(`${one.id}/persons/999999/export`)).status).toBe(404);
  });

  it('hands out all events of a range in a stable order, by name, zipped where asked', async () => {
    await send(
      other.id,
      ...Array.from({ length: 12_000 }, (_, n) => ({ userId: `u${n % 7}`, event: n % 3 ? 'a' : 'b' })),
    );
    const path = `${other.id}/export?from=2020-01-01&to=2100-01-01`;
    const { body } = await get(path, other.tokens.admin);
    const events = linesOf(body);
    expect(events).toHaveLength(12_000);
    const order = events.map(({ timestamp, eventId }) => `${String(timestamp)} ${String(eventId)}`);
    expect(order).toEqual([...order].sort());
    expect(new Set(order).size).toBe(12_000);
    expect((await get(path, other.tokens.admin)).body).toBe(body);
    expect(linesOf((await get(`${path}&event=b`, other.tokens.admin)).body)).toHaveLength(4000);
    const zipped = await api.app.inject({
      url: `/api/projects/${path}`,
      headers: { authorization: `Bearer ${other.tokens.admin}`, 'accept-encoding': 'gzip' },
    });
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(zipped.rawPayload).toString()).toBe(body);
    expect((await get(`${other.id}/export?from=2025-01-02&to=2025-01-01`, other.tokens.admin)).status).toBe(
      400,
    );
    const log = await get(`${other.id}/auditLog`, other.tokens.admin);
    expect(log.body.data.map(({ action }: { action: string }) => action)).toContain('events.export');
  });

  it('erases a person, says so without saying whom, and takes the id for somebody new', async () => {
    await send(one.id, { userId: 'mallory' }, { userId: 'mallory', event: 'Bought' }, { userId: 'nora' });
    const personId = await personOf('mallory');
    await get(`${one.id}/persons/${personId}/export`);
    const asked = await post(`${one.id}/erasures`, { personId, reason: 'ticket 17' });
    expect(asked.status).toBe(202);
    expect(asked.body).toMatchObject({
      state: expect.stringMatching(/requested|running/) as unknown,
      requestedBy: one.userIds.owner,
    });
    const done = await finished(asked.body.erasureId as number);
    expect(done).toMatchObject({ eventsRemoved: 2, reason: 'ticket 17', error: null });
    expect(Date.parse(done.finishedAt as string)).toBeGreaterThan(Date.parse(done.receivedUntil as string));
    expect((await get(`${one.id}/persons/${personId}`)).status).toBe(404);
    expect(await personOf('mallory')).toBeUndefined();
    const everything = [await get(`${one.id}/erasures`), await get(`${one.id}/auditLog?perPage=100`)];
    expect(JSON.stringify(everything.map(({ body }) => body))).not.toMatch(
      new RegExp(`mallory|persons/${personId}"`),
    );
    await send(one.id, { userId: 'mallory' });
    expect(await personOf('mallory')).toBeGreaterThan(personId);
  });

  it('takes the id out of what members set up, with its version, and out of what they let count', async () => {
    await send(one.id, { userId: 'trudy' });
    const personId = await personOf('trudy');
    const of = {
      event: 'Bought',
      filters: [{ property: 'distinctId', operator: 'in', value: ['trudy', 'nora'] }],
    };
    const metric = await post(`${one.id}/metrics`, { name: 'Hers', definition: { type: 'proportion', of } });
    const rule = { kind: 'force', id: 'rule', value: true, condition: { id: { $in: ['trudy'] } } };
    const flag = await post(`${one.id}/flags`, {
      key: 'trudy',
      type: 'boolean',
      defaultValue: false,
      environments: { production: true },
      rules: [rule],
    });
    const database = api.app.get(DataSource);
    const rules = [{ field: 'userId', operator: 'equals', value: 'trudy' }];
    await database.query('UPDATE projects SET internal_rules = $2 WHERE id = $1', [
      one.id,
      JSON.stringify(rules),
    ]);
    await database.query(
      `INSERT INTO audit_log (project_id, action, target) VALUES ($1, 'referralFlag.clear', $2)`,
      [one.id, `referralPrograms/7/clearances/${personId}`],
    );
    const asked = await post(`${one.id}/erasures`, { personId });
    await finished(asked.body.erasureId as number);
    expect((await get(`${one.id}/metrics/${metric.body.id}`)).body).toMatchObject({
      definition: { of: { filters: [{ value: ['(erased)', 'nora'] }] } },
      version: (metric.body.version as number) + 1,
    });
    expect((await get(`${one.id}/flags/${flag.body.id}`)).body).toMatchObject({
      key: 'trudy',
      rules: [{ id: 'rule', condition: { id: { $in: ['(erased)'] } } }],
      version: (flag.body.version as number) + 1,
    });
    const [project] = await database.query('SELECT internal_rules FROM projects WHERE id = $1', [one.id]);
    expect(project.internal_rules).toEqual([{ ...rules[0], value: '(erased)' }]);
    const said = await database.query(
      `SELECT target FROM audit_log WHERE project_id = $1 AND action = 'referralFlag.clear'`,
      [one.id],
    );
    expect(said).toEqual([{ target: 'referralPrograms/7/clearances/erased' }]);
  });

  it('refuses what it cannot do, and reasons that name the person', async () => {
    expect((await post(`${one.id}/erasures`, {})).status).toBe(400);
    expect((await post(`${one.id}/erasures`, { personId: 1, distinctId: 'a' })).status).toBe(400);
    expect((await post(`${one.id}/erasures`, { personId: 999_999 })).status).toBe(404);
    const named = await post(`${one.id}/erasures`, { distinctId: 'u-17', reason: 'u-17 wrote to us' });
    expect([named.status, named.body.detail]).toEqual([400, expect.stringContaining('must not say who')]);
    expect((await post(`${one.id}/erasures`, { distinctId: 'x', reason: 'a@b.example asked' })).status).toBe(
      400,
    );
    expect((await get(`${one.id}/erasures/999999`)).status).toBe(404);
  });

  it('takes an id that nobody has sent yet', async () => {
    const { status, body } = await post(`${one.id}/erasures`, { distinctId: 'never-seen' });
    expect(status).toBe(202);
    expect(await finished(body.erasureId as number)).toMatchObject({ eventsRemoved: 0 });
  });

  it('is for owners and admins of the project alone', async () => {
    const personId = await personOf('nora');
    const { body: mine } = await post(`${one.id}/erasures`, { distinctId: 'nobody-2' });
    for (const role of ['analyst', 'marketer', 'viewer'] as const) {
      const token = one.tokens[role];
      expect((await post(`${one.id}/erasures`, { personId }, token)).status).toBe(403);
      expect((await get(`${one.id}/erasures`, token)).status).toBe(403);
      expect((await get(`${one.id}/persons/${personId}/export`, token)).status).toBe(403);
      expect((await get(`${one.id}/export?from=2024-01-01&to=2024-01-02`, token)).status).toBe(403);
    }
    const stranger = other.tokens.admin;
    for (const path of [
      'erasures',
      `erasures/${mine.erasureId}`,
      `persons/${personId}/export`,
      'export?from=2024-01-01&to=2024-01-02',
    ]) {
      expect((await get(`${one.id}/${path}`, stranger)).status).toBe(404);
    }
    expect((await post(`${one.id}/erasures`, { personId }, stranger)).status).toBe(404);
    // Nor by way of one's own project.
    expect((await get(`${other.id}/erasures/${mine.erasureId}`, stranger)).status).toBe(404);
    await send(other.id, { userId: 'same-name' });
    await send(one.id, { userId: 'same-name' });
    const { body: theirs } = await post(`${one.id}/erasures`, { distinctId: 'same-name' });
    await finished(theirs.erasureId as number);
    const left = await get(`${other.id}/export?from=2020-01-01&to=2100-01-01`, stranger);
    expect(String(left.body)).toContain('same-name');
  });
});
