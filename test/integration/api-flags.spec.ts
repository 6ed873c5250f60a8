import { AuditEntryEntity, MetricEntity } from '@groundswell/postgres';
import { GrowthBook } from '@growthbook/growthbook';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { type ApiApp, call, projectWithRoles, startApiApp } from './support/api-app.js';

type Project = Awaited<ReturnType<typeof projectWithRoles>>;
let api: ApiApp;
let url: string;
let ours: Project;
let theirs: Project;
let clientKey: string;
beforeAll(async () => {
  api = await startApiApp();
  await api.app.listen(0, '127.0.0.1');
  url = (await api.app.getUrl()).replace('[::1]', '127.0.0.1');
  ours = await projectWithRoles(api, 'Ours');
  theirs = await projectWithRoles(api, 'Theirs');
  clientKey = (await send('POST', '/keys', { kind: 'client' })).body.key as string;
});
afterAll(() => api?.close());

function send(method: string, path: string, body?: object, token = ours.tokens.admin, project = ours.id) {
  return call(api.app, method, `/api/projects/${project}${path}`, { token, body });
}
const flag = (more: object = {}) => ({
  key: 'flag',
  type: 'boolean',
  defaultValue: false,
  environments: { production: true },
  ...more,
});
async function made(more: object) {
  const answer = await send('POST', '/flags', flag(more));
  expect([answer.status, answer.body.detail]).toEqual([201, undefined]);
  return answer.body as { id: number; key: string; version: number };
}
const force = (value: unknown, more: object = {}) => ({ kind: 'force', id: 'rule', value, ...more });
const tried = async (id: number, attributes: object, environment = 'production') =>
  (await send('POST', `/flags/${id}/try`, { attributes, environment }, ours.tokens.viewer)).body;

async function experimentOf(project: Project) {
  const rows = api.app.get(DataSource).getRepository(MetricEntity);
  const of = { event: 'Chat Started', filters: [] };
  const definition = { type: 'proportion' as const, of, windowHours: null, delayHours: 0 };
  const metric = await rows.save(
    rows.create({ projectId: project.id, name: `Activated ${Math.random()}`, definition }),
  );
  const body = { name: 'Shown', hypothesis: 'x', metrics: [{ metricId: metric.id, role: 'goal' }] };
  return (await send('POST', '/experiments', body, project.tokens.admin, project.id)).body.id as number;
}

describe('a flag', () => {
  it('is made, changed, tried, delivered, archived, brought back and deleted; each of it is audited', async () => {
    const { id, key, version } = await made({
      key: 'dark-mode',
      rules: [force(true, { condition: { country: 'DE' } })],
    });
    expect(await tried(id, { country: 'DE' })).toEqual({
      value: true,
      reason: 'rule',
      ruleId: 'rule',
      experiment: null,
      variation: null,
    });
    expect(await tried(id, { country: 'FR' })).toMatchObject({ value: false, reason: 'default' });
    expect(await tried(id, {}, 'staging')).toMatchObject({ value: null, reason: 'off' });
    const changed = await send('PATCH', `/flags/${id}`, { environments: { staging: true }, version });
    expect(changed.body).toMatchObject({
      environments: { production: true, staging: true },
      version: version + 1,
    });
    const stale = await send('PATCH', `/flags/${id}`, { description: 'x', version });
    expect([stale.status, stale.body.errors[0].path]).toEqual([409, 'version']);
    const sdk = new GrowthBook({ apiHost: url, clientKey, attributes: { id: 'ada', country: 'DE' } });
    await sdk.init();
    expect(sdk.isOn(key)).toBe(true);
    expect((await send('POST', `/flags/${id}/archive`)).body.archivedAt).toMatch(/Z$/);
    await sleep(1_000);
    await sdk.refreshFeatures({ skipCache: true });
    expect(sdk.evalFeature(key).source).toBe('unknownFeature');
    sdk.destroy();
    expect((await send('PATCH', `/flags/${id}`, { description: 'x' })).status).toBe(409);
    expect((await send('POST', `/flags/${id}/restore`)).body.archivedAt).toBeNull();
    expect((await send('DELETE', `/flags/${id}`)).status).toBe(204);
    const log = await api.app
      .get(DataSource)
      .getRepository(AuditEntryEntity)
      .find({ where: { target: `flags/${id}` }, order: { id: 'ASC' } });
    expect(log.map(({ action }) => action)).toEqual(
      ['create', 'update', 'archive', 'restore', 'delete'].map((verb) => `flag.${verb}`),
    );
  });

  it('is archived though what it waits for went meanwhile, stays archived when that is asked again, and is not brought back so', async () => {
    await made({ key: 'parent', defaultValue: true });
    const parent = { key: 'parent', condition: { value: true } };
    const { id } = await made({ key: 'child', prerequisites: [parent] });
    const act = (verb: string) => send('POST', `/flags/${id}/${verb}`);
    await api.app.get(DataSource).query(`DELETE FROM flags WHERE key = 'parent'`);
    const archived = await act('archive');
    expect([archived.status, archived.body.archivedAt]).toEqual([200, expect.stringMatching(/Z$/)]);
    const { status, body } = await act('archive');
    expect([status, body]).toEqual([200, archived.body]);
    expect((await act('restore')).body).toMatchObject({ status: 400, errors: [{ code: 'flag_unknown' }] });
    const audit = api.app.get(DataSource).getRepository(AuditEntryEntity);
    expect(await audit.countBy({ target: `flags/${id}`, action: 'flag.archive' })).toBe(1);
  });

  it('has values of its type, and follows schedules and steps', async () => {
    const schema = {
      type: 'object',
      required: ['colour'],
      properties: { colour: { enum: ['red', 'blue'] } },
    };
    const values = { json: { colour: 'red' }, number: 7, string: 'a', boolean: true };
    for (const [type, value] of Object.entries(values)) {
      const steps = [
        { at: '2020-01-01T00:00:00Z', coverage: 1 },
        { at: '2999-01-01T00:00:00Z', coverage: 0 },
      ];
      const rule = { kind: 'rollout', id: 'all', value, coverage: 0, steps };
      const { id } = await made({
        key: `of-${type}`,
        type,
        schema: type === 'json' ? schema : null,
        defaultValue: value,
        rules: [rule],
      });
      expect(await tried(id, { id: 'ada' })).toMatchObject({ value, reason: 'rule', ruleId: 'all' });
    }
    const past = await made({ key: 'past', rules: [force(true, { to: '2020-01-01T00:00:00Z' })] });
    expect(await tried(past.id, {})).toMatchObject({ reason: 'default', value: false });
  });

  it('waits with a change for an erasure that is about it, and does not bring back what that took out', async () => {
    const { id } = await made({ key: 'of-ada', rules: [force(true, { condition: { id: 'ada' } })] });
    const { manager } = api.app.get(DataSource);
    const erased = JSON.stringify([force(true, { condition: { id: '(erased)' } })]);
    let change: ReturnType<typeof send> | undefined;
    await manager.transaction(async (own) => {
      await own.query('UPDATE flags SET rules = $2, version = version + 1 WHERE id = $1', [id, erased]);
      change = send('PATCH', `/flags/${id}`, { description: 'Known as Ada' });
      const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      while ((await manager.query<unknown[]>(waiting)).length === 0) await sleep(20);
    });
    const { body } = await change!;
    expect([body.description, body.version, body.rules[0].condition]).toEqual([
      ...['Known as Ada', 3],
      { id: '(erased)' },
    ]);
  });

  it('gives variations of an experiment values of its own', async () => {
    const experimentId = await experimentOf(ours);
    const values = { control: 'Sign up', treatment: 'Join' };
    const rule = { kind: 'experiment', id: 'test', experimentId, values };
    const { id } = await made({ key: 'button', type: 'string', defaultValue: 'Go', rules: [rule] });
    expect(await tried(id, { id: 'ada' })).toMatchObject({ value: 'Go', reason: 'default' });
    await send('POST', `/experiments/${experimentId}/start`);
    const got = await tried(id, { id: 'ada' });
    expect(got).toMatchObject({ reason: 'experiment', experiment: 'shown' });
    expect(got.value).toBe(values[got.variation as keyof typeof values]);
  });

  it('waits for others, and never in a circle', async () => {
    const on = { condition: { value: true } };
    const a = await made({ key: 'a', defaultValue: true });
    const b = await made({ key: 'b', defaultValue: true, prerequisites: [{ key: 'a', ...on }] });
    const c = await made({ key: 'c', rules: [force(true, { prerequisites: [{ key: 'b', ...on }] })] });
    expect(await tried(c.id, {})).toMatchObject({ value: true, reason: 'rule' });
    const circle = await send('PATCH', `/flags/${a.id}`, { prerequisites: [{ key: 'c', ...on }] });
    expect([circle.status, circle.body.errors[0]]).toEqual([
      400,
      {
        path: 'prerequisites.0.key',
        ...{ message: 'goes round in a circle: a → c → b → a', code: 'flag_circle' },
        values: { way: 'a → c → b → a' },
      },
    ]);
    expect((await send('POST', `/flags/${a.id}/archive`)).body.detail).toContain('"b" waits for it');
    await send('PATCH', `/flags/${a.id}`, { defaultValue: false });
    expect(await tried(b.id, {})).toMatchObject({ value: null, reason: 'prerequisite' });
    expect(await tried(c.id, {})).toMatchObject({ value: false, reason: 'default' });
  });

  it.each([
    ['defaultValue', { defaultValue: 'yes' }],
    ['defaultValue', { type: 'json', schema: { type: 'object' }, defaultValue: 7 }],
    ['schema', { type: 'json', schema: { type: 'nothing' }, defaultValue: 7 }],
    ['schema', { schema: {} }],
    ['rules.0.value', { rules: [force('on')] }],
    ['rules.0.condition.country.$is', { rules: [force(true, { condition: { country: { $is: 'DE' } } })] }],
    ['rules.1.id', { rules: [force(true), force(false)] }],
    ['rules.0.to', { rules: [force(true, { from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' })] }],
    ['rules.0.cohortIds.0', { rules: [force(true, { cohortIds: [99_999] })] }],
    [
      'rules.0.prerequisites.0.key',
      { rules: [force(true, { prerequisites: [{ key: 'nowhere', condition: {} }] })] },
    ],
    ['prerequisites.0.key', { prerequisites: [{ key: 'flag', condition: {} }] }],
    [
      'rules.0.experimentId',
      async () => ({
        rules: [{ kind: 'experiment', id: 'x', experimentId: await experimentOf(theirs), values: {} }],
      }),
    ],
    ['colour', { colour: 'red' }],
  ])('that is wrong in %s is refused', async (path, more) => {
    const answer = await send('POST', '/flags', flag(typeof more === 'function' ? await more() : more));
    expect([answer.status, answer.body.errors?.[0].path]).toEqual([400, path]);
  });

  it('is for members of its project, and changed by those who may change the product', async () => {
    const { id } = await made({ key: 'guarded' });
    for (const role of ['viewer', 'analyst', 'marketer'] as const) {
      expect((await send('GET', `/flags/${id}`, undefined, ours.tokens[role])).status).toBe(200);
      expect((await send('PATCH', `/flags/${id}`, { description: 'x' }, ours.tokens[role])).status).toBe(403);
      expect((await send('POST', `/flags/${id}/archive`, undefined, ours.tokens[role])).status).toBe(403);
    }
    expect((await send('GET', `/flags/${id}`, undefined, theirs.tokens.admin)).status).toBe(404);
    expect((await send('GET', `/flags/${id}`, undefined, theirs.tokens.admin, theirs.id)).status).toBe(404);
    expect(
      (await send('PATCH', `/flags/${id}`, { description: 'x' }, theirs.tokens.admin, theirs.id)).status,
    ).toBe(404);
    expect((await send('POST', `/flags/${id}/try`, {}, theirs.tokens.admin, theirs.id)).status).toBe(404);
    expect((await send('DELETE', `/flags/${id}`, undefined, theirs.tokens.admin, theirs.id)).status).toBe(
      404,
    );
  });
});
