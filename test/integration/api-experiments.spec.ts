import type { MetricDefinition } from '@groundswell/contracts';
import { AuditEntryEntity, MetricEntity } from '@groundswell/postgres';
import { DemoExperiments } from '@groundswell/standalone';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { type ApiApp, call, projectWithRoles, startApiApp } from './support/api-app.js';

type Project = Awaited<ReturnType<typeof projectWithRoles>>;
let api: ApiApp;
let ours: Project;
let theirs: Project;
let goal: number;
let second: number;
let foreign: number;
beforeAll(async () => {
  api = await startApiApp();
  ours = await projectWithRoles(api, 'Ours');
  theirs = await projectWithRoles(api, 'Theirs');
  [goal, second] = [await metric(ours.id, 'Activated'), await metric(ours.id, 'Paid')];
  foreign = await metric(theirs.id, 'Activated');
});
afterAll(() => api?.close());

async function metric(projectId: number, name: string, more: object = {}): Promise<number> {
  const rows = api.app.get(DataSource).getRepository(MetricEntity);
  const of = { event: 'Chat Started', filters: [] };
  const definition = {
    type: 'proportion',
    of,
    windowHours: null,
    delayHours: 0,
    ...more,
  } as MetricDefinition;
  return (await rows.save(rows.create({ projectId, name, definition }))).id;
}

const at = (path = '', project = ours.id) => `/api/projects/${project}/experiments${path}`;
const send = (method: string, url: string, body?: object, token = ours.tokens.admin) =>
  call(api.app, method, url, { token, body });
const made = async (body: object) => {
  const answer = await send('POST', at(), { metrics: [{ metricId: goal, role: 'goal' }], ...body });
  expect([answer.status, answer.body.detail]).toEqual([201, undefined]);
  return answer.body;
};
const running = async (name: string, body: object = {}) => {
  const { id } = await made({ name, hypothesis: 'It helps.', ...body });
  expect((await send('POST', at(`/${id}/start`))).body.state).toBe('running');
  return id as number;
};

describe('an experiment', () => {
  it('is drafted, started, stopped, decided and archived, and each of it is in its history', async () => {
    const draft = await made({ name: 'Shorter sign-up' });
    expect(draft).toMatchObject({ key: 'shorter-sign-up', state: 'draft', kind: 'test', version: 1 });
    expect(draft.variations).toHaveLength(2);
    const one = at(`/${draft.id}`);
    const written = await send('PATCH', one, { hypothesis: 'Fewer fields.', version: 1 });
    expect(written.body).toMatchObject({ hypothesis: 'Fewer fields.', version: 2 });
    expect((await send('PATCH', one, { name: 'x', version: 1 })).body.errors[0].path).toBe('version');
    expect((await send('POST', `${one}/start`)).body.startedAt).toMatch(/Z$/);
    const stopped = await send('POST', `${one}/stop`);
    expect(stopped.body).toMatchObject({ state: 'stopped', verdict: null });
    const verdict = { verdict: 'ship', variation: 'treatment', reason: 'More began.', learned: 'Ask less.' };
    const decided = await send('POST', `${one}/decide`, verdict);
    expect(decided.body).toMatchObject({
      verdict: 'ship',
      shippedVariation: 'treatment',
      learned: 'Ask less.',
    });
    expect((await send('POST', `${one}/archive`)).body.state).toBe('archived');
    const found = await send('GET', at(`?filter=${encodeURIComponent('{"q":"ask LESS"}')}`));
    expect(found.body.data.map(({ id }: { id: number }) => id)).toEqual([draft.id]);
    const log = await send('GET', `${one}/history`, undefined, ours.tokens.viewer);
    expect(log.body.data.map(({ action }: { action: string }) => action.split('.')[1])).toEqual([
      'archive',
      'decide',
      'stop',
      'start',
      'update',
      'create',
    ]);
    expect(log.body.data[1]).toMatchObject({ email: 'admin@ours.example', afterStart: true });
    expect(log.body.data[4].afterStart).toBe(false);
  });

  it.each([
    ['variations', { variations: weights(0.5, 0.4) }],
    ['variations', { variations: weights(1, 0) }],
    ['variations.1.key', { variations: weights(0.5, 0.5).map((one) => ({ ...one, key: 'same' })) }],
    ['variations', { variations: weights(1) }],
    ['metrics.0.metricId', () => ({ metrics: [{ metricId: foreign, role: 'goal' }] })],
    ['metrics.0.margin', () => ({ metrics: [{ metricId: goal, role: 'goal', margin: 0.1 }] })],
    ['assignment.holdoutId', { assignment: { holdoutId: 1_000_000 } }],
    ['assignment.layer.id', { assignment: { layer: { id: 1_000_000, range: [0, 1] } } }],
    ['assignment.cohortIds.0', { assignment: { cohortIds: [1_000_000] } }],
    ['assignment.condition.country.$is', { assignment: { condition: { country: { $is: 'DE' } } } }],
    ['colour', { colour: 'red' }],
    ['key', { key: 'not a key' }],
  ])('that is wrong in %s is refused', async (path, body) => {
    const wrong = typeof body === 'function' ? body() : body;
    const answer = await send('POST', at(), { name: 'Wrong', ...wrong });
    expect([answer.status, answer.body.errors?.[0].path]).toEqual([400, path]);
  });

  it('does what its state allows, and else says why not', async () => {
    const { id } = await made({ name: 'States' });
    const act = async (name: string, body?: object) => {
      const answer = await send('POST', at(`/${id}/${name}`), body);
      return answer.status === 200 ? 200 : [answer.status, answer.body.detail];
    };
    const verdict = { verdict: 'keepControl', reason: 'No gain.' };
    expect(await act('stop')).toEqual([409, 'It has not been started.']);
    expect(await act('decide', verdict)).toEqual([409, 'There is nothing to decide before it was started.']);
    expect(await act('start')).toBe(200);
    expect(await act('start')).toEqual([409, 'It runs already.']);
    expect(await act('archive')).toEqual([409, 'It is running: stop it first.']);
    expect((await send('DELETE', at(`/${id}`))).status).toBe(409);
    const control = { verdict: 'ship', variation: 'control', reason: 'x' };
    expect((await send('POST', at(`/${id}/decide`), control)).status).toBe(400);
    const undecided = { verdict: 'inconclusive', variation: 'treatment', reason: 'x' };
    expect((await send('POST', at(`/${id}/decide`), undecided)).status).toBe(400);
    expect(await act('decide', verdict)).toBe(200);
    expect((await send('GET', at(`/${id}`))).body).toMatchObject({
      state: 'stopped',
      shippedVariation: 'control',
    });
    expect(await act('archive')).toBe(200);
    expect((await send('POST', at(`/${id}/decide`), verdict)).status).toBe(409);
  });

  it('cannot start without a goal, and warns of others that run', async () => {
    const other = await running('Runs beside it');
    const { id } = await made({ name: 'No goal', metrics: [] });
    const list = await send('GET', at(`/${id}/checklist`));
    const outcome = (check: string) =>
      list.body.checks.find((one: { check: string }) => one.check === check).outcome;
    expect([list.body.canStart, outcome('goal'), outcome('hypothesis'), outcome('overlap')]).toEqual([
      false,
      'blocking',
      'warning',
      'warning',
    ]);
    const others = list.body.checks.find((one: { check: string }) => one.check === 'overlap');
    expect([others.code, others.values.names]).toEqual([
      'overlap_others',
      expect.stringContaining('"Runs beside it"'),
    ]);
    const refused = await send('POST', at(`/${id}/start`));
    expect([refused.status, refused.body.errors[0].path]).toEqual([409, 'goal']);
    await send('POST', at(`/${other}/stop`));
  });

  it('keeps after its start what its results rest on', async () => {
    const id = await running('Fixed', { assignment: { coverage: 0.5 } });
    const change = async (body: object) => {
      const answer = await send('PATCH', at(`/${id}`), body);
      return answer.status === 200 ? 200 : [answer.status, answer.body.errors[0].path];
    };
    const goals = [{ metricId: goal, role: 'goal' }];
    expect(await change({ hypothesis: 'Another.' })).toEqual([409, 'hypothesis']);
    expect(await change({ variations: weights(0.9, 0.1) })).toEqual([409, 'variations']);
    expect(await change({ assignment: { coverage: 0.4 } })).toEqual([409, 'assignment.coverage']);
    expect(await change({ assignment: { hashVersion: 1 } })).toEqual([409, 'assignment.hashVersion']);
    expect(await change({ metrics: [] })).toEqual([409, 'metrics']);
    expect(await change({ metrics: [...goals, { metricId: second, role: 'goal' }] })).toEqual([
      409,
      'metrics.1.role',
    ]);
    expect(await change({ settings: { alpha: 0.2 } })).toEqual([409, 'settings.alpha']);
    expect(await change({ name: 'Fixed, mostly', learned: 'So far nothing.' })).toBe(200);
    expect(await change({ assignment: { coverage: 1 }, settings: { slices: ['country'] } })).toBe(200);
    expect(await change({ metrics: [...goals, { metricId: second, role: 'guardrail', margin: 0.02 }] })).toBe(
      200,
    );
    const { body } = await send('GET', at(`/${id}`));
    expect(body.assignment).toMatchObject({ coverage: 1, hashVersion: 2 });
    expect(body.settings).toMatchObject({ alpha: 0.05, slices: ['country'] });
    const log = await send('GET', at(`/${id}/history`));
    expect(log.body.data.slice(0, 3).every((one: { afterStart: boolean }) => one.afterStart)).toBe(true);
    await send('POST', at(`/${id}/stop`));
  });

  it('shares a layer with others without sharing people', async () => {
    const layers = `/api/projects/${ours.id}/layers`;
    const layer = (await send('POST', layers, { name: 'Checkout' })).body;
    expect(layer).toMatchObject({ key: 'checkout', taken: [] });
    const within = (range: number[]) => ({ assignment: { layer: { id: layer.id, range } } });
    const first = await made({ name: 'First half', ...within([0, 0.5]) });
    const clash = await send('POST', at(), { name: 'Clash', ...within([0.4, 0.9]) });
    expect([clash.status, clash.body.errors[0].path]).toEqual([400, 'assignment.layer.range']);
    await made({ name: 'Second half', ...within([0.5, 1]) });
    const { body } = await send('GET', `${layers}/${layer.id}`);
    expect(body.taken.map(({ range }: { range: number[] }) => range)).toEqual([
      [0, 0.5],
      [0.5, 1],
    ]);
    expect((await send('DELETE', `${layers}/${layer.id}`)).status).toBe(409);
    await send('DELETE', at(`/${first.id}`));
    await made({ name: 'Takes the place', ...within([0.1, 0.5]) });
    const through = `/api/projects/${theirs.id}/layers/${layer.id}`;
    expect((await send('DELETE', through, undefined, theirs.tokens.admin)).status).toBe(404);
  });

  it('begins by the even hash of its layer, unless one of before runs there, whose people stay', async () => {
    const [database, layers] = [api.app.get(DataSource), `/api/projects/${ours.id}/layers`];
    const { id: layerId, hashVersion } = (await send('POST', layers, { name: 'Of before' })).body;
    expect(hashVersion).toBe(2);
    const hashOf = async () => (await send('GET', `${layers}/${layerId}`)).body.hashVersion as number;
    const asBefore = () =>
      database.query('UPDATE experiment_layers SET hash_version = 1 WHERE id = $1', [layerId]);
    const within = (key: string, from: number, to: number) =>
      running(key, { key, assignment: { layer: { id: layerId, range: [from, to] } } });
    await asBefore();
    const first = await within('first-of-layer', 0, 0.3);
    expect(await hashOf()).toBe(2);
    await asBefore();
    const second = await within('second-of-layer', 0.3, 0.6);
    expect(await hashOf()).toBe(1);
    const { key } = (await send('POST', `/api/projects/${ours.id}/keys`, { kind: 'client' })).body;
    const ruleOf = async (experiment: string) =>
      (await call(api.app, 'GET', `/api/features/${key}`, {})).body.features[experiment]?.rules[0];
    expect(await ruleOf('second-of-layer')).toMatchObject({ namespace: ['of-before', 0.3, 0.6] });
    for (const id of [first, second]) await send('POST', at(`/${id}/stop`));
    const third = await within('third-of-layer', 0, 1);
    expect(await hashOf()).toBe(2);
    let rule: { filters?: object[] } | undefined;
    while (!(rule = await ruleOf('third-of-layer'))) await sleep(50);
    expect(rule.filters).toEqual([
      { seed: '__of-before', ranges: [[0, 1]], hashVersion: 2, attribute: 'id' },
    ]);
    // Its range is another's by now; that is no reason not to write down what was learned.
    expect((await send('PATCH', at(`/${first}`), { learned: 'Layers fill up.' })).status).toBe(200);
    await send('POST', at(`/${third}/stop`));
  });

  it('of the kind holdout is named by others', async () => {
    const held = { kind: 'holdout', variations: weights(0.05, 0.95), template: 'holdout' };
    const holdout = await made({ name: 'Everything in 2025', ...held });
    const test = await made({ name: 'Within it', assignment: { holdoutId: holdout.id } });
    expect(test.assignment.holdoutId).toBe(holdout.id);
    const wrong = await send('POST', at(), { name: 'x', assignment: { holdoutId: test.id } });
    expect(wrong.body.errors[0].path).toBe('assignment.holdoutId');
    const check = async () => {
      const { body } = await send('GET', at(`/${test.id}/checklist`));
      return body.checks.find((one: { check: string }) => one.check === 'holdout').code;
    };
    expect(await check()).toBe('holdout_draft');
    const keeps = '"Within it" keeps to this holdout: choose another there, or archive the holdout.';
    const asTest = { kind: 'test' };
    for (const refused of [
      await send('DELETE', at(`/${holdout.id}`)),
      await send('PATCH', at(`/${holdout.id}`), asTest),
    ])
      expect(refused).toMatchObject({ status: 409, body: { detail: keeps } });
    expect((await send('POST', at(`/${holdout.id}/start`))).status).toBe(200);
    expect(await check()).toBe('holdout_runs');
    expect((await send('POST', at(`/${holdout.id}/stop`))).status).toBe(200);
    expect(await check()).toBe('holdout_over');
    const other = await made({ name: 'Nobody keeps to it', ...held });
    expect((await send('PATCH', at(`/${other.id}`), asTest)).body.kind).toBe('test');
    expect((await send('DELETE', at(`/${other.id}`))).status).toBe(204);
    const three = await send('POST', at(), { name: 'x', ...held, variations: weights(0.2, 0.4, 0.4) });
    expect(three.body.errors[0].path).toBe('variations');
  });

  it('of the demo are given to a demo that has none, once', async () => {
    const { id: project } = await projectWithRoles(api, 'Before');
    const demo = new DemoExperiments(api.app.get(DataSource));
    expect(await demo.isMissing(project)).toBe(true);
    await demo.provide(project);
    expect(await demo.isMissing(project)).toBe(false);
    await demo.provide(project);
    const { data } = (await send('GET', at('?sort=id&order=ASC', project), undefined, api.ownerToken)).body;
    expect(data.map(({ key, state }: { key: string; state: string }) => `${key} ${state}`)).toEqual([
      'suggested-questions archived',
      'onboarding-tour stopped',
      'referral-reward running',
    ]);
  });

  it('is written by owners and admins alone, and out of reach of other projects', async () => {
    const { id } = await made({ name: 'Ours alone' });
    for (const role of ['analyst', 'marketer', 'viewer'] as const) {
      const token = ours.tokens[role];
      expect((await send('GET', at(`/${id}/checklist`), undefined, token)).status).toBe(200);
      expect((await send('POST', at(), { name: 'x' }, token)).status).toBe(403);
      for (const act of ['start', 'stop', 'archive'])
        expect((await send('POST', at(`/${id}/${act}`), undefined, token)).status).toBe(403);
    }
    const token = theirs.tokens.admin;
    for (const path of ['', '/checklist', '/history'])
      for (const project of [ours.id, theirs.id])
        expect((await send('GET', at(`/${id}${path}`, project), undefined, token)).status).toBe(404);
    expect((await send('PATCH', at(`/${id}`, theirs.id), { name: 'x' }, token)).status).toBe(404);
    expect((await send('POST', at(`/${id}/start`, theirs.id), undefined, token)).status).toBe(404);
  });
});

describe('a metric', () => {
  const metrics = (path = '', project = ours.id) => `/api/projects/${project}/metrics${path}`;
  const definition = { type: 'retention', days: [1, 7] };

  it('is defined, found and changed, until a test is read by it', async () => {
    const made = await send('POST', metrics(), { name: 'Comes back', definition });
    expect(made.body).toMatchObject({ direction: 'up', definition: { ...definition, of: {} }, version: 1 });
    const one = metrics(`/${made.body.id}`);
    const other = { definition: { ...definition, days: [1, 14] } };
    expect((await send('PATCH', one, other)).body.definition.days).toEqual([1, 14]);
    const found = await send('GET', metrics(`?filter=${encodeURIComponent('{"q":"comes"}')}`));
    expect(found.body.total).toBe(1);
    await running('Reads it', { metrics: [{ metricId: made.body.id, role: 'goal' }] });
    expect((await send('PATCH', one, { definition })).body.errors[0].path).toBe('definition');
    expect((await send('PATCH', one, { ...other, description: 'Within two weeks' })).status).toBe(200);
    expect((await send('DELETE', one)).status).toBe(409);
    const unused = await send('POST', metrics(), { name: 'Unused', definition });
    expect((await send('DELETE', metrics(`/${unused.body.id}`))).status).toBe(204);
  });

  it('that is archived begins nothing: no draft starts with it, and no started test takes it', async () => {
    const old = await metric(ours.id, 'Old ways');
    const act = (verb: string) => send('POST', metrics(`/${old}/${verb}`));
    const draft = await made({ name: 'Left lying', metrics: [{ metricId: old, role: 'goal' }] });
    expect((await act('archive')).status).toBe(200);
    const list = await send('GET', at(`/${draft.id}/checklist`));
    const [values, code] = [{ names: '"Old ways"' }, 'experiment_metrics_archived'];
    expect(list.body).toMatchObject({
      canStart: false,
      checks: expect.arrayContaining([
        expect.objectContaining({ check: 'metrics', outcome: 'blocking', code: 'metrics_archived', values }),
      ]),
    });
    expect((await send('POST', at(`/${draft.id}/start`))).body).toMatchObject({
      status: 409,
      errors: [{ path: 'metrics', code, values }],
    });
    const id = await running('Goes on');
    const change = (...more: number[]) =>
      send('PATCH', at(`/${id}`), {
        metrics: [
          { metricId: goal, role: 'goal' },
          ...more.map((metricId) => ({ metricId, role: 'secondary' })),
        ],
      });
    expect((await change(old)).body).toMatchObject({
      status: 400,
      errors: [{ path: 'metrics.1.metricId', code: 'metric_archived' }],
    });
    await act('restore');
    expect((await change(old)).status).toBe(200);
    await send('POST', at(`/${id}/stop`));
    expect((await act('archive')).status).toBe(200);
    // What it is read by stays with it.
    expect((await change(old, second)).status).toBe(200);
  });

  it('is archived by who may, offered to nothing new, and read as before, until it is brought back', async () => {
    const id = await metric(ours.id, 'In use');
    const act = (verb: string, token = ours.tokens.admin, project = ours.id) =>
      send('POST', metrics(`/${id}/${verb}`, project), undefined, token);
    const use = { metrics: [{ metricId: id, role: 'goal' }] };
    const test = await running('Of it', use);
    const values = { name: 'Of it' };
    expect((await act('archive')).body).toMatchObject({ status: 409, code: 'metric_watches', values });
    await send('POST', at(`/${test}/stop`));
    expect([
      (await act('archive', ours.tokens.analyst)).status,
      (await act('archive', theirs.tokens.admin)).status,
      (await act('archive', theirs.tokens.admin, theirs.id)).status,
    ]).toEqual([403, 404, 404]);
    expect((await act('archive')).body.archivedAt).toMatch(/Z$/);
    const filter = encodeURIComponent('{"archivedAt":null}');
    const { body: inUse } = await send('GET', metrics(`?perPage=1000&filter=${filter}`));
    expect(inUse.data.map((one: { id: number }) => one.id)).not.toContain(id);
    const draft = () => send('POST', at(), { name: 'Of archived', ...use });
    expect((await draft()).body).toMatchObject({
      status: 400,
      errors: [{ path: 'metrics.0.metricId', code: 'metric_archived' }],
    });
    const { body: results } = await send('GET', at(`/${test}/results`));
    expect(results.metrics[0]).toMatchObject({ metric: id, name: 'In use' });
    expect((await act('restore')).body.archivedAt).toBeNull();
    expect((await draft()).status).toBe(201);
    const entries = api.app.get(DataSource).getRepository(AuditEntryEntity);
    expect(await entries.countBy({ target: `metrics/${id}` })).toBe(2);
  });

  type Answer = ReturnType<typeof send>;
  /** The second comes while the first is not committed: a write ends with its entry in the audit log. */
  async function atOnce(first: () => Answer, then: () => Answer) {
    const { manager } = api.app.get(DataSource);
    const waits = async (asked: Answer, at: string) => {
      let isAnswered = false;
      void asked.then(() => (isAnswered = true));
      const waiting = `SELECT 1 FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE $1`;
      while (!isAnswered && (await manager.query<unknown[]>(waiting, [`%${at}%`])).length === 0)
        await sleep(20);
    };
    const asked: Answer[] = [];
    await manager.transaction(async (own) => {
      await own.query('LOCK TABLE audit_log IN SHARE MODE');
      asked.push(first());
      await waits(asked[0]!, 'INTO "audit_log"');
      asked.push(then());
      await waits(asked[1]!, 'FROM "metrics"');
    });
    const answers = await Promise.all(asked);
    return answers.map(({ status, body }) => [status, body?.errors?.[0].code ?? body?.code]);
  }
  const guarding = (metricId: number, more: object = {}) => ({
    ...{ kind: 'rollout', id: 'grow', value: true, coverage: 1, guard: { metrics: [{ metricId }] } },
    ...more,
  });
  const flags = (path = '') => `/api/projects/${ours.id}/flags${path}`;
  const flagOf = (key: string, metricId: number) =>
    send('POST', flags(), { key, type: 'boolean', defaultValue: false, rules: [guarding(metricId)] });

  it('is either used or put out of use, where both come at the same time', async () => {
    const raced = await metric(ours.id, 'Raced');
    const [use, path] = [{ metrics: [{ metricId: raced, role: 'goal' }] }, metrics(`/${raced}`)];
    const archive = () => send('POST', `${path}/archive`);
    expect(await atOnce(archive, () => send('POST', at(), { name: 'Too late', ...use }))).toEqual([
      [200, undefined],
      [400, 'metric_archived'],
    ]);
    await send('POST', `${path}/restore`);
    const { id } = await made({ name: 'In time', hypothesis: 'x', ...use });
    expect(await atOnce(() => send('POST', at(`/${id}/start`)), archive)).toEqual([
      [200, undefined],
      [409, 'metric_watches'],
    ]);
    await send('POST', at(`/${id}/stop`));
    const [gone, kept] = [await metric(ours.id, 'Goes'), await metric(ours.id, 'Stays')];
    const remove = (one: number) => () => send('DELETE', metrics(`/${one}`));
    expect(await atOnce(remove(gone), () => flagOf('too-late', gone))).toEqual([
      [204, undefined],
      [400, 'experiment_metric'],
    ]);
    expect(await atOnce(() => flagOf('in-time', kept), remove(kept))).toEqual([
      [201, undefined],
      [409, 'metric_in_use'],
    ]);
  });

  it('is free once no guard of it watches: that is off, over or archived, or went back', async () => {
    const watched = await metric(ours.id, 'Watched');
    const one = flags(`/${(await flagOf('watches', watched)).body.id}`);
    let windowHours = 0;
    const redefine = async () => {
      windowHours += 1;
      const of = { event: 'Chat Started' };
      const body = { definition: { type: 'proportion', of, windowHours } };
      return (await send('PATCH', metrics(`/${watched}`), body)).status;
    };
    const write = async (more: object) =>
      (await send('PATCH', one, { rules: [guarding(watched, more)] })).status;
    const act = async (path: string) => (await send('POST', path)).status;
    expect(await redefine()).toBe(409);
    expect([await write({ enabled: false }), await redefine()]).toEqual([200, 200]);
    expect([await write({ to: '2020-01-01T00:00:00Z' }), await redefine()]).toEqual([200, 200]);
    expect([await write({ from: '2999-01-01T00:00:00Z' }), await redefine()]).toEqual([200, 409]);
    expect((await send('PATCH', metrics(`/${watched}`), { description: 'More.' })).status).toBe(200);
    expect((await send('POST', metrics(`/${watched}/archive`))).body.values).toEqual({ name: 'watches' });
    const goBack = `UPDATE rollout_guards SET rolled_back_at = now() WHERE flag_id = $1`;
    await api.app.get(DataSource).query(goBack, [one.split('/').at(-1)]);
    expect([await redefine(), await act(metrics(`/${watched}/archive`))]).toEqual([200, 200]);
    const resumed = await send('POST', `${one}/rules/grow/resume`);
    expect([resumed.status, resumed.body.errors]).toEqual([
      409,
      [expect.objectContaining({ path: 'rules.0.guard.metrics.0.metricId', code: 'metric_archived' })],
    ]);
    expect([await write({}), await write({ enabled: false })]).toEqual([400, 200]);
    expect([await act(`${one}/archive`), await act(`${one}/archive`)]).toEqual([200, 200]);
    expect(await act(metrics(`/${watched}/restore`))).toBe(200);
    expect([await act(`${one}/restore`), await write({}), await redefine()]).toEqual([200, 200, 200]);
    expect([await act(`${one}/rules/grow/resume`), await redefine()]).toEqual([200, 409]);
    expect([await act(`${one}/archive`), await redefine()]).toEqual([200, 200]);
  });

  it('is refused where it is not whole, and to those who may not or are of elsewhere', async () => {
    const wrong = await send('POST', metrics(), {
      name: 'x',
      definition: { type: 'revenue', of: { event: 'Paid' } },
    });
    expect([wrong.status, wrong.body.errors[0].path]).toEqual([400, 'definition.of.property']);
    const body = { name: 'x', definition };
    for (const role of ['analyst', 'marketer', 'viewer'] as const)
      expect((await send('POST', metrics(), body, ours.tokens[role])).status).toBe(403);
    expect((await send('GET', metrics(`/${goal}`, theirs.id), undefined, theirs.tokens.admin)).status).toBe(
      404,
    );
    expect((await send('GET', metrics(`/${goal}`), undefined, theirs.tokens.admin)).status).toBe(404);
  });
});

describe('the plan of a test', () => {
  const START = Date.parse('2025-03-01T00:00:00Z');
  const WINDOW_HOURS = 48;
  /** Person, minute since the start, whether they pay, and how much. */
  const acts = Array.from({ length: 900 }, (_, index) => {
    const mixed = (index * 7919 + 104729) % 100_003;
    return {
      person: mixed % 157,
      minute: (mixed * 31) % (14 * 1440),
      pays: mixed % 3 === 0,
      amount: mixed % 11,
    };
  });
  let project: Project;
  const plan = async (body: object) =>
    (await send('POST', at('/plan', project.id), body, project.tokens.viewer)).body;
  beforeAll(async () => {
    project = await projectWithRoles(api, 'Planned');
    const rows = acts.map(({ person, minute, pays, amount }) =>
      [pays ? 'Paid' : 'Opened', `p${person}`, new Date(START + minute * 60_000).toISOString(), amount].join(
        ',',
      ),
    );
    const mapping = {
      event: 'event',
      distinctId: 'user',
      timestamp: 'time',
      platform: { const: 'web' },
      properties: ['amount'],
    };
    const base = `/api/projects/${project.id}/imports`;
    const started = await call(
      api.app,
      'POST',
      `${base}?mapping=${encodeURIComponent(JSON.stringify(mapping))}`,
      {
        token: api.ownerToken,
        payload: ['event,user,time,amount', ...rows].join('\n'),
        headers: { 'content-type': 'text/csv' },
      },
    );
    const state = async () =>
      (await send('GET', `${base}/${started.body.importId}`, undefined, api.ownerToken)).body.state;
    while ((await state()) !== 'done') await sleep(50);
  });

  /** The same by a plain walk: everybody is exposed at their first act. */
  function reference(valueOf: (own: typeof acts) => number) {
    const people = [...new Set(acts.map(({ person }) => person))].map((one) =>
      acts.filter(({ person }) => person === one).sort((a, b) => a.minute - b.minute),
    );
    const whole = people.filter((own) => own[0]!.minute + WINDOW_HOURS * 60 <= 14 * 1440);
    const values = whole.map((own) =>
      valueOf(own.filter(({ minute, pays }) => pays && minute - own[0]!.minute <= WINDOW_HOURS * 60)),
    );
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return { n: values.length, mean, variance: squares / (values.length - 1), people: people.length };
  }

  it.each([
    ['proportion', (own: typeof acts) => Number(own.length > 0)],
    ['count', (own: typeof acts) => own.length],
    ['revenue', (own: typeof acts) => own.reduce((sum, { amount }) => sum + amount, 0)],
  ] as const)('takes the baseline of a %s from history', async (type, valueOf) => {
    const of = { event: 'Paid', ...(type === 'revenue' && { property: 'properties.amount' }) };
    const metricId = await metric(project.id, `Paid ${type}`, { type, of, windowHours: WINDOW_HOURS });
    const { n, mean, variance, people } = reference(valueOf);
    const body = await plan({ metricId });
    expect([body.baseline?.n, body.history, body.problem]).toEqual([
      n,
      { from: '2025-03-01', to: '2025-03-14' },
      null,
    ]);
    expect(body.baseline.mean).toBeCloseTo(mean, 10);
    expect(body.baseline.variance).toBeCloseTo(variance, 8);
    expect(body.peoplePerDay).toBe(Math.round(people / 14));
    const half = await plan({ metricId, coverage: 0.5 });
    expect(half.people).toBe(body.people);
    expect(half.weeks[1].people).toBe(Math.round(people / 2));
  });

  it('counts only members of its cohorts, of any of them', async () => {
    const cohort = async (name: string, ids: string[]) =>
      (await send('POST', `/api/projects/${project.id}/cohorts`, { name, ids }, project.tokens.admin)).body
        .id as number;
    const some = Array.from({ length: 40 }, (_, index) => `p${index}`);
    const cohortIds = [await cohort('Twenty', some.slice(0, 20)), await cohort('Thirty', some.slice(10))];
    const acting = new Set(acts.map(({ person }) => person));
    const members = some.filter((_, index) => acting.has(index)).length;
    expect((await plan({ cohortIds, baseline: { mean: 0.2 } })).peoplePerDay).toBe(Math.round(members / 14));
    expect((await plan({ cohortIds: [1_000_000] })).status).toBe(400);

    // What the goal asks of people is known, too.
    const inTwenty = [{ property: 'cohort', operator: 'in', value: [cohortIds[0]] }];
    const metricId = await metric(project.id, 'Paid of twenty', {
      ...{ type: 'proportion', of: { event: 'Paid', filters: inTwenty } },
    });
    const paying = new Set(
      acts.filter(({ person, pays }) => pays && person < 20).map(({ person }) => person),
    );
    expect((await plan({ metricId })).baseline).toMatchObject({
      n: acting.size,
      mean: expect.closeTo(paying.size / acting.size, 10),
    });
  });

  it('agrees with the power calculation, says what it cannot count, and refuses what is not there', async () => {
    const asked = { mean: 0.2, effect: 0.1, power: 0.8 };
    const { body: power } = await send('POST', '/api/statistics/power', asked);
    const body = await plan({ baseline: { mean: 0.2 }, minimumEffect: 0.1, condition: { plan: 'pro' } });
    expect([body.people, body.notCounted]).toEqual([power.units, ['plan']]);
    const nobody = await plan({ baseline: { mean: 0.2 }, condition: { country: 'ZZ' } });
    expect([nobody.peoplePerDay, nobody.days]).toEqual([0, null]);
    expect(await plan({})).toMatchObject({ problem: expect.stringMatching(/goal/), problemCode: 'metric' });
    expect((await plan({ metricId: foreign })).errors[0].path).toBe('metricId');
    expect((await plan({ weights: [1, 0], baseline: { mean: 0.2 } })).problem).toMatch(/weight/);
    const fine = await plan({ baseline: { mean: 0.2 }, minimumEffect: 1e-12 });
    expect([fine.problemCode, fine.problem]).toEqual(['tooFine', 'The lift is too small to be planned for.']);
    const refused = await send('POST', at('/plan', project.id), {}, theirs.tokens.admin);
    expect(refused.status).toBe(404);
  });
});

function weights(...shares: number[]) {
  return shares.map((weight, index) => ({ key: `v${index}`, name: `V${index}`, weight }));
}
