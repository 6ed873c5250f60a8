import { ProjectRemover } from '@groundswell/api';
import { CLICKHOUSE, type ClickHouseClient, PEOPLE_TABLES } from '@groundswell/clickhouse';
import { EVENTS_TOPIC, ROLES, eventKey } from '@groundswell/contracts';
import { EVENT_LOG, type EventLog } from '@groundswell/event-log';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { type ApiApp, call, projectWithRoles, startApiApp } from './support/api-app.js';

type Project = Awaited<ReturnType<typeof projectWithRoles>>;
let api: ApiApp;
let ours: Project;
let theirs: Project;
beforeAll(async () => {
  api = await startApiApp();
  ours = await projectWithRoles(api, 'Ours');
  theirs = await projectWithRoles(api, 'Theirs');
});
afterAll(() => api?.close());

const get = (url: string, token = api.ownerToken) => call(api.app, 'GET', url, { token });

async function documentedRoutes(): Promise<{ method: string; path: string }[]> {
  const { body } = await call(api.app, 'GET', '/api/openapi.json');
  const paths = body.paths as Record<string, Record<string, unknown>>;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  );
}

/** A record of the log; imports may be of any time. */
function message(projectId: number, messageId: string, importedAt?: string) {
  const now = new Date().toISOString();
  const event = {
    v: 1 as const,
    projectId,
    messageId,
    type: 'identify' as const,
    event: '$identify',
    userId: 'eve',
    anonymousId: 'phone',
    timestamp: importedAt ?? now,
    receivedAt: now,
    source: importedAt ? ('import' as const) : ('live' as const),
    platform: 'web' as const,
    properties: {},
    traits: { name: 'Eve' },
  };
  return { key: eventKey(event), value: Buffer.from(JSON.stringify(event)) };
}

const at = (path: string, projectId: number | string) =>
  path.replace('{projectId}', String(projectId)).replace('{id}', '1');

describe('every route', () => {
  it('is shut without a credential, unless it is meant to be open', async () => {
    const open: string[] = [];
    for (const { method, path } of await documentedRoutes()) {
      const { status } = await call(api.app, method, at(path, ours.id), {
        headers: { 'x-forwarded-for': '9.9.9.9' },
      });
      if (status !== 401) open.push(`${method} ${path}`);
    }
    expect(open.sort()).toEqual([
      'GET /api/shared/{token}',
      'GET /api/shared/{token}/reports/{reportId}',
      'GET /health/live',
      'GET /health/ready',
      'GET /metrics',
      'POST /api/auth/login',
      'POST /api/auth/logout',
    ]);
  });

  it('of a project is a 404 for members of another one, whatever their role', async () => {
    const routes = (await documentedRoutes()).filter(({ path }) => path.includes('{projectId}'));
    expect(routes.length).toBeGreaterThan(20);
    const outsiders = ROLES.filter((role) => role !== 'owner').map((role) => theirs.tokens[role]);
    const leaks: string[] = [];
    for (const { method, path } of routes) {
      for (const token of outsiders) {
        const foreign = await call(api.app, method, at(path, ours.id), { token });
        const absent = await call(api.app, method, at(path, 999_999), { token });
        const same = JSON.stringify(foreign.body) === JSON.stringify(absent.body);
        if (foreign.status !== 404 || !same) leaks.push(`${method} ${path} ${foreign.status}`);
      }
    }
    expect(leaks).toEqual([]);
  });

  it('does not find a thing of one project through another', async () => {
    const { body: keys } = await get(`/api/projects/${ours.id}/keys`);
    const key = keys.data[0].id as number;
    const through = `/api/projects/${theirs.id}`;
    expect((await get(`${through}/keys/${key}`)).status).toBe(404);
    expect((await call(api.app, 'DELETE', `${through}/keys/${key}`, { token: api.ownerToken })).status).toBe(
      404,
    );
    expect((await get(`${through}/members/${ours.userIds.viewer}`)).status).toBe(404);
    const change = { token: theirs.tokens.admin, body: { role: 'admin' } };
    const member = `${through}/members/${ours.userIds.viewer}`;
    expect((await call(api.app, 'PATCH', member, change)).status).toBe(404);
  });

  it.each(['0', '-1', '1.5', 'abc', '99999999999999', '1%00', "1'--"])(
    'answers project %p with 404',
    async (id) => {
      expect((await get(`/api/projects/${id}/keys`)).status).toBe(404);
    },
  );
});

describe('roles', () => {
  const WRITES = [
    ['PATCH', '', { name: 'Renamed' }],
    ['POST', '/keys', { kind: 'client' }],
    ['DELETE', '/keys/999999', undefined],
    ['POST', '/members', { email: 'new@example.com', role: 'viewer' }],
    ['PATCH', '/members/999999', { role: 'viewer' }],
    ['DELETE', '/members/999999', undefined],
    ['DELETE', '/deadLetters/999999', undefined],
    ['POST', '/deadLetters/replays', {}],
    ['POST', '/imports', undefined],
  ] as const;

  it.each(['analyst', 'marketer', 'viewer'] as const)('%s reads and does not manage', async (role) => {
    const token = ours.tokens[role];
    for (const path of ['', '/keys', '/members', '/persons', '/deadLetters', '/imports']) {
      expect((await get(`/api/projects/${ours.id}${path}`, token)).status).toBe(200);
    }
    for (const [method, path, body] of WRITES) {
      const answer = await call(api.app, method, `/api/projects/${ours.id}${path}`, { token, body });
      expect([path, answer.status]).toEqual([path, 403]);
      expect(answer.body.detail).toBe(
        `Your role in this project is ${role}; this needs one of: owner, admin.`,
      );
    }
    expect((await get(`/api/projects/${ours.id}/auditLog`, token)).status).toBe(403);
    const create = await call(api.app, 'POST', '/api/projects', { token, body: { name: 'Mine' } });
    expect(create.status).toBe(403);
  });

  it('admin manages, and cannot touch owners', async () => {
    const token = ours.tokens.admin;
    const base = `/api/projects/${ours.id}`;
    const change = (method: string, path: string, body?: object) =>
      call(api.app, method, `${base}${path}`, { token, body });
    expect((await change('PATCH', '', { lateWindowDays: 60 })).status).toBe(200);
    expect((await get(`${base}/auditLog`, token)).status).toBe(200);
    expect((await change('PATCH', `/members/${ours.userIds.owner}`, { role: 'viewer' })).status).toBe(403);
    expect((await change('DELETE', `/members/${ours.userIds.owner}`)).status).toBe(403);
    expect((await change('PATCH', `/members/${ours.userIds.admin}`, { role: 'owner' })).status).toBe(403);
    const owner = { email: 'second@example.com', role: 'owner' };
    expect((await change('POST', '/members', owner)).status).toBe(403);
  });

  it('the last owner stays', async () => {
    const url = `/api/projects/${ours.id}/members/${ours.userIds.owner}`;
    const token = api.ownerToken;
    expect((await call(api.app, 'DELETE', url, { token })).status).toBe(409);
    expect((await call(api.app, 'PATCH', url, { token, body: { role: 'viewer' } })).status).toBe(409);
  });
});

describe('projects', () => {
  const create = (body: object) => call(api.app, 'POST', '/api/projects', { token: api.ownerToken, body });

  it('come with keys and the defaults', async () => {
    const { status, body } = await create({
      name: 'New',
      timeZone: 'Asia/Shanghai',
      weekStart: 'sunday',
      currency: 'CNY',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: 'New',
      timeZone: 'Asia/Shanghai',
      weekStart: 'sunday',
      currency: 'CNY',
      lateWindowDays: 30,
      version: 1,
      role: 'owner',
      firstDay: null,
      lastDay: null,
      writeKey: expect.stringMatching(/^gsw_[0-9A-Za-z]{32}$/),
      clientKey: expect.stringMatching(/^gsc_[0-9A-Za-z]{32}$/),
    });
  });

  it.each([
    [{ timeZone: 'Mars/Base' }, 'timeZone'],
    [{ currency: 'coins' }, 'currency'],
    [{ weekStart: 'friday' }, 'weekStart'],
    [{ name: ' ' }, 'name'],
    [{ id: 7 }, 'id'],
    [{ name: 'a\u0000b' }, 'name'],
    [{ name: 'half \ud800' }, 'name'],
  ])('refuses %p', async (fault, path) => {
    const { status, body } = await create({ name: 'X', ...fault });
    expect(status).toBe(400);
    expect(body.errors[0].path).toBe(path);
  });

  it('refuse a change of a stale version', async () => {
    const { body } = await create({ name: 'Versions' });
    const patch = (change: object) =>
      call(api.app, 'PATCH', `/api/projects/${body.id}`, { token: api.ownerToken, body: change });
    expect((await patch({ name: 'A', version: 1 })).body).toMatchObject({ name: 'A', version: 2 });
    expect(await patch({ name: 'B', version: 1 })).toMatchObject({
      status: 409,
      body: { code: 'stale_version', values: { version: 2 } },
    });
    expect((await patch({ activeEvents: { only: ['login'] }, version: 2 })).body.version).toBe(3);
  });

  it('count all days in one zone, however it is changed while the first events come', async () => {
    const [log, store] = [api.app.get<EventLog>(EVENT_LOG), api.app.get<ClickHouseClient>(CLICKHOUSE)];
    const { body: project } = await create({ name: 'Zones' });
    const zones = ['Asia/Shanghai', 'America/New_York'];
    const patch = (timeZone: string) =>
      call(api.app, 'PATCH', `/api/projects/${project.id}`, { token: api.ownerToken, body: { timeZone } });
    expect((await patch(zones[0]!)).status).toBe(200);
    await log.append(EVENTS_TOPIC, [message(project.id, 'first', '2026-02-01T20:00:00.000Z')]);
    let refused;
    for (let turn = 1; !refused && turn < 2_000; turn++) {
      const answer = await patch(zones[turn % 2]!);
      if (answer.status !== 200) refused = answer;
    }
    expect(refused).toMatchObject({ status: 409, body: { errors: [{ path: 'timeZone' }] } });
    const { body: kept } = await get(`/api/projects/${project.id}`);
    expect(kept.zoneFixed).toBe(true);
    await log.append(EVENTS_TOPIC, [message(project.id, 'second', '2026-02-01T20:30:00.000Z')]);
    const days = async () => {
      const query = `SELECT toString(local_date) AS day FROM events WHERE project_id = ${project.id}`;
      const rows = await (await store.query({ query, format: 'JSONEachRow' })).json<{ day: string }>();
      return rows.map(({ day }) => day);
    };
    for (const end = Date.now() + 30_000; (await days()).length < 2 && Date.now() < end;) await pause(50);
    const day = kept.timeZone === zones[0] ? '2026-02-02' : '2026-02-01';
    expect(await days()).toEqual([day, day]);
  });

  it('list what the caller is a member of, and nothing else', async () => {
    const { body } = await get('/api/projects?perPage=100', ours.tokens.viewer);
    expect(body).toMatchObject({ total: 1, data: [{ id: ours.id, role: 'viewer' }] });
    const filtered = `/api/projects?filter=${encodeURIComponent(JSON.stringify({ id: [theirs.id] }))}`;
    expect((await get(filtered, ours.tokens.viewer)).body.total).toBe(0);
  });

  it('audit what was changed, by whom', async () => {
    const { body } = await get(`/api/projects/${ours.id}/auditLog?sort=id&order=ASC&perPage=5`);
    expect(body.data[0]).toMatchObject({ action: 'project.create', email: 'owner@example.com' });
    expect(body.data[1]).toMatchObject({ action: 'member.add', detail: { role: 'admin' } });
    expect(JSON.stringify(body)).not.toContain('password');
  });
});

describe('keys and members', () => {
  it('rotates a key and then revokes the old one', async () => {
    const base = `/api/projects/${theirs.id}/keys`;
    const token = api.ownerToken;
    const made = await call(api.app, 'POST', base, { token, body: { kind: 'write' } });
    expect(made.body).toMatchObject({ kind: 'write', revokedAt: null });
    const old = (await get(`${base}?filter={"kind":"write"}&sort=id`)).body.data[0];
    expect(old.key).toBe(theirs.writeKey);
    const headers = { 'content-type': 'application/json' };
    expect((await call(api.app, 'DELETE', `${base}/${old.id}`, { token, headers })).status).toBe(204);
    expect((await get(`${base}/${old.id}`)).body.revokedAt).not.toBeNull();
  });

  it('names, rotates and revokes a key by PATCH, and says what it cannot', async () => {
    const base = `/api/projects/${theirs.id}/keys`;
    const token = api.ownerToken;
    const patch = (id: number, body: unknown, by = token) =>
      call(api.app, 'PATCH', `${base}/${id}`, { token: by, body });
    const { body: made } = await call(api.app, 'POST', base, {
      token,
      body: { kind: 'client', name: 'Web' },
    });
    expect(made.name).toBe('Web');
    expect((await patch(made.id, { name: 'App' })).body).toMatchObject({ name: 'App', revokedAt: null });
    const { status, body: rotated } = await call(api.app, 'POST', `${base}/${made.id}/rotate`, { token });
    expect([status, rotated.kind, rotated.name]).toEqual([201, 'client', 'App']);
    expect(rotated.key).not.toBe(made.key);
    const revoked = (await patch(made.id, { revoked: true })).body;
    expect(revoked.revokedAt).not.toBeNull();
    expect((await patch(made.id, { revoked: true })).body).toEqual(revoked);
    expect((await call(api.app, 'POST', `${base}/${made.id}/rotate`, { token })).status).toBe(409);
    for (const body of [{}, { revoked: false }, { kind: 'write' }, { name: 'x'.repeat(101) }])
      expect((await patch(made.id, body)).status).toBe(400);
    expect((await patch(999_999, { name: 'a' })).status).toBe(404);
    expect((await patch(made.id, { name: 'a' }, theirs.tokens.analyst)).status).toBe(403);
    expect((await patch(made.id, { name: 'a' }, ours.tokens.admin)).status).toBe(404);
  });

  it('adds an existing account without a password, once', async () => {
    const base = `/api/projects/${theirs.id}/members`;
    const add = (extra: object) =>
      call(api.app, 'POST', base, {
        token: api.ownerToken,
        body: { email: 'ADMIN@ours.example', role: 'viewer', ...extra },
      });
    expect((await add({ password: 'new password' })).status).toBe(409);
    const added = await add({});
    expect(added.status).toBe(201);
    expect(added.body).not.toHaveProperty('password');
    expect((await add({})).status).toBe(409);
    const removed = await call(api.app, 'DELETE', `${base}/${added.body.id}`, { token: api.ownerToken });
    expect(removed.status).toBe(204);
  });

  it.each([
    ['page=0', 'page'],
    ['sort=passwordHash', 'sort'],
    ['filter={"passwordHash":"x"}', 'filter.passwordHash'],
    ['filter=nonsense', 'filter'],
    ['size=3', 'size'],
    ['sort=%00', 'sort'],
  ])('refuses the list query %p', async (query, path) => {
    const { status, body } = await get(`/api/projects/${ours.id}/members?${query}`);
    expect(status).toBe(400);
    expect(body.errors[0].path).toBe(path);
  });

  it('refuses a filter value that its column cannot hold', async () => {
    const { status } = await get(`/api/projects/${ours.id}/keys?filter={"id":"abc"}`);
    expect(status).toBe(400);
  });
});

describe('the surroundings', () => {
  it('are healthy and measured', async () => {
    expect((await call(api.app, 'GET', '/health/live')).body).toEqual({ status: 'ok' });
    expect((await call(api.app, 'GET', '/health/ready')).body).toEqual({ status: 'ok' });
    const metrics = await call(api.app, 'GET', '/metrics');
    expect(metrics.body).toContain(
      'groundswell_api_request_seconds_count{method="POST",route="/api/projects"',
    );
  });

  it('describe every route with its schemas', async () => {
    const { body } = await call(api.app, 'GET', '/api/openapi.json');
    expect(body.openapi).toMatch(/^3\./);
    const query = body.paths['/api/projects/{projectId}/query'].post;
    expect(JSON.stringify(query.requestBody)).toContain('RetentionQueryDto');
    expect(Object.keys(query.responses)).toEqual(
      expect.arrayContaining(['200', '400', '401', '403', '404', '503']),
    );
    expect(JSON.stringify(body)).not.toContain('x-nestjs_zod');
    const refs = JSON.stringify(body).match(/#\/components\/schemas\/\w+/g) ?? [];
    const missing = [...new Set(refs)].filter(
      (ref) => !((ref.split('/')[3] ?? '') in body.components.schemas),
    );
    expect(missing).toEqual([]);
    const operation = body.paths['/api/projects/{projectId}/keys/{id}'].get;
    const names = operation.parameters.map(({ name }: { name: string }) => name);
    expect(names).toEqual(['projectId', 'id']);
  });

  it('serve the documentation page under a policy without inline scripts', async () => {
    const { status, headers } = await call(api.app, 'GET', '/api/docs');
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toContain("script-src 'self';");
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('answer problems for what is not there or cannot be read', async () => {
    const missing = await get('/api/nothing');
    expect(missing.status).toBe(404);
    expect(missing.headers['content-type']).toContain('application/problem+json');
    const broken = await call(api.app, 'POST', '/api/projects', {
      token: api.ownerToken,
      payload: '{"name":',
      headers: { 'content-type': 'application/json' },
    });
    expect(broken.status).toBe(400);
    expect(broken.headers['content-type']).toContain('application/problem+json');
  });
});

describe('rules of what is collected', () => {
  const url = () => `/api/projects/${ours.id}`;
  const change = (body: object, token = ours.tokens.admin) => call(api.app, 'PATCH', url(), { token, body });
  const rules = {
    keepIp: true,
    internalRules: [{ field: 'ip', operator: 'inRange', value: '2001:db8::/32' }],
    privacyRules: [{ path: 'traits.email', action: 'hash' }],
  };

  it('are none at first, kept as they are sent, and logged', async () => {
    const before = (await get(url())).body as typeof rules;
    expect(before).toMatchObject({ keepIp: false, internalRules: [], privacyRules: [] });
    expect(await change(rules)).toMatchObject({ status: 200, body: rules });
    const { body } = await get(`${url()}/auditLog?sort=createdAt&order=DESC`);
    const entries = (body as { data: { action: string; detail: object }[] }).data;
    expect(entries).toContainEqual(expect.objectContaining({ action: 'project.update', detail: rules }));
  });

  it.each([
    [
      { internalRules: [{ field: 'ip', operator: 'inRange', value: '10.0.0.0/33' }] },
      'internalRules.0.value',
    ],
    [{ internalRules: [{ field: 'ip', operator: 'equals', value: '10.0.0.1' }] }, 'internalRules.0.operator'],
    [{ internalRules: [{ field: 'email', operator: 'equals', value: 'x' }] }, 'internalRules.0.field'],
    [
      { internalRules: [{ field: 'emailDomain', operator: 'equals', value: '@x.example' }] },
      'internalRules.0.value',
    ],
    [{ internalRules: [{ field: 'userId', operator: 'equals', value: ' ' }] }, 'internalRules.0.value'],
    [{ privacyRules: [rules.privacyRules[0], { path: 'userId', action: 'drop' }] }, 'privacyRules.1.path'],
    [{ privacyRules: [{ path: 'traits.x', action: 'encrypt' }] }, 'privacyRules.0.action'],
  ])('are refused by name: %j', async (payload, path) => {
    const { status, body } = await change(payload);
    expect({ status, paths: (body as { errors: { path: string }[] }).errors.map((one) => one.path) }).toEqual(
      {
        status: 400,
        paths: [path],
      },
    );
  });

  it('may be changed by owners and admins alone', async () => {
    for (const role of ['analyst', 'marketer', 'viewer'] as const)
      expect((await change({ keepIp: false }, ours.tokens[role])).status).toBe(403);
    expect((await get(url())).body).toMatchObject({ keepIp: true });
  });
});

describe('a project that is deleted', () => {
  const broken = (projectId: number) => ({
    key: 'k',
    value: Buffer.from(JSON.stringify({ projectId, v: 1 })),
  });

  it('is gone from everywhere but the audit log, and stays so when its records come again', async () => {
    const [log, store] = [api.app.get<EventLog>(EVENT_LOG), api.app.get<ClickHouseClient>(CLICKHOUSE)];
    const [database, remover] = [api.app.get(DataSource), api.app.get(ProjectRemover)];
    const doomed = await projectWithRoles(api, 'Doomed');
    const rowsOf = async (table: string, id: number) => {
      const query = `SELECT count() AS n FROM ${table}${table === 'message_ids' ? '' : ` WHERE project_id = ${id}`}`;
      const result = await store.query({ query, format: 'JSONEachRow' });
      return Number((await result.json<{ n: number }>())[0]!.n);
    };
    const until = async (isSo: () => Promise<boolean>) => {
      for (const end = Date.now() + 30_000; !(await isSo()); await pause(50))
        if (Date.now() > end) throw new Error('it did not come about');
    };
    await log.append(EVENTS_TOPIC, [
      message(doomed.id, 'a'),
      message(doomed.id, 'b'),
      message(ours.id, 'a'),
      broken(doomed.id),
    ]);
    await until(
      async () => (await rowsOf('events', doomed.id)) === 2 && (await rowsOf('events', ours.id)) === 1,
    );

    const remove = (token: string) => call(api.app, 'DELETE', `/api/projects/${doomed.id}`, { token });
    for (const role of ['admin', 'analyst', 'marketer', 'viewer'] as const)
      expect((await remove(doomed.tokens[role])).status).toBe(403);
    expect((await remove(ours.tokens.admin)).status).toBe(404);
    expect((await remove(api.ownerToken)).status).toBe(204);
    expect((await get(`/api/projects/${doomed.id}`)).status).toBe(404);
    expect((await remove(api.ownerToken)).status).toBe(404);

    await log.append(EVENTS_TOPIC, [message(doomed.id, 'c'), broken(doomed.id), message(ours.id, 'z')]);
    await until(async () => (await rowsOf('events', ours.id)) === 2);
    const later = new Date(Date.now() + 120_000);
    const isCleared = 'SELECT FROM deleted_projects WHERE cleared_at IS NOT NULL';
    await until(async () => {
      // It leaves the work to whoever is at it.
      await remover.run(later);
      return (await database.query(isCleared)).length > 0;
    });
    for (const { table } of PEOPLE_TABLES)
      expect([table, await rowsOf(table, doomed.id)]).toEqual([table, 0]);
    // Two of ours and two of the project whose zone was changed.
    expect(await rowsOf('message_ids', doomed.id)).toBe(4);
    const tables = await database.query<{ name: string }[]>(
      `SELECT table_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name = 'project_id' AND table_name <> 'audit_log'`,
    );
    expect(tables.length).toBeGreaterThan(20);
    for (const { name } of tables) {
      const left = await database.query(`SELECT FROM "${name}" WHERE project_id = $1`, [doomed.id]);
      expect([name, left.length]).toEqual([name, 0]);
    }
    expect(await database.query('SELECT reason, detail FROM dead_letters WHERE project_id IS NULL')).toEqual(
      [],
    );
    expect(
      await database.query(
        `SELECT action, detail FROM audit_log WHERE project_id = $1 AND (detail <> '{}' OR action = 'project.delete')`,
        [doomed.id],
      ),
    ).toEqual([{ action: 'project.delete', detail: { name: 'Doomed' } }]);
    expect(await database.query('SELECT id FROM deleted_projects WHERE cleared_at IS NOT NULL')).toEqual([
      { id: doomed.id },
    ]);
  });
});
