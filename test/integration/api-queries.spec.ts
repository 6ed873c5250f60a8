import { type AcceptedEvent, EVENTS_TOPIC, eventKey } from '@groundswell/contracts';
import { EVENT_LOG, type EventLog } from '@groundswell/event-log';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { DescribedAnswers } from '../support/described-answers.js';
import { type ApiApp, type CallOptions, call, projectWithRoles, startApiApp } from './support/api-app.js';

let api: ApiApp;
let project: Awaited<ReturnType<typeof projectWithRoles>>;

const ROWS = [
  ['=cmd()', 'u1', '2024-03-01T10:00:00Z'],
  ['login', 'u1', '2024-03-01T10:00:00Z'],
  ['login', 'u2', '2024-03-01T12:00:00Z'],
  ['login', 'u1', '2024-03-02T10:00:00Z'],
];

beforeAll(async () => {
  api = await startApiApp();
  project = await projectWithRoles(api, 'Questions');
  const mapping = { event: 'event', distinctId: 'user', timestamp: 'time', platform: { const: 'web' } };
  const base = `/api/projects/${project.id}/imports`;
  const started = await call(
    api.app,
    'POST',
    `${base}?mapping=${encodeURIComponent(JSON.stringify(mapping))}`,
    {
      token: api.ownerToken,
      payload: ['event,user,time', ...ROWS.map((row) => row.join(','))].join('\n'),
      headers: { 'content-type': 'text/csv' },
    },
  );
  for (;;) {
    const { body } = await call(api.app, 'GET', `${base}/${started.body.importId}`, {
      token: api.ownerToken,
    });
    if (body.state === 'done') break;
    if (body.state === 'failed') throw new Error(body.error);
    await sleep(50);
  }
});
afterAll(() => api?.close());

const ask = (body: unknown, options: CallOptions = {}) =>
  call(api.app, 'POST', `/api/projects/${project.id}/query`, {
    token: project.tokens.viewer,
    body,
    ...options,
  });
const ACTIVE = { kind: 'activeUsers', from: '2024-03-01', to: '2024-03-03' };

describe('queries', () => {
  it('answer with what they are about and how long they took', async () => {
    const { status, body } = await ask(ACTIVE);
    expect(status).toBe(200);
    expect(body).toMatchObject({ kind: 'activeUsers', timeZone: 'UTC', source: 'rollup' });
    expect(body.tookMs).toBeGreaterThan(0);
    expect(body.rows).toEqual([
      { bucket: '2024-03-01', breakdown: null, users: 2, complete: true },
      { bucket: '2024-03-02', breakdown: null, users: 1, complete: true },
      { bucket: '2024-03-03', breakdown: null, users: 0, complete: true },
    ]);
  });

  it.each(['rollup', 'events'])('count retention alike by %s', async (engine) => {
    const query = {
      kind: 'retention',
      from: '2024-03-01',
      to: '2024-03-01',
      period: 'day',
      periods: 1,
      engine,
    };
    const { body } = await ask(query);
    expect(body.source).toBe(engine);
    expect(body.cohorts[0]).toMatchObject({ cohort: '2024-03-01', size: 2 });
    expect(body.cohorts[0].periods[1]).toMatchObject({
      n: 1,
      users: 1,
      eligible: 2,
      rate: 0.5,
      complete: true,
    });
  });

  it('say what moved since the days before, and from bucket to bucket', async () => {
    const days = { from: '2024-03-02', to: '2024-03-02' };
    const { body } = await ask({ ...ACTIVE, ...days, breakdown: 'platform', compare: 'previous' });
    expect(body.overlaps).toEqual([{ bucket: '2024-03-02', users: 1, sumOfParts: 1, overlap: 0 }]);
    expect(body.previous).toEqual({
      from: '2024-03-01',
      to: '2024-03-01',
      rows: [{ bucket: '2024-03-01', breakdown: null, users: 2, complete: true }],
      change: -0.5,
    });
    const changes = await ask({ ...ACTIVE, changesFrom: [1, 2] });
    expect(changes.body.rows.map((row: { changes: unknown }) => row.changes)).toEqual([
      [null, null],
      [-0.5, null],
      [-1, -1],
    ]);
    const paths = await ask({ kind: 'paths', ...days, from: '2024-03-01', compare: 'previous' });
    expect(paths.body.previous).toMatchObject({
      from: '2024-02-28',
      to: '2024-02-29',
      users: 0,
      change: null,
    });
    const growth = await ask({ kind: 'growthAccounting', ...days, interval: 'day', compare: 'previous' });
    expect(growth.body.previous.means[0]).toEqual({ count: 'active', now: 1, then: 2, change: -0.5 });
    const steps = [{ event: 'login' }, { event: 'login' }];
    const funnel = await ask({ kind: 'funnel', ...days, from: '2024-03-01', steps, compare: 'previous' });
    expect(funnel.body.previous.steps[1]).toMatchObject({ users: 0, moved: null });
  });

  it.each([
    { ...ACTIVE, breakdown: 'platform', compare: 'previous', changesFrom: [1] },
    { kind: 'eventCounts', measure: 'events', breakdown: 'event', compare: 'previous', changesFrom: [1] },
    { kind: 'growthAccounting', interval: 'day', compare: 'previous' },
    { kind: 'stickiness', window: 7, changesFrom: [1] },
    { kind: 'retention', period: 'day', periods: 1, breakdown: 'platform', against: { from: '2024-02-28' } },
    {
      ...{ kind: 'funnel', steps: [{ event: 'login' }, { event: 'login' }], breakdown: 'platform' },
      ...{ trend: 'day', compare: 'previous' },
    },
    { kind: 'paths', depth: 2, compare: 'previous' },
    { kind: 'attribution', conversion: { event: 'login' }, compare: 'previous' },
    { kind: 'attributionModels', conversion: { event: 'login' }, compare: 'previous' },
    { kind: 'attributionPaths', conversion: { event: 'login' } },
    { kind: 'campaignPerformance', level: 'creative' },
    { kind: 'benchmark', metric: 'DAU', compare: 'previous' },
    {
      ...{ kind: 'people', query: { kind: 'activeUsers', from: '2024-03-01', to: '2024-03-01' } },
      cell: { bucket: '2024-03-01' },
    },
  ])('of kind $kind are as the OpenAPI document describes them', async (question) => {
    const days = question.kind === 'people' ? {} : { from: '2024-03-01', to: '2024-03-02' };
    // `call` compares them with it.
    const { status, body } = await ask({ ...days, ...question });
    expect([status, body.kind]).toEqual([200, question.kind]);
    expect('previous' in body).toBe('compare' in question);
  });

  it('that the OpenAPI document does not describe are found', async () => {
    const described = new DescribedAnswers((await call(api.app, 'GET', '/api/openapi.json')).body);
    const { body } = await ask(ACTIVE);
    described.check(body);
    expect(() => described.check({ ...body, more: 1 })).toThrow('"more"');
    expect(() => described.check({ ...body, rows: [{ ...body.rows[0], more: 1 }] })).toThrow('/rows/0');
    expect(() => described.check({ ...body, rows: [{ ...body.rows[0], users: 'two' }] })).toThrow('integer');
  });

  it('come as CSV with formulas disarmed', async () => {
    const { headers, body } = await ask({ ...ACTIVE, breakdown: 'event', engine: 'events', format: 'csv' });
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(body).toContain('bucket,breakdown,users,complete\r\n2024-03-01,');
    expect(body).toContain(`2024-03-01,'=cmd(),1,true\r\n`);
  });

  const RANGE = { from: '2024-03-01', to: '2024-03-02' };
  const STEPS = [{ event: 'login' }, { event: 'login' }];

  it('count events, follow people through steps and along paths', async () => {
    const counted = await ask({ kind: 'eventCounts', ...RANGE, measure: 'usersPerEvent', event: 'login' });
    expect(counted.body.rows).toEqual([
      { bucket: '2024-03-01', breakdown: null, value: 1, complete: true },
      { bucket: '2024-03-02', breakdown: null, value: 1, complete: true },
    ]);
    const { body: steps } = await ask({ kind: 'funnel', ...RANGE, steps: STEPS });
    expect(steps).toMatchObject({ kind: 'funnel', source: 'events', complete: true });
    expect(steps.steps).toMatchObject([
      { index: 0, event: 'login', users: 2, rateFromPrevious: null, rateFromFirst: 1, medianSeconds: null },
      { index: 1, users: 1, lost: 1, rateFromPrevious: 0.5, rateFromFirst: 0.5, medianSeconds: 86_400 },
    ]);
    const { body: walked } = await ask({ kind: 'paths', ...RANGE, start: 'login' });
    expect(walked).toMatchObject({ users: 2, omitted: 0 });
    expect(walked.links).toEqual([{ source: 'login', target: 'login', step: 1, users: 1 }]);
  });

  it.each([
    [
      { kind: 'funnel', ...RANGE, steps: STEPS },
      'breakdown,index,event,users,',
      ',1,login,1,0.5,0.5,86400,86400,1',
    ],
    [{ kind: 'paths', ...RANGE, start: 'login' }, 'step,source,target,users', '1,login,login,1'],
    [{ kind: 'eventCounts', ...RANGE }, 'bucket,breakdown,value,complete', '2024-03-02,,1,true'],
  ])('write %j as CSV', async (query, head, line) => {
    const { body } = await ask({ ...query, format: 'csv' });
    expect(body.split('\r\n')[0]).toContain(head);
    expect(body.split('\r\n')).toContain(line);
  });

  it.each([
    [{ kind: 'eventCounts', ...RANGE, measure: 'sum' }, 'property'],
    [{ kind: 'eventCounts', ...RANGE, property: 'properties.n' }, 'property'],
    [{ kind: 'funnel', ...RANGE, steps: STEPS.slice(1) }, 'steps'],
    [{ kind: 'funnel', ...RANGE, steps: STEPS, window: { value: 400, unit: 'day' } }, 'window'],
    [
      { kind: 'funnel', ...RANGE, steps: STEPS, exclusions: [{ event: 'x', between: [1, 1] }] },
      'exclusions.0.between',
    ],
    [{ kind: 'paths', ...RANGE, start: 'a', end: 'b' }, 'end'],
  ])('refuse %j', async (query, path) => {
    const { status, body } = await ask(query);
    expect([status, body.errors?.[0]?.path]).toEqual([400, path]);
  });

  it.each(['eventCounts', 'funnel', 'paths'])('say that the rollup cannot answer %s', async (kind) => {
    const more = kind === 'funnel' ? { steps: STEPS } : {};
    const { status, body } = await ask({ kind, ...RANGE, ...more, engine: 'rollup' });
    expect([status, body.detail]).toEqual([400, expect.stringMatching(/rollup/i)]);
  });

  it.each([
    ['an unknown kind', { kind: 'x' }, 'kind'],
    ['an unknown field', { ...ACTIVE, limit: 5 }, 'limit'],
    ['from after to', { ...ACTIVE, from: '2024-04-01' }, 'from'],
    ['a range that is too long', { ...ACTIVE, from: '1999-01-01' }, 'to'],
    ['a date that is none', { ...ACTIVE, from: '2024-13-01' }, 'from'],
    [
      'a filter operator that is none',
      { ...ACTIVE, filters: [{ property: 'os', operator: '=', value: 1 }] },
      'filters.0.operator',
    ],
  ])('refuse %s', async (_, query, path) => {
    const { status, body } = await ask(query);
    expect([status, body.errors?.[0]?.path]).toEqual([400, path]);
  });

  it('say when the forced engine cannot answer', async () => {
    const filters = [{ property: 'properties.level', operator: 'eq', value: 1 }];
    const { status, body } = await ask({ ...ACTIVE, filters, engine: 'rollup' });
    expect(status).toBe(400);
    expect(body.detail).toMatch(/rollup/i);
  });

  it.each(["' OR 1=1 --", '\u0000', '\ud800', '<script>', "properties.a'b"])(
    'hold out against %j',
    async (text) => {
      const filters = [{ property: 'country', operator: 'eq', value: text }];
      expect((await ask({ ...ACTIVE, event: text, filters, engine: 'events' })).status).toBeLessThan(500);
      expect((await ask({ ...ACTIVE, breakdown: text })).status).toBeLessThan(500);
    },
  );

  it('may be asked by a token that only reads', async () => {
    const made = await call(api.app, 'POST', '/api/auth/tokens', {
      token: api.ownerToken,
      body: { name: 'dashboards', scopes: ['read'] },
    });
    expect((await ask(ACTIVE, { token: made.body.token as string })).status).toBe(200);
  });
});

async function accept(name: string, at: Date): Promise<void> {
  const event: AcceptedEvent = {
    v: 1,
    projectId: project.id,
    messageId: name,
    type: 'track',
    event: name,
    userId: 'live user',
    timestamp: at.toISOString(),
    receivedAt: at.toISOString(),
    source: 'live',
    platform: 'web',
    properties: { n: 1 },
  };
  const record = { key: eventKey(event), value: Buffer.from(JSON.stringify(event)) };
  await api.app.get<EventLog>(EVENT_LOG).append(EVENTS_TOPIC, [record]);
}

describe('what is stored', () => {
  const get = (path: string) =>
    call(api.app, 'GET', `/api/projects/${project.id}${path}`, { token: project.tokens.viewer });

  it('shows live events, newest first, soon after they were accepted', async () => {
    const start = Date.now();
    for (const n of [1, 2, 3]) await accept(`live ${n}`, new Date(start + n));
    const seen = async (query: string) => {
      const { body } = await get(`/events?${query}`);
      return body.data.map(({ event }: { event: string }) => event);
    };
    while ((await seen('limit=5')).length < 3) await sleep(50);
    expect(await seen('limit=2')).toEqual(['live 3', 'live 2']);
    expect(await seen(`after=${new Date(start + 2).toISOString()}`)).toEqual(['live 3']);
    expect((await get('/events?limit=0')).status).toBe(400);
    expect((await get('/events?after=yesterday')).status).toBe(400);
  });

  it('finds people by distinct id', async () => {
    const { body } = await get('/persons?filter={"distinctId":"u2"}');
    expect(body).toMatchObject({ total: 1, data: [{ distinctIds: ['u2'] }] });
    expect((await get(`/persons/${body.data[0].id}`)).body.distinctIds).toEqual(['u2']);
    expect((await get('/persons?filter={"q":"u"}&sort=id')).body.total).toBe(2);
    expect((await get('/persons?filter={"q":"%25"}')).body.total).toBe(0);
    expect((await get('/persons/999999')).status).toBe(404);
  });

  it('keeps the time zone once there are events', async () => {
    const patch = (body: object) =>
      call(api.app, 'PATCH', `/api/projects/${project.id}`, { token: api.ownerToken, body });
    const { status, body } = await patch({ timeZone: 'Asia/Tokyo' });
    expect([status, body.errors[0].path]).toEqual([409, 'timeZone']);
    expect((await patch({ timeZone: 'UTC', name: 'Renamed' })).status).toBe(200);
  });
});

describe('an answer that was given before', () => {
  const computed = async (body: object) => (await ask(body)).body.computedAt as string;
  it('is given again while nothing is stored, and never after something was', async () => {
    const question = { ...ACTIVE, breakdown: 'platform' };
    // Parts may still be merged after the import: two looks in a row without a merge between.
    while ((await computed(question)) !== (await computed(question)));
    const before = await ask(question);
    await accept('cached no more', new Date('2024-03-03T10:00:00.000Z'));
    const users = async () => (await ask(question)).body.rows.at(-1).users as number;
    const last = before.body.rows.at(-1).users as number;
    while ((await users()) === last) await sleep(20);
    expect(await users()).toBe(last + 1);
  });

  it('is not given to another question, project or switch', async () => {
    const answers = [
      ACTIVE,
      { ...ACTIVE, traffic: 'all' },
      { ...ACTIVE, engine: 'events' },
      { ...ACTIVE, interval: 'week' },
    ];
    const asked = [];
    for (const body of answers) asked.push((await ask(body)).body);
    expect(new Set(asked.map(({ computedAt }) => computedAt)).size).toBe(answers.length);
    expect(asked[2].source).toBe('events');
  });
});

describe('people behind a number', () => {
  const cell = { bucket: '2024-03-01', breakdown: null };

  it('are as many as it says, with their ids, paged', async () => {
    const { status, body } = await ask({ kind: 'people', query: ACTIVE, cell, perPage: 1 });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      kind: 'people',
      source: 'rollup',
      timeZone: 'UTC',
      total: 2,
      page: 1,
      perPage: 1,
    });
    const flat = await ask({ ...ACTIVE, kind: 'people', of: 'activeUsers', cell, page: 2, perPage: 1 });
    // Which of the two was heard of first is the log's affair.
    const both = [...body.data, ...flat.body.data];
    expect(both.map(({ personId }) => personId)).toEqual([1, 2]);
    expect(both).toContainEqual({
      personId: expect.any(Number),
      distinctIds: ['u1'],
      firstSeen: '2024-03-01T10:00:00.000Z',
      lastSeen: '2024-03-02T10:00:00.000Z',
      properties: {},
    });
  });

  it('come as CSV', async () => {
    const { headers, body } = await ask({ kind: 'people', query: ACTIVE, cell, format: 'csv' });
    expect(headers['content-disposition']).toContain('people.csv');
    const lines = body.split('\r\n');
    expect(lines[0]).toBe('personId,distinctIds,firstSeen,lastSeen,properties');
    expect(lines).toContainEqual(
      expect.stringMatching(/^\d,u1,2024-03-01T10:00:00.000Z,2024-03-02T10:00:00.000Z,\{\}$/),
    );
    expect(lines).toHaveLength(4);
    const page = await ask({ kind: 'people', query: ACTIVE, cell, format: 'csv', perPage: 1 });
    expect(page.headers['content-disposition']).toContain('people-1-1-of-2.csv');
    expect(page.body.split('\r\n')).toHaveLength(3);
  });

  it.each([
    [{ query: { ...ACTIVE, kind: 'benchmark' }, cell }, 'query.kind'],
    [{ query: 'all', cell }, 'query'],
    [{ cell }, 'of'],
    [{ query: ACTIVE, cell: {} }, 'cell.bucket'],
    [{ query: ACTIVE, cell, perPage: 5000 }, 'perPage'],
    [{ query: ACTIVE, cell, page: 0 }, 'page'],
    [{ query: ACTIVE, cell, steps: [] }, 'steps'],
    [
      { query: { ...ACTIVE, kind: 'growthAccounting' }, cell: { bucket: '2024-02-26', segment: 'x' } },
      'cell.segment',
    ],
  ])('are refused for %j at %s', async (body, path) => {
    const answer = await ask({ kind: 'people', ...body });
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].path).toBe(path);
  });

  it('are not shown where the answer has no such cell, nor to strangers', async () => {
    const none = await ask({ kind: 'people', query: ACTIVE, cell: { bucket: '2023-01-01' } });
    expect(none).toMatchObject({ status: 400, body: { detail: expect.stringContaining('no cell') } });
    const other = await projectWithRoles(api, 'Strangers');
    const stranger = await ask({ kind: 'people', query: ACTIVE, cell }, { token: other.tokens.admin });
    expect(stranger.status).toBe(404);
  });
});
