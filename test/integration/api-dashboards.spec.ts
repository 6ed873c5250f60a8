import { DashboardShareEntity } from '@groundswell/postgres';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { type ApiApp, call, projectWithRoles, startApiApp } from './support/api-app.js';

let api: ApiApp;
let ours: Awaited<ReturnType<typeof projectWithRoles>>;
let theirs: Awaited<ReturnType<typeof projectWithRoles>>;
beforeAll(async () => {
  api = await startApiApp();
  ours = await projectWithRoles(api, 'Ours');
  theirs = await projectWithRoles(api, 'Theirs');
});
afterAll(() => api?.close());

const QUERY = { kind: 'activeUsers', from: '2024-03-01', to: '2024-03-07', interval: 'day' };
const under = (path: string, project = ours.id) => `/api/projects/${project}${path}`;
const send = (method: string, url: string, token?: string, body?: object) =>
  call(api.app, method, url, { token, body });
const saved = async (body: object = {}, project = ours) =>
  (
    await send('POST', under('/reports', project.id), project.tokens.admin, {
      name: 'Daily',
      query: QUERY,
      ...body,
    })
  ).body;
const made = async (reportIds: number[], project = ours) =>
  (
    await send('POST', under('/dashboards', project.id), project.tokens.admin, {
      name: 'Board',
      tiles: reportIds.map((reportId) => ({ reportId })),
    })
  ).body;
const linked = async (dashboardId: number) =>
  (await send('POST', under(`/dashboards/${dashboardId}/shares`), ours.tokens.admin)).body;

describe('reports', () => {
  it('are saved by the contract of their kind, asked, changed and deleted', async () => {
    const report = await saved({ display: 'table' });
    expect(report).toMatchObject({ kind: 'activeUsers', display: 'table', lastDays: null, version: 1 });
    expect(report.query).toMatchObject({ ...QUERY, traffic: 'human', format: 'json' });
    const one = under(`/reports/${report.id}`);
    const answer = await send('GET', `${one}/answer`, ours.tokens.viewer);
    expect(answer.body).toMatchObject({ kind: 'activeUsers' });
    expect(answer.body.rows).toHaveLength(7);
    const change = { lastDays: 3, version: 1 };
    expect((await send('PATCH', one, ours.tokens.analyst, change)).body).toMatchObject({ version: 2 });
    expect((await send('PATCH', one, ours.tokens.analyst, change)).status).toBe(409);
    expect((await send('GET', `${one}/answer`, ours.tokens.viewer)).body.rows).toHaveLength(3);
    expect((await send('DELETE', one, ours.tokens.viewer)).status).toBe(403);
    expect((await send('DELETE', one, ours.tokens.analyst)).status).toBe(204);
    expect((await send('GET', `${one}/answer`, ours.tokens.viewer)).status).toBe(404);
  });

  it.each([
    ['query.kind', { kind: 'nonsense' }],
    ['query.kind', { kind: 'people', query: QUERY }],
    ['query.interval', { ...QUERY, interval: 'year' }],
    ['query.from', { ...QUERY, from: '2024-04-01' }],
    ['query.surprise', { ...QUERY, surprise: 1 }],
  ])('refuse a query with a wrong %s', async (path, query) => {
    const answer = await send('POST', under('/reports'), ours.tokens.analyst, { name: 'x', query });
    expect([answer.status, answer.body.errors?.[0].path.replace(/^query$/, 'query.kind')]).toEqual([
      400,
      path,
    ]);
  });
});

describe('dashboards', () => {
  it('show reports of their own project alone, and go on without one that is gone', async () => {
    const [first, second] = [await saved(), await saved({ name: 'Second' })];
    const foreign = await saved({}, theirs);
    for (const tiles of [[{ reportId: foreign.id }], [{ reportId: first.id }, { reportId: first.id }]]) {
      const refused = await send('POST', under('/dashboards'), ours.tokens.analyst, { name: 'x', tiles });
      expect(refused.status).toBe(400);
    }
    const board = await made([first.id, second.id]);
    expect(board.tiles).toEqual([
      { reportId: first.id, width: 'half' },
      { reportId: second.id, width: 'half' },
    ]);
    const { token } = await linked(board.id);
    await send('DELETE', under(`/reports/${first.id}`), ours.tokens.analyst);
    const shown = await send('GET', `/api/shared/${token}`);
    expect(shown.body.tiles.map(({ name }: { name: string }) => name)).toEqual(['Second']);
    const one = under(`/dashboards/${board.id}`);
    const stale = { name: 'New name', version: 1 };
    expect((await send('PATCH', one, ours.tokens.analyst, stale)).body).toMatchObject({ name: 'New name' });
    expect((await send('PATCH', one, ours.tokens.analyst, stale)).status).toBe(409);
    for (const path of [
      `/dashboards/${board.id}`,
      `/dashboards/${board.id}/shares`,
      `/reports/${second.id}`,
    ]) {
      expect((await send('GET', under(path, theirs.id), theirs.tokens.admin)).status).toBe(404);
    }
  });
});

describe('a link', () => {
  it('opens its dashboard without a sign-in, and nothing else', async () => {
    const [shown, hidden] = [await saved({ name: 'Shown' }), await saved({ name: 'Hidden' })];
    const foreign = await saved({ name: 'Foreign' }, theirs);
    const board = await made([shown.id]);
    const other = await made([hidden.id]);
    const { token, path } = await linked(board.id);
    expect(path).toBe(`/shared/${token}`);
    const opened = await send('GET', `/api/shared/${token}`);
    expect(opened.status).toBe(200);
    expect(opened.body).toMatchObject({ name: 'Board', tiles: [{ name: 'Shown', kind: 'activeUsers' }] });
    expect(opened.body.project).toEqual({ name: 'Ours', timeZone: 'UTC', lastDay: null });
    expect(Object.keys(opened.body.tiles[0])).not.toContain('query');
    const file = await send('GET', `/api/shared/${token}/reports/${shown.id}?format=csv`);
    expect(file.headers['content-type']).toBe('text/csv; charset=utf-8');
    const answer = await send('GET', `/api/shared/${token}/reports/${shown.id}`);
    expect(answer.body).toMatchObject({ kind: 'activeUsers' });

    for (const id of [hidden.id, foreign.id, 999_999, 'x']) {
      expect((await send('GET', `/api/shared/${token}/reports/${id}`)).status).toBe(404);
    }
    const inside = [
      ['GET', ''],
      ['GET', '/reports'],
      ['GET', `/dashboards/${board.id}`],
      ['GET', `/dashboards/${other.id}`],
      ['GET', '/persons'],
      ['POST', '/query'],
    ] as const;
    for (const [method, rest] of inside) {
      expect((await send(method, under(rest), token, method === 'POST' ? QUERY : undefined)).status).toBe(
        401,
      );
    }
    expect((await send('POST', `/api/shared/${token}`, undefined, QUERY)).status).toBe(404);
    expect((await send('DELETE', `/api/shared/${token}`)).status).toBe(404);
  });

  it('dies when it is revoked, and with its dashboard; other links live on', async () => {
    const board = await made([(await saved()).id]);
    const [first, second] = [await linked(board.id), await linked(board.id)];
    const shares = under(`/dashboards/${board.id}/shares`);
    const status = async (token: string) => (await send('GET', `/api/shared/${token}`)).status;
    expect((await send('DELETE', `${shares}/${first.id}`, theirs.tokens.admin)).status).toBe(404);
    expect((await send('DELETE', `${shares}/${first.id}`, ours.tokens.admin)).status).toBe(204);
    expect([await status(first.token), await status(second.token)]).toEqual([404, 200]);
    const report = board.tiles[0].reportId as number;
    expect((await send('GET', `/api/shared/${first.token}/reports/${report}`)).status).toBe(404);
    const list = (await send('GET', shares, ours.tokens.admin)).body;
    expect(list.total).toBe(2);
    expect(JSON.stringify(list)).not.toContain('gsd_');
    await send('DELETE', under(`/dashboards/${board.id}`), ours.tokens.admin);
    expect(await status(second.token)).toBe(404);
  });

  it('is kept as a hash, made by those who manage, and cannot be guessed', async () => {
    const board = await made([(await saved()).id]);
    const shares = under(`/dashboards/${board.id}/shares`);
    for (const role of ['analyst', 'marketer', 'viewer'] as const) {
      expect((await send('POST', shares, ours.tokens[role])).status).toBe(403);
      expect((await send('GET', shares, ours.tokens[role])).status).toBe(403);
    }
    const { token } = await linked(board.id);
    expect(token).toMatch(/^gsd_[0-9A-Za-z]{32}$/);
    const rows = await api.app.get(DataSource).getRepository(DashboardShareEntity).find();
    expect(rows.every(({ tokenHash }) => tokenHash.length === 32)).toBe(true);
    expect(JSON.stringify(rows)).not.toContain(token);
    for (const wrong of [token.slice(0, -1), `${token}0`, token.toLowerCase(), 'gsd_', "' OR 1=1", '%00']) {
      expect((await send('GET', `/api/shared/${encodeURIComponent(wrong)}`)).status).toBe(404);
    }
    const log = await send('GET', under('/auditLog?perPage=5'), ours.tokens.owner);
    expect(log.body.data[0]).toMatchObject({ action: 'dashboard.share' });
    expect(JSON.stringify(log.body)).not.toContain(token);
  });
});
