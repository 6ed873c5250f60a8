import { type AcceptedEvent, EVENTS_TOPIC, PIPELINE_GROUP, XLSX, eventKey } from '@groundswell/contracts';
import { EVENT_LOG, type EventLog } from '@groundswell/event-log';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ApiApp, call, projectWithRoles, startApiApp } from './support/api-app.js';

const PEOPLE = join(__dirname, '../../libs/ingestion/src/workbook/fixtures/people.xlsx');

let api: ApiApp;
let ours: Awaited<ReturnType<typeof projectWithRoles>>;
let theirs: Awaited<ReturnType<typeof projectWithRoles>>;

const DAY = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString();
const range = { from: ago(10).slice(0, 10), to: ago(0).slice(0, 10) };

const did = (
  days: number,
  userId: string,
  event = 'open',
  more: Partial<AcceptedEvent> = {},
): AcceptedEvent => ({
  ...{ v: 1, projectId: ours.id, messageId: randomUUID(), type: 'track', event, userId },
  ...{ timestamp: ago(days), receivedAt: ago(0), source: 'live', platform: 'web', properties: {} },
  ...more,
});
const said = (userId: string, traits: Record<string, unknown>, more: Partial<AcceptedEvent> = {}) =>
  did(1, userId, '$identify', { type: 'identify', traits, ...more });

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

beforeAll(async () => {
  api = await startApiApp();
  ours = await projectWithRoles(api, 'Ours');
  theirs = await projectWithRoles(api, 'Theirs');
  await happen(
    ...[said('ada', { plan: 'pro', age: 30 }), said('bo', { plan: 'free' })],
    ...[did(8, 'ada'), did(2, 'ada'), did(2, 'ada', 'buy'), did(3, 'bo'), did(3, 'cy'), did(4, 'bo')],
  );
}, 120_000);
afterAll(() => api?.close());

const at = (path = '', project = ours.id) => `/api/projects/${project}/cohorts${path}`;
const ask = (method: string, url: string, body?: object, token = ours.tokens.analyst) =>
  call(api.app, method, url, { token, body });
const make = async (name: string, more: object) => {
  const { status, body } = await ask('POST', at(), { name, ...more });
  expect([status, body.detail]).toEqual([201, undefined]);
  return body;
};
const plan = (value: string) => ({ type: 'property', property: 'person.plan', operator: 'eq', value });
const rules = (...all: object[]) => ({ definition: { rules: all } });

/** People over the whole range who pass, by both engines, which must agree. */
async function users(...filters: object[]): Promise<number> {
  const counts = await Promise.all(
    ['rollup', 'events'].map(async (engine) => {
      const query = { kind: 'activeUsers', from: range.to, to: range.to, trailingDays: 11, filters, engine };
      const { body } = await ask('POST', `/api/projects/${ours.id}/query`, query, ours.tokens.viewer);
      expect(body.detail).toBeUndefined();
      return body.rows[0].users as number;
    }),
  );
  expect(counts[0]).toBe(counts[1]);
  return counts[0]!;
}
const known = (operator: string, value?: unknown, property = 'person.plan') => ({
  property,
  operator,
  value,
});
const isIn = (id: unknown, operator = 'eq') => ({ property: 'cohort', operator, value: id });

describe('what is known of people', () => {
  it('is asked as of now, by both engines', async () => {
    expect(await users(known('eq', 'pro'))).toBe(1);
    expect(await users(known('neq', 'pro'))).toBe(2);
    expect(await users(known('isNotSet'))).toBe(1);
    expect(await users(known('gte', 18, 'person.age'))).toBe(1);
    await happen(said('bo', { plan: 'pro' }));
    expect(await users(known('eq', 'pro'))).toBe(2);
    expect(await users(known('eq', 'free'))).toBe(0);
    await happen(said('bo', { plan: 'free' }));
    expect(await users(known('eq', 'free'))).toBe(1);
  });

  it('goes with people who are merged, and is itself again after an undo', async () => {
    await happen(did(1, 'cy', '$create_alias', { type: 'alias', previousId: 'ada' }));
    expect([await users(known('eq', 'pro')), await users(known('isNotSet'))]).toEqual([1, 0]);
    expect(await users()).toBe(2);
    const merges = `/api/projects/${ours.id}/persons/merges`;
    const { body } = await ask('GET', merges, undefined, ours.tokens.admin);
    const undone = await ask('POST', `${merges}/${body.data[0].id}/undo`, {}, ours.tokens.admin);
    expect(undone.status).toBe(200);
    expect([await users(known('eq', 'pro')), await users(known('isNotSet'))]).toEqual([1, 1]);
  });
});

describe('cohorts', () => {
  it('by what is known, and by what was done, hold who it is true of when they are asked', async () => {
    const pro = await make('Pro', rules(plan('pro')));
    expect(pro).toMatchObject({ kind: 'rules', mode: 'live', size: 1, version: 1 });
    const twice = { type: 'behaviour', event: 'open', atLeast: 2, lastDays: 30 };
    const didNot = { type: 'behaviour', event: 'buy', did: false };
    const lookers = await make('Opened twice, bought nothing', rules(twice, didNot));
    expect(lookers.size).toBe(1);
    const recent = await make('Lately', rules({ type: 'behaviour', event: 'open', lastDays: 3 }));
    expect(recent.size).toBe(1);
    expect(await users(isIn(pro.id))).toBe(1);
    expect(await users(isIn(lookers.name))).toBe(1);
    expect(await users(isIn([pro.id, lookers.id], 'in'))).toBe(2);
    expect(await users(isIn([pro.id, lookers.id], 'notIn'))).toBe(1);
    await happen(said('cy', { plan: 'pro' }));
    expect(await users(isIn(pro.id))).toBe(2);
    await happen(said('cy', { plan: 'none' }));
    expect((await ask('POST', at('/preview'), rules(plan('none')))).body).toEqual({ size: 1 });
    const overlap = await ask('GET', at(`/overlap?ids=${pro.id},${recent.id},${lookers.id}`));
    expect(overlap.body).toEqual({
      ids: [pro.id, recent.id, lookers.id],
      people: [
        [1, 1, 0],
        [1, 1, 0],
        [0, 0, 1],
      ],
      shares: [
        [1, 1, 0],
        [1, 1, 0],
        [0, 0, 1],
      ],
    });
  });

  it('that are static keep who they held until they are refreshed', async () => {
    const free = await make('Free, then', { ...rules(plan('free')), mode: 'static' });
    expect(free).toMatchObject({ size: 1, mode: 'static' });
    await happen(said('dee', { plan: 'free' }), did(1, 'dee'));
    expect(await users(isIn(free.id))).toBe(1);
    const again = await ask('POST', at(`/${free.id}/refresh`));
    expect([again.status, again.body.size]).toEqual([200, 2]);
    expect(await users(isIn(free.id))).toBe(2);
  });

  it('by a list hold who is behind its ids, also those who come later', async () => {
    const csv = 'email,user_id\na@x,ada\nz@x,zoe\n,ada\n';
    const list = await make('A list', { csv });
    expect(list).toMatchObject({ kind: 'list', definition: null, idCount: 2, size: 1 });
    await happen(did(1, 'zoe'));
    expect(await users(isIn(list.id))).toBe(2);
    const added = await call(api.app, 'POST', at(`/${list.id}/ids`), {
      token: ours.tokens.analyst,
      payload: 'bo\nzoe\n',
      headers: { 'content-type': 'text/csv' },
    });
    expect(added.body).toEqual({ given: 2, added: 1, idCount: 3, size: 3 });
    const replaced = await ask('POST', at(`/${list.id}/ids`), { ids: ['cy'], replace: true });
    expect(replaced.body).toEqual({ given: 1, added: 1, idCount: 1, size: 1 });
    expect(await users(isIn(list.id))).toBe(1);
    const { body } = await ask('GET', at(`/${list.id}/people`));
    expect(body).toMatchObject({ total: 1, data: [{ distinctIds: ['cy'], properties: { plan: 'none' } }] });
    const file = await ask('GET', at(`/${list.id}/people?format=csv`));
    expect(file.body).toMatch(/^personId,distinctIds,firstSeen,lastSeen,properties\r\n\d+,cy,/);
  });

  it('by a list take a workbook as they take CSV, and files larger than JSON', async () => {
    const upload = (path: string, payload: Buffer | string, type: string) =>
      call(api.app, 'POST', at(path), {
        ...{ token: ours.tokens.analyst, payload, headers: { 'content-type': type } },
      });
    const book = readFileSync(PEOPLE);
    const look = await upload('/ids/preview', book, 'text/csv');
    expect(look.body).toEqual({ given: 2, column: 'User_ID', sample: ['ada', '178901234567890'] });
    const made = await upload('?name=From%20a%20workbook&mode=live', book, XLSX);
    expect(made.body).toMatchObject({ kind: 'list', name: 'From a workbook', idCount: 2, size: 1 });
    const many = Array.from({ length: 1_100 }, (_, at) => `${at}`.padStart(1_000, '0')).join('\n');
    const added = await upload(`/${made.body.id}/ids?replace=true`, many, 'text/csv');
    expect(added.body).toMatchObject({ given: 1_100, idCount: 1_100, size: 0 });
    const nameless = await upload('', book, XLSX);
    expect([nameless.status, nameless.body.errors[0].path]).toEqual([400, 'name']);
  });

  it('that an experiment or a flag targets are matched by their rules', async () => {
    const { id } = await make('Targeted', rules(plan('pro')));
    const rule = { kind: 'force', id: 'pro', value: true, cohortIds: [id] };
    const flag = { key: 'pro', type: 'boolean', defaultValue: false, environments: { production: true } };
    const made = await ask(
      'POST',
      `/api/projects/${ours.id}/flags`,
      { ...flag, rules: [rule] },
      ours.tokens.admin,
    );
    const isOn = async (who: string) => {
      const url = `/api/projects/${ours.id}/flags/${made.body.id}/try`;
      return (await ask('POST', url, { attributes: { id: who } }, ours.tokens.viewer)).body.value as boolean;
    };
    while (!(await isOn('ada'))) await sleep(50);
    expect(await isOn('cy')).toBe(false);
    expect((await ask('GET', at(`/${id}`))).body.delivery).toMatchObject({ idCount: 1, reach: 'sdks' });
    await ask('DELETE', `/api/projects/${ours.id}/flags/${made.body.id}`, undefined, ours.tokens.admin);
  });

  it('say where they are used before they can be deleted, and are audited', async () => {
    const used = await make('Used', rules(plan('pro')));
    const query = { kind: 'activeUsers', ...range, filters: [isIn(used.id)] };
    const report = await ask('POST', `/api/projects/${ours.id}/reports`, { name: 'Daily', query });
    expect(report.status).toBe(201);
    const refused = await ask('DELETE', at(`/${used.id}`));
    expect([refused.status, refused.body.detail]).toEqual([
      409,
      '"Used" is used by the report "Daily". Take it out there first, then delete it.',
    ]);
    await ask('DELETE', `/api/projects/${ours.id}/reports/${report.body.id}`);
    const definition = { type: 'proportion', of: { event: 'buy', filters: [isIn(used.id)] } };
    const owner = ours.tokens.owner;
    const metric = await ask(
      'POST',
      `/api/projects/${ours.id}/metrics`,
      { name: 'Bought', definition },
      owner,
    );
    expect((await ask('DELETE', at(`/${used.id}`))).body.detail).toContain('the metric "Bought"');
    await ask('DELETE', `/api/projects/${ours.id}/metrics/${metric.body.id}`, undefined, owner);
    expect((await ask('DELETE', at(`/${used.id}`))).status).toBe(204);
    const gone = await ask('POST', `/api/projects/${ours.id}/query`, query);
    expect([gone.status, gone.body.detail]).toEqual([400, `This project has no cohort ${used.id}.`]);
    const log = await ask('GET', `/api/projects/${ours.id}/auditLog`, undefined, ours.tokens.owner);
    expect(log.body.data[0]).toMatchObject({ action: 'cohort.delete', target: `cohorts/${used.id}` });
  });

  it.each([
    ['definition', {}],
    ['ids', { ...rules(plan('x')), ids: ['a'] }],
    ['definition.rules.0.property', rules({ type: 'property', property: 'plan', operator: 'eq', value: 1 })],
    ['definition.rules.0.atMost', rules({ type: 'behaviour', atLeast: 3, atMost: 2 })],
    ['definition.rules.0.lastDays', rules({ type: 'behaviour', lastDays: 3, from: '2025-01-01' })],
    ['csv', { csv: 'user_id\n' }],
    ['colour', { ...rules(plan('x')), colour: 'red' }],
  ])('refuse a wrong %s', async (path, more) => {
    const { status, body } = await ask('POST', at(), { name: 'Wrong', ...more });
    expect([status, body.errors?.[0].path]).toEqual([400, path]);
  });

  it('have names of their own, and refuse what cannot be asked', async () => {
    const one = await make('Twice', rules(plan('pro')));
    expect((await ask('POST', at(), { name: 'Twice', ...rules(plan('pro')) })).status).toBe(409);
    const odd = rules({ type: 'property', property: 'person.plan', operator: 'regex', value: '(' });
    expect((await ask('POST', at('/preview'), odd)).status).toBe(400);
    const change = { description: 'changed', version: 1 };
    expect((await ask('PATCH', at(`/${one.id}`), change)).body).toMatchObject({
      description: 'changed',
      version: 2,
    });
    expect((await ask('PATCH', at(`/${one.id}`), change)).status).toBe(409);
    expect((await ask('POST', at(`/${one.id}/ids`), { ids: ['ada'] })).status).toBe(400);
  });

  it('may go by any event that there was, also by those of servers', async () => {
    await happen(did(1, 'ada', 'Invoice Paid', { platform: 'server' }));
    await happen(did(1, 'ada', 'Experiment Viewed', { platform: 'server' }));
    const names = (days: string) =>
      ask('GET', `/api/projects/${ours.id}/events/names?${days}`, undefined, ours.tokens.viewer);
    const { body } = await names(new URLSearchParams(range).toString());
    expect(body.data).toEqual(expect.arrayContaining(['open', 'buy', 'Invoice Paid']));
    expect(body.data.filter((name: string) => /^\$|Viewed/.test(name))).toEqual([]);
    expect((await names('from=2020-01-01&to=2020-01-02')).body.data).toEqual([]);
    expect((await names('from=soon')).status).toBe(400);
  });

  it('cannot be written by those who only look, nor reached through another project', async () => {
    const one = await make('Ours alone', rules(plan('pro')));
    for (const role of ['viewer', 'marketer'] as const) {
      const token = ours.tokens[role];
      expect((await ask('POST', at(), { name: role, ...rules(plan('x')) }, token)).status).toBe(403);
      expect((await ask('DELETE', at(`/${one.id}`), undefined, token)).status).toBe(403);
      expect((await ask('POST', at(`/${one.id}/refresh`), {}, token)).status).toBe(403);
      expect((await ask('GET', at(`/${one.id}`), undefined, token)).status).toBe(200);
    }
    const through = theirs.tokens.admin;
    for (const path of ['', '/people', '/ids', '/refresh']) {
      const method = ['', '/people'].includes(path) ? 'GET' : 'POST';
      const body = path === '/ids' ? { ids: ['a'] } : undefined;
      expect((await ask(method, at(`/${one.id}${path}`, theirs.id), body, through)).status).toBe(404);
      expect((await ask(method, at(`/${one.id}${path}`), body, through)).status).toBe(404);
    }
    expect((await ask('GET', at(`/overlap?ids=${one.id}`, theirs.id), undefined, through)).status).toBe(404);
    const query = { kind: 'activeUsers', ...range, filters: [isIn(one.id)] };
    expect((await ask('POST', `/api/projects/${theirs.id}/query`, query, through)).status).toBe(400);
  });
});
