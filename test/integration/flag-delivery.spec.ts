import { RolloutWorker } from '@groundswell/api';
import { AuditEntryEntity, ExperimentEntity, MetricEntity } from '@groundswell/postgres';
import { clearCache, configureCache, GrowthBook, setPolyfills } from '@growthbook/growthbook';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { OFREPProvider } from '@openfeature/ofrep-provider';
import { OFREPWebProvider } from '@openfeature/ofrep-web-provider';
import { OpenFeature } from '@openfeature/server-sdk';
import { OpenFeature as WebOpenFeature } from '@openfeature/web-sdk';
import { EventSource } from 'eventsource';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { type ApiApp, call, projectWithRoles, startApiApp } from './support/api-app.js';
import { turnOf } from './support/turn-of.js';

type Project = Awaited<ReturnType<typeof projectWithRoles>>;
/** From the change to what an SDK says: the bar of the product. */
const SEEN_WITHIN_MS = 2_000;

let api: ApiApp;
let url: string;
let ours: Project;
let theirs: Project;
let ourKey: string;
let theirKey: string;
let goal: number;
beforeAll(async () => {
  api = await startApiApp();
  await api.app.listen(0, '127.0.0.1');
  url = (await api.app.getUrl()).replace('[::1]', '127.0.0.1');
  ours = await projectWithRoles(api, 'Ours');
  theirs = await projectWithRoles(api, 'Theirs');
  [ourKey, theirKey] = [(await newKey(ours)).key, (await newKey(theirs)).key];
  const rows = api.app.get(DataSource).getRepository(MetricEntity);
  const of = { event: 'Chat Started', filters: [] };
  const definition = { type: 'proportion' as const, of, windowHours: null, delayHours: 0 };
  goal = (await rows.save(rows.create({ projectId: ours.id, name: 'Activated', definition }))).id;
});
afterAll(() => api?.close());
afterEach(() => clearCache());

async function newKey({ id, tokens }: Project, more: object = {}) {
  const body = { kind: 'client', ...more };
  const answer = await call(api.app, 'POST', `/api/projects/${id}/keys`, { token: tokens.owner, body });
  expect(answer.status).toBe(201);
  return answer.body as { id: number; key: string };
}
const send = (method: string, path: string, body?: object, project = ours) =>
  call(api.app, method, `/api/projects/${project.id}${path}`, { token: project.tokens.admin, body });
async function started(name: string, more: object = {}) {
  const body = { name, hypothesis: 'It helps.', metrics: [{ metricId: goal, role: 'goal' }], ...more };
  const draft = await send('POST', '/experiments', body);
  expect([draft.status, draft.body.detail]).toEqual([201, undefined]);
  const answer = await send('POST', `/experiments/${draft.body.id}/start`);
  expect(answer.body.state).toBe('running');
  return answer.body as { id: number; key: string; version: number };
}
const payload = (key = ourKey, headers: Record<string, string> = {}) =>
  fetch(`${url}/api/features/${key}`, { headers });
/** Milliseconds until it holds. */
async function until(holds: () => unknown): Promise<number> {
  const began = performance.now();
  while (!(await holds())) {
    if (performance.now() - began > 10_000) throw new Error('it never came');
    await sleep(20);
  }
  return performance.now() - began;
}
const PEOPLE = Array.from({ length: 300 }, (_, at) => `person-${at}`);

describe('the real GrowthBook SDK', () => {
  const isIn = (sdk: GrowthBook, key: string) => {
    const seen = new Set<string>();
    for (const id of PEOPLE) {
      void sdk.setAttributes({ id });
      seen.add(String(sdk.evalFeature(key).experimentResult?.key));
    }
    return seen;
  };

  it('streams: it sees a test started, given more people, stopped and shipped, each within two seconds', async () => {
    setPolyfills({ EventSource });
    configureCache({ backgroundSync: true });
    const exposed: string[] = [];
    const sdk = new GrowthBook({
      apiHost: url,
      clientKey: ourKey,
      attributes: { id: 'ada' },
      trackingCallback: ({ key }, result) => void exposed.push(`${key}:${result.key}`),
    });
    expect(await sdk.init({ streaming: true })).toMatchObject({ success: true, source: 'network' });
    expect(sdk.evalFeature('streamed').source).toBe('unknownFeature');

    const { id } = await started('Streamed', { assignment: { coverage: 0 } });
    expect(await until(() => sdk.getFeatures()['streamed'])).toBeLessThan(SEEN_WITHIN_MS);
    expect(sdk.evalFeature('streamed')).toMatchObject({ value: 'control', source: 'defaultValue' });

    await send('PATCH', `/experiments/${id}`, { assignment: { coverage: 1 } });
    const widened = () => sdk.evalFeature('streamed').source === 'experiment';
    expect(await until(widened)).toBeLessThan(SEEN_WITHIN_MS);
    expect(exposed).toEqual([`streamed:${String(sdk.getFeatureValue('streamed', ''))}`]);
    expect(isIn(sdk, 'streamed')).toEqual(new Set(['control', 'treatment']));

    await send('POST', `/experiments/${id}/stop`);
    expect(await until(() => !sdk.getFeatures()['streamed'])).toBeLessThan(SEEN_WITHIN_MS);
    const verdict = { verdict: 'ship', variation: 'treatment', reason: 'More began.' };
    await send('POST', `/experiments/${id}/decide`, verdict);
    const shipped = () => sdk.getFeatureValue('streamed', 'none') === 'treatment';
    expect(await until(shipped)).toBeLessThan(SEEN_WITHIN_MS);
    sdk.destroy();
  });

  it('polls: the same without a stream', async () => {
    setPolyfills({ EventSource: undefined });
    configureCache({ backgroundSync: true });
    const sdk = new GrowthBook({ apiHost: url, clientKey: ourKey, attributes: { id: 'ada' } });
    await sdk.init({ pollingInterval: 200 });
    const { id, key } = await started('Polled');
    expect(await until(() => sdk.getFeatures()[key])).toBeLessThan(SEEN_WITHIN_MS);
    await send('POST', `/experiments/${id}/stop`);
    expect(await until(() => !sdk.getFeatures()[key])).toBeLessThan(SEEN_WITHIN_MS);
    sdk.destroy();
  });

  it('is answered by the server in remote evaluation, with the same values, exposures and nothing of the rules', async () => {
    const { id, key } = await started('Remote', {
      assignment: { condition: { country: { $in: ['secret'] } } },
    });
    await until(async () => (await (await payload()).text()).includes('"remote"'));
    const valuesOf = async (remoteEval: boolean, attributes: object) => {
      const exposed: unknown[] = [];
      const sdk = new GrowthBook({
        apiHost: url,
        clientKey: ourKey,
        remoteEval,
        attributes: { ...attributes },
        trackingCallback: (experiment, { key: variation, hashAttribute, hashValue }) =>
          void exposed.push([experiment.key, variation, hashAttribute, hashValue]),
      });
      await sdk.init();
      const value = sdk.getFeatureValue(key, 'none');
      const seen = JSON.stringify(sdk.getPayload());
      sdk.destroy();
      return { value, exposed, seen };
    };
    for (const person of PEOPLE.slice(0, 10)) {
      for (const country of ['secret', 'FR']) {
        const [local, remote] = [
          await valuesOf(false, { id: person, country }),
          await valuesOf(true, { id: person, country }),
        ];
        expect([remote.value, remote.exposed]).toEqual([local.value, local.exposed]);
        expect(remote.exposed).toHaveLength(country === 'secret' ? 1 : 0);
        expect(remote.seen).not.toContain('secret');
      }
    }
    await send('POST', `/experiments/${id}/stop`);
  });
});

describe('GET /api/features', () => {
  it('has an ETag that stays while nothing changes, and may be read by pages of any site', async () => {
    await sleep(700);
    const first = await payload();
    const etag = first.headers.get('etag')!;
    const guards = ['x-content-type-options', 'content-security-policy'].map((name) =>
      first.headers.get(name),
    );
    expect(guards).toEqual(['nosniff', null]);
    expect(first.status).toBe(200);
    expect(Object.fromEntries(first.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': expect.stringContaining('ETag'),
      'cache-control': 'public, max-age=1, stale-if-error=86400',
      'x-sse-support': 'enabled',
    });
    const again = await payload(ourKey, { 'if-none-match': `W/${etag}, "other"` });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
    // A draft is nothing that SDKs are told.
    await send('POST', '/experiments', { name: 'A draft', metrics: [] });
    await sleep(700);
    const unchanged = await payload(ourKey, { 'if-none-match': etag });
    expect(unchanged.status).toBe(304);
    await started('Changes the ETag');
    await until(async () => (await payload(ourKey, { 'if-none-match': etag })).status === 200);
    const asks = {
      origin: 'https://shop.example',
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'x-mine',
    };
    const preflight = await fetch(`${url}/api/features/${ourKey}`, { method: 'OPTIONS', headers: asks });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('x-mine');
  });

  it('says nothing of names, hypotheses, drafts and other projects', async () => {
    await send('POST', '/experiments', { name: 'Secret draft', metrics: [] });
    await started('Told apart', {
      hypothesis: 'Zebras pay more.',
      variations: [
        { key: 'control', name: 'Walrus', weight: 0.5 },
        { key: 'treatment', name: 'Wombat', weight: 0.5 },
      ],
    });
    await until(async () => (await (await payload()).text()).includes('"told-apart"'));
    const text = await (await payload()).text();
    for (const secret of ['Zebra', 'Walrus', 'Wombat', 'Told apart', 'secret-draft', 'Activated'])
      expect(text).not.toContain(secret);
    expect((await (await payload(theirKey)).json()) as object).toMatchObject({ status: 200, features: {} });
    const asTheirs = await fetch(`${url}/api/eval/${theirKey}`, {
      method: 'POST',
      body: '{"attributes":{"id":"ada"}}',
    });
    expect(((await asTheirs.json()) as { features: object }).features).toEqual({});
  });

  it.each([
    ['gsc_unknown00000000000000000000000000', 401, /no such client key/],
    ['..%2Fkeys', 401, /no such client key/],
    [() => ours.writeKey, 401, /write key/],
    [
      async () => {
        const { id, key } = await newKey(ours);
        await call(api.app, 'DELETE', `/api/projects/${ours.id}/keys/${id}`, { token: ours.tokens.owner });
        return key;
      },
      401,
      /revoked/,
    ],
  ])('refuses the key %s', async (given, status, detail) => {
    const key = typeof given === 'function' ? await given() : given;
    for (const [method, path] of [
      ['GET', '/api/features'],
      ['GET', '/sub'],
      ['POST', '/api/eval'],
    ]) {
      const answer = await fetch(`${url}${path}/${key}`, { method });
      const body = (await answer.json()) as { detail: string };
      expect([path, answer.status]).toEqual([path, status]);
      expect(body.detail).toMatch(detail);
    }
  });

  it.each([
    ['{', 400, /not JSON/],
    ['{"attributes": 7}', 400, /attributes/],
    ['{"forcedVariations": {"a": "b"}}', 400, /forcedVariations/],
    [JSON.stringify({ attributes: { text: 'x'.repeat(200_000) } }), 413, /large/],
  ])('refuses the body %.30s', async (body, status, detail) => {
    const answer = await fetch(`${url}/api/eval/${ourKey}`, { method: 'POST', body });
    const problem = (await answer.json()) as { detail: string };
    expect(answer.status).toBe(status);
    expect(problem.detail).toMatch(detail);
  });
});

describe('a key that gives out no rules', () => {
  it('is for evaluation by the server, and its stream only says that something is new', async () => {
    const { key } = await newKey(ours, { remoteOnly: true });
    const answer = await payload(key);
    expect([answer.status, ((await answer.json()) as { detail: string }).detail]).toEqual([
      403,
      expect.stringContaining('/api/eval'),
    ]);
    const told: string[] = [];
    const stream = new EventSource(`${url}/sub/${key}`);
    for (const type of ['features', 'features-updated'])
      stream.addEventListener(type, () => void told.push(type));
    await new Promise((resolve) => stream.addEventListener('open', resolve));
    await started('Of which it is told');
    await until(() => told.length > 0);
    stream.close();
    expect(told).toEqual(['features-updated']);
  });
});

describe('a guarded roll-out', () => {
  const rule = (metricId: number, more: object = {}) => ({
    ...{ kind: 'rollout', id: 'grow', value: true, coverage: 1 },
    guard: { metrics: [{ metricId, margin: 0.05 }], controlShare: 0.5 },
    ...more,
  });
  const flag = (key: string, rules: object[]) =>
    send('POST', '/flags', {
      key,
      type: 'boolean',
      defaultValue: false,
      environments: { production: true },
      rules,
    });
  async function importRows(rows: string[]): Promise<void> {
    const mapping = { event: 'event', distinctId: 'who', timestamp: 'time' };
    const properties = ['experiment_id', 'variation_id'];
    const query = encodeURIComponent(JSON.stringify({ ...mapping, properties }));
    const { body } = await call(api.app, 'POST', `/api/projects/${ours.id}/imports?mapping=${query}`, {
      token: api.ownerToken,
      payload: ['event,who,time,experiment_id,variation_id', ...rows].join('\n'),
      headers: { 'content-type': 'text/csv' },
    });
    for (;;) {
      const { state, error } = (await send('GET', `/imports/${body.importId}`)).body;
      if (state === 'done') return;
      expect([state, error ?? null]).toEqual(['running', null]);
      await sleep(100);
    }
  }
  /** What is due is looked at now. */
  async function look(id: number) {
    const due = `UPDATE rollout_guards SET next_look_at = now() WHERE flag_id = $1`;
    await turnOf(api.app.get(RolloutWorker), () => api.app.get(DataSource).query(due, [id]));
    return (await send('GET', `/flags/${id}`)).body.rollouts[0];
  }

  it('goes back by itself where it hurts, in SDKs within two seconds; is audited, and resumed by who may', async () => {
    setPolyfills({ EventSource });
    configureCache({ backgroundSync: true });
    const { body: made } = await flag('risky', [rule(goal)]);
    const told: string[] = [];
    const sdk = new GrowthBook({
      apiHost: url,
      clientKey: ourKey,
      trackingCallback: ({ key }, { key: side, hashValue }) =>
        void told.push(`${String(hashValue)},${key},${side}`),
    });
    await sdk.init({ streaming: true });
    await until(() => sdk.getFeatures()['risky']);
    const have = () => PEOPLE.filter((id) => (void sdk.setAttributes({ id }), sdk.isOn('risky')));
    const had = have();
    expect(told).toHaveLength(PEOPLE.length);
    expect(told.filter((line) => line.endsWith(',rollout'))).toHaveLength(had.length);

    const now = new Date().toISOString();
    const exposures = told
      .map((line) => line.replace(',', `,${now},`))
      .map((line) => `Experiment Viewed,${line}`);
    await importRows(exposures);
    expect(await look(made.id)).toMatchObject({
      state: 'watching',
      round: 1,
      look: {
        exposed: { control: PEOPLE.length - had.length, rollout: had.length },
        sampleRatioAlarm: false,
      },
    });
    expect(have()).toEqual(had);
    // Who has it does not begin a chat any more.
    const began = PEOPLE.filter((id) => !had.includes(id));
    await importRows(began.map((id) => `Chat Started,${id},${new Date().toISOString()},,`));
    const after = await look(made.id);
    expect(after).toMatchObject({ state: 'rolledBack', rolledBackAt: expect.stringMatching(/Z$/) });
    expect(after.look.metrics).toMatchObject([{ metricId: goal, relativeLift: -1, hurt: true }]);
    expect(await until(() => !sdk.isOn('risky') && have().length === 0)).toBeLessThan(SEEN_WITHIN_MS);
    const audit = api.app.get(DataSource).getRepository(AuditEntryEntity);
    const where = { target: `flags/${made.id}`, action: 'flag.rollBack' };
    expect(await audit.findOneByOrFail(where)).toMatchObject({
      userId: null,
      detail: { key: 'risky', rule: 'grow' },
    });

    // A change of the flag does not bring it back; who may does, and it is measured anew.
    const steps = { description: 'Still away', rules: [rule(goal, { coverage: 0.9 })] };
    expect((await send('PATCH', `/flags/${made.id}`, steps)).body.rollouts[0].state).toBe('rolledBack');
    // Without its guard it is a rule as any other; with one again it is where it was.
    const unguarded = await send('PATCH', `/flags/${made.id}`, { rules: [rule(goal, { guard: null })] });
    expect(unguarded.body.rollouts).toEqual([]);
    await until(() => have().length === PEOPLE.length);
    const again = await send('PATCH', `/flags/${made.id}`, steps);
    expect(again.body.rollouts).toMatchObject([
      { state: 'rolledBack', round: 1, rolledBackAt: after.rolledBackAt },
    ]);
    await until(() => have().length === 0);
    const path = `/flags/${made.id}/rules/grow/resume`;
    expect((await look(made.id)).state).toBe('rolledBack');
    const as = async (token: string, project = ours.id) =>
      (await call(api.app, 'POST', `/api/projects/${project}${path}`, { token })).status;
    expect([
      await as(ours.tokens.analyst),
      await as(theirs.tokens.admin),
      await as(theirs.tokens.admin, theirs.id),
    ]).toEqual([403, 404, 404]);
    const resumed = await send('POST', path);
    expect(resumed.body.rollouts).toMatchObject([{ state: 'watching', round: 2, look: null }]);
    expect((await send('POST', path)).status).toBe(409);
    expect(await until(() => have().length > 0)).toBeLessThan(SEEN_WITHIN_MS);
    expect(told.at(-1)).toContain('rollout/risky/grow/2');
    expect(await look(made.id)).toMatchObject({
      state: 'watching',
      look: { exposed: { control: 0, rollout: 0 } },
    });
    sdk.destroy();
  });

  it('that went back stays so for what was compared; anything else is a new round, also of a flag made again', async () => {
    const { body: made } = await flag('again', [rule(goal)]);
    const states = async (rules: object[]) =>
      (await send('PATCH', `/flags/${made.id}`, { rules })).body.rollouts;
    const goBack = `UPDATE rollout_guards SET rolled_back_at = now() WHERE flag_id = $1`;
    await api.app.get(DataSource).query(goBack, [made.id]);
    expect(await states([])).toEqual([]);
    expect(await states([rule(goal)])).toMatchObject([{ state: 'rolledBack', round: 1 }]);
    expect(await states([])).toEqual([]);
    expect(await states([rule(goal, { value: false })])).toMatchObject([{ state: 'watching', round: 2 }]);
    expect((await send('DELETE', `/flags/${made.id}`)).status).toBe(204);
    const rules = [rule(goal), rule(goal, { id: 'other' })];
    const rounds = (await flag('again', rules)).body.rollouts.map(
      (one: { ruleId: string; round: number }) => `${one.ruleId} ${one.round}`,
    );
    expect(rounds).toEqual(['grow 3', 'other 1']);
  });

  it('is looked at again soon where it could not be looked at', async () => {
    const { body: metric } = await send('POST', '/metrics', {
      name: 'Broken',
      definition: { type: 'count', of: { event: 'Broken' } },
    });
    const database = api.app.get(DataSource);
    const define = (definition: unknown) =>
      database.query('UPDATE metrics SET definition = $2 WHERE id = $1', [
        metric.id,
        JSON.stringify(definition),
      ]);
    await define(null);
    const { body: made } = await flag('unseen', [rule(metric.id)]);
    const isDue = async () => {
      const [row] = await database.query(
        `SELECT look IS NULL AND next_look_at BETWEEN now() + interval '10 seconds' AND now() + interval '1 minute' AS due
         FROM rollout_guards WHERE flag_id = $1`,
        [made.id],
      );
      return row.due as boolean;
    };
    while (!(await isDue())) await sleep(100);
    await define(metric.definition);
    while ((await look(made.id)).look === null) await sleep(100);
  });

  it('names metrics of its own project, which are then kept; and begins anew where its value changes', async () => {
    const foreign = await flag('foreign', [rule(987_654)]);
    expect(foreign.body.errors).toEqual([
      {
        path: 'rules.0.guard.metrics.0.metricId',
        ...{
          message: 'this project has no metric 987654',
          code: 'experiment_metric',
          values: { id: '987654' },
        },
      },
    ]);
    const twice = { metrics: [{ metricId: goal }, { metricId: goal }] };
    expect((await flag('twice', [rule(goal, { guard: twice })])).body.errors[0].path).toBe(
      'rules.0.guard.metrics.1.metricId',
    );
    const { body: metric } = await send('POST', '/metrics', {
      name: 'Kept',
      definition: { type: 'count', of: { event: 'Kept' } },
    });
    const { body: made } = await flag('guarded', [rule(metric.id)]);
    const refused = await send('DELETE', `/metrics/${metric.id}`);
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('guarded')]);
    const round = async (rules: object[]) =>
      (await send('PATCH', `/flags/${made.id}`, { rules })).body.rollouts.map(
        (one: { round: number }) => one.round,
      );
    expect(await round([rule(metric.id, { coverage: 0.5 })])).toEqual([1]);
    expect(await round([rule(metric.id, { value: false })])).toEqual([2]);
    expect(await round([rule(metric.id, { guard: null })])).toEqual([]);
    // What is not guarded is not looked at; a guard that is put on again counts the rounds on.
    expect(await look(made.id)).toBeUndefined();
    expect(await round([rule(metric.id, { value: false })])).toEqual([3]);
    expect(await round([])).toEqual([]);
    expect(await round([rule(metric.id)])).toEqual([4]);
    expect(await round([rule(metric.id, { guard: null })])).toEqual([]);
    expect((await send('DELETE', `/metrics/${metric.id}`)).status).toBe(204);
  });
});

describe('a cohort', () => {
  const flagFor = async (key: string, cohortId: number) => {
    const rules = [{ kind: 'force', id: 'members', value: true, cohortIds: [cohortId] }];
    const body = { key, type: 'boolean', defaultValue: false, environments: { production: true }, rules };
    const answer = await send('POST', '/flags', body);
    expect([answer.status, answer.body.detail]).toEqual([201, undefined]);
  };
  const listOf = async (name: string, ids: string[]) =>
    (await send('POST', '/cohorts', { name, ids, mode: 'static' })).body.id as number;
  const byServer = async (key: string, id: string) => {
    const body = JSON.stringify({ attributes: { id } });
    const answer = await fetch(`${url}/api/eval/${ourKey}`, { method: 'POST', body });
    const { features } = (await answer.json()) as { features: Record<string, { defaultValue: unknown }> };
    return features[key]?.defaultValue;
  };

  it('has its members in what the SDK is given with a key for servers, seconds after it changed', async () => {
    const { key: serverKey } = await newKey(ours, { givesMembers: true });
    const cohort = await listOf('Testers', ['ada', 'bo']);
    await flagFor('for-testers', cohort);
    const sdk = new GrowthBook({ apiHost: url, clientKey: serverKey, attributes: { id: 'ada' } });
    await sdk.init({ pollingInterval: 200 });
    expect(await until(() => sdk.isOn('for-testers'))).toBeLessThan(5_000);
    await sdk.setAttributes({ id: 'cy' });
    expect(sdk.isOn('for-testers')).toBe(false);
    await send('POST', `/cohorts/${cohort}/ids`, { ids: ['cy'], replace: true });
    expect(await until(() => sdk.isOn('for-testers'))).toBeLessThan(5_000);
    await sdk.setAttributes({ id: 'ada' });
    expect(sdk.isOn('for-testers')).toBe(false);
    sdk.destroy();
    const { delivery } = (await send('GET', `/cohorts/${cohort}`)).body;
    expect(delivery).toMatchObject({ idCount: 1, reach: 'sdks' });
  });

  it('gives nobody to other keys, in the payload or on the stream, and the server matches its members', async () => {
    const cohort = await listOf('Insiders', ['dee-of-insiders']);
    await flagFor('for-insiders', cohort);
    await until(() => byServer('for-insiders', 'dee-of-insiders'));
    expect(await byServer('for-insiders', 'ada')).toBe(false);
    const text = await (await payload()).text();
    expect(text).toContain(`cohort-${cohort}`);
    expect(text).not.toMatch(/savedGroups|dee-of-insiders/);
    const stream = new EventSource(`${url}/sub/${ourKey}`);
    const told = await new Promise<string>((resolve) =>
      stream.addEventListener('features', ({ data }) => resolve(String(data))),
    );
    stream.close();
    expect(told).toContain(`cohort-${cohort}`);
    expect(told).not.toMatch(/savedGroups|dee-of-insiders/);
  });

  it('that is large, or whose ids are mail addresses, is known to the server alone', async () => {
    const large = Array.from({ length: 2_001 }, (_, at) => `member-${at}`);
    const cohorts = [await listOf('Large', large), await listOf('By mail', ['ada@example.com'])];
    await flagFor('for-large', cohorts[0]!);
    await flagFor('for-mail', cohorts[1]!);
    await until(
      async () => (await byServer('for-large', 'member-2000')) && byServer('for-mail', 'ada@example.com'),
    );
    expect(await byServer('for-large', 'ada')).toBe(false);
    const { key: serverKey } = await newKey(ours, { givesMembers: true });
    const text = await (await payload(serverKey)).text();
    expect(text).not.toMatch(/member-2000|ada@example/);
    expect(text).toContain(`cohort-${cohorts[0]}`);
    const reaches = await Promise.all(cohorts.map((id) => send('GET', `/cohorts/${id}`)));
    expect(reaches.map(({ body }) => body.delivery.reach)).toEqual(['tooMany', 'personal']);
  });
});

describe('while PostgreSQL is away', () => {
  it('what is known is given on, and what is not is an error and not empty', async () => {
    const fresh = (await newKey(theirs)).key;
    const before = await (await payload()).text();
    const dataSource = api.app.get(DataSource);
    const away = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    const { createQueryRunner } = dataSource;
    dataSource.createQueryRunner = () => {
      throw away;
    };
    try {
      await sleep(5_500);
      const known = await payload();
      expect([known.status, await known.text()]).toEqual([200, before]);
      const unknown = await payload(fresh);
      expect([unknown.status, unknown.headers.get('retry-after')]).toEqual([503, '5']);
      expect(((await unknown.json()) as { detail: string }).detail).toMatch(/keep what you have/);
    } finally {
      dataSource.createQueryRunner = createQueryRunner;
    }
    const after = await payload();
    expect(after.status).toBe(200);
  });
});

describe('an SDK that came', () => {
  it('is seen with its key, and in the checklist of an experiment', async () => {
    const { body: draft } = await send('POST', '/experiments', { name: 'Seen', metrics: [] });
    const check = async (project: Project, id: number) => {
      const { body } = await send('GET', `/experiments/${id}/checklist`, undefined, project);
      return (body.checks as { check: string; outcome: string }[]).find((one) => one.check === 'sdk')!
        .outcome;
    };
    await payload();
    await until(async () => (await check(ours, draft.id as number)) === 'passed');
    const { body: keys } = await call(api.app, 'GET', `/api/projects/${ours.id}/keys`, {
      token: ours.tokens.owner,
    });
    const used = (keys.data as { key: string; usedAt: string | null }[]).find(({ key }) => key === ourKey);
    expect(used!.usedAt).toMatch(/Z$/);
    const stranger = await projectWithRoles(api, 'Strangers');
    const { body: other } = await send('POST', '/experiments', { name: 'Unseen', metrics: [] }, stranger);
    expect(await check(stranger, other.id as number)).toBe('warning');
  });
});

describe('a change by another process', () => {
  it('is counted by the database, whoever makes it', async () => {
    const { id, key } = await started('Changed elsewhere');
    await until(async () => (await (await payload()).text()).includes(key));
    await api.app.get(DataSource).query(`UPDATE experiments SET state = 'stopped' WHERE id = $1`, [id]);
    expect(await until(async () => !(await (await payload()).text()).includes(key))).toBeLessThan(
      SEEN_WITHIN_MS,
    );
    expect(await api.app.get(DataSource).getRepository(ExperimentEntity).existsBy({ id })).toBe(true);
  });
});

describe('OpenFeature by OFREP', () => {
  const headers: [string, string][] = [['authorization', '']];
  beforeAll(() => {
    headers[0]![1] = `Bearer ${ourKey}`;
  });

  it('gives the real provider of servers what the GrowthBook SDK says, and records the exposure once', async () => {
    const { id, key } = await started('Served');
    await until(async () => (await (await payload()).text()).includes(key));
    await OpenFeature.setProviderAndWait(new OFREPProvider({ baseUrl: url, headers }));
    const client = OpenFeature.getClient();
    const sdk = new GrowthBook({ apiHost: url, clientKey: ourKey });
    await sdk.init();
    for (const person of PEOPLE.slice(0, 20)) {
      await sdk.setAttributes({ id: person });
      const details = await client.getStringDetails(key, 'none', { targetingKey: person });
      const value = sdk.getFeatureValue<string>(key, 'none');
      expect(details).toMatchObject({
        value,
        reason: 'SPLIT',
        variant: value,
        flagMetadata: { experiment: key },
      });
      expect((await client.getStringDetails(key, 'none', { targetingKey: person })).value).toBe(value);
    }
    sdk.destroy();
    expect(await client.getStringDetails(key, 'none')).toMatchObject({
      value: 'none',
      errorCode: 'TARGETING_KEY_MISSING',
    });
    expect(await client.getBooleanDetails('nothing', true)).toMatchObject({
      value: true,
      errorCode: 'FLAG_NOT_FOUND',
    });
    const shown = async () =>
      (await send('GET', `/experiments/${id}/results`)).body.variations as { exposed: number }[];
    const total = async () => (await shown()).reduce((sum, { exposed }) => sum + exposed, 0);
    await until(async () => (await total()) === 20);
    await OpenFeature.clearProviders();
    await send('POST', `/experiments/${id}/stop`);
  });

  it.each([
    ['polls', undefined],
    ['streams', EventSource],
  ])('gives the real provider of browsers all flags ahead, which %s for changes', async (_how, Source) => {
    Object.assign(globalThis, { EventSource: Source });
    const { id, key } = await started(`Web ${_how}`);
    await until(async () => (await (await payload()).text()).includes(key));
    const provider = new OFREPWebProvider({
      baseUrl: url,
      headers,
      pollInterval: Source ? 0 : 200,
      cacheMode: 'disabled',
    });
    await WebOpenFeature.setContext({ targetingKey: 'ada' });
    await WebOpenFeature.setProviderAndWait(provider);
    const client = WebOpenFeature.getClient();
    const before = client.getStringDetails(key, 'none');
    expect(['control', 'treatment']).toContain(before.value);
    expect(before).toMatchObject({ reason: 'SPLIT', variant: before.value });
    await WebOpenFeature.setContext({ targetingKey: 'grace' });
    expect(client.getStringDetails(key, 'none').reason).toBe('SPLIT');
    await send('POST', `/experiments/${id}/stop`);
    expect(await until(() => client.getStringValue(key, 'none') === 'none')).toBeLessThan(SEEN_WITHIN_MS);
    await WebOpenFeature.clearProviders();
    Object.assign(globalThis, { EventSource: undefined });
  });

  it('answers all flags with an ETag of what they come to', async () => {
    const bulk = (context: object, more: Record<string, string> = {}) =>
      fetch(`${url}/ofrep/v1/evaluate/flags`, {
        method: 'POST',
        body: JSON.stringify({ context }),
        headers: { 'x-api-key': ourKey, 'content-type': 'application/json', ...more },
      });
    const ada = await bulk({ targetingKey: 'ada' });
    const etag = ada.headers.get('etag')!;
    expect((await bulk({ targetingKey: 'ada' }, { 'if-none-match': etag })).status).toBe(304);
    const { flags } = (await ada.json()) as { flags: { key: string; value: unknown }[] };
    const other = PEOPLE.find((id) => id.endsWith('7'));
    const changed = await bulk({ targetingKey: other }, { 'if-none-match': etag });
    const theirs = changed.status === 200 ? ((await changed.json()) as { flags: unknown }).flags : flags;
    expect(changed.status).toBe(JSON.stringify(theirs) === JSON.stringify(flags) ? 304 : 200);
  });

  it.each([
    ['an unknown key', { authorization: 'Bearer gsc_nothing' }, '{}', 401, 'GENERAL'],
    ['no key', {}, '{}', 401, 'GENERAL'],
    ['no JSON', null, '{', 400, 'PARSE_ERROR'],
    ['a context that is none', null, '{"context": 7}', 400, 'INVALID_CONTEXT'],
    ['an unknown flag', null, '{"context": {}}', 404, 'FLAG_NOT_FOUND'],
  ])('refuses %s', async (_name, own, body, status, errorCode) => {
    const given = (own ?? { authorization: `Bearer ${ourKey}` }) as Record<string, string>;
    const answer = await fetch(`${url}/ofrep/v1/evaluate/flags/a/b`, {
      method: 'POST',
      body,
      headers: given,
    });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ key: 'a/b', errorCode, errorDetails: expect.any(String) });
  });
});
