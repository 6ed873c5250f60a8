import { RawRetention } from '@groundswell/api';
import { CLICKHOUSE, type ClickHouseClient, insertEvents } from '@groundswell/clickhouse';
import { ProjectEntity } from '@groundswell/postgres';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getRepositoryToken } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { type ApiApp, call, projectWithRoles, startApiApp } from './support/api-app.js';

const DAY = 86_400_000;
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

describe('raw events that are older than their project keeps them', () => {
  let api: ApiApp;
  let project: Awaited<ReturnType<typeof projectWithRoles>>;
  let untouched: Awaited<ReturnType<typeof projectWithRoles>>;
  const now = Date.now();
  const daysAgo = (days: number) => dayOf(now - days * DAY);

  beforeAll(async () => {
    api = await startApiApp();
    project = await projectWithRoles(api, 'Forgetful');
    untouched = await projectWithRoles(api, 'Faithful');
    for (const { id } of [project, untouched]) {
      const rows = Array.from({ length: 40 }, (_, n) => row(id, n));
      await insertEvents(api.app.get<ClickHouseClient>(CLICKHOUSE), rows, `project ${id}`);
    }
  });
  afterAll(() => api?.close());

  /** One event a day, of a person of its own. */
  const row = (projectId: number, n: number) => ({
    project_id: projectId,
    local_date: daysAgo(n),
    event: 'open',
    person_id: n + 1,
    timestamp: new Date(now - n * DAY).toISOString(),
    received_at: new Date(now).toISOString(),
    event_id: `e${n}`,
    distinct_id: `u${n}`,
    platform: 'web',
    session_id: '',
    country: 'NL',
    device_type: '',
    os: '',
    browser: '',
    app_version: '',
    referrer: '',
    utm_source: '',
    utm_medium: '',
    utm_campaign: '',
    utm_content: '',
    utm_term: '',
    click_ids: {},
    properties: {},
    import_id: '',
    traffic: 'human' as const,
    clamped: false,
    log_partition: 0,
    log_offset: String(n),
  });

  const patch = (body: object, token = project.tokens.owner) =>
    call(api.app, 'PATCH', `/api/projects/${project.id}`, { token, body });
  const view = async (id = project.id) =>
    (await call(api.app, 'GET', `/api/projects/${id}`, { token: api.ownerToken })).body;
  const ask = (body: object, id = project.id) =>
    call(api.app, 'POST', `/api/projects/${id}/query`, {
      token: api.ownerToken,
      body: { kind: 'activeUsers', from: daysAgo(30), to: daysAgo(0), ...body },
    });
  const sum = (rows: { users: number }[]) => rows.reduce((total, { users }) => total + users, 0);
  async function rawRows(id: number): Promise<number> {
    const client = api.app.get<ClickHouseClient>(CLICKHOUSE);
    const result = await client.query({
      query: `SELECT count() AS n FROM events WHERE project_id = ${id}`,
      format: 'JSONEachRow',
    });
    return Number((await result.json<{ n: number }>())[0]!.n);
  }

  it('are a setting of owners and admins, of a week or more, and audited', async () => {
    expect((await patch({ rawRetentionDays: 6 })).status).toBe(400);
    expect((await patch({ rawRetentionDays: 10 }, project.tokens.analyst)).status).toBe(403);
    expect((await patch({ rawRetentionDays: 10 }, untouched.tokens.admin)).status).toBe(404);
    expect((await patch({ rawRetentionDays: 10 }, project.tokens.admin)).body).toMatchObject({
      rawRetentionDays: 10,
      rawFrom: null,
    });
    const log = await call(api.app, 'GET', `/api/projects/${project.id}/auditLog`, { token: api.ownerToken });
    expect(log.body.data[0]).toMatchObject({ action: 'project.update', detail: { rawRetentionDays: 10 } });
  });

  it('are deleted once a day, while rollups stay', async () => {
    const before = (await ask({})).body;
    const retention = api.app.get(RawRetention);
    await retention.run(new Date(now));
    await retention.run(new Date(now));
    expect(await rawRows(project.id)).toBe(11);
    expect(await rawRows(untouched.id)).toBe(40);
    expect(await view()).toMatchObject({ rawRetentionDays: 10, rawFrom: daysAgo(10), firstDay: daysAgo(39) });
    expect(await view(untouched.id)).toMatchObject({ rawRetentionDays: null, rawFrom: null });
    const after = (await ask({})).body;
    expect(after).toMatchObject({ source: 'rollup', rows: before.rows });
    expect(after).not.toHaveProperty('rawFrom');
    expect(sum(after.rows)).toBe(31);
  });

  it('are never missing from an answer without its saying so', async () => {
    for (const asked of [
      { engine: 'events' },
      { breakdown: 'country' },
      { interval: 'hour' },
      { from: daysAgo(10), engine: 'events', trailingDays: 2 },
    ]) {
      const { status, body } = await ask(asked);
      expect([status, body.detail]).toEqual([
        400,
        expect.stringContaining(`keeps them from ${daysAgo(10)} on`),
      ]);
    }
    const kept = await ask({ from: daysAgo(10), breakdown: 'country' });
    expect(kept.body).toMatchObject({ source: 'events', rawFrom: daysAgo(10) });
    expect((await ask({ breakdown: 'country' }, untouched.id)).body).not.toHaveProperty('rawFrom');
    // The days before are gone: those asked about are answered all the same.
    const compared = await ask({ from: daysAgo(6), engine: 'events', compare: 'previous' });
    expect([compared.status, compared.body.source, compared.body.previous]).toEqual([
      200,
      'events',
      undefined,
    ]);
    expect(compared.body.rows).toHaveLength(7);
    const cohorts = { kind: 'retention', period: 'day', periods: 3 };
    expect((await ask({ ...cohorts, engine: 'events' })).status).toBe(400);
    expect((await ask({ ...cohorts })).body.source).toBe('rollup');
  });

  it('stay deleted, and said to be, when the setting is taken back', async () => {
    await patch({ rawRetentionDays: null });
    await api.app.get(RawRetention).run(new Date(now + 30 * DAY));
    expect(await rawRows(project.id)).toBe(11);
    expect((await view()).rawFrom).toBe(daysAgo(10));
    const rows = api.app.get<Repository<ProjectEntity>>(getRepositoryToken(ProjectEntity));
    await rows.update({ id: project.id }, { rawRetentionDays: 20 });
    await api.app.get(RawRetention).run(new Date(now));
    expect((await view()).rawFrom).toBe(daysAgo(10));
  });
});
