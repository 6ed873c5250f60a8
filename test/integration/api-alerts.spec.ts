import { AlertWorker } from '@groundswell/api';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type AddressInfo } from 'node:net';
import { type Server, createServer } from 'node:http';
import { SMTPServer } from 'smtp-server';
import { DataSource } from 'typeorm';
import { type ApiApp, call, projectWithRoles, startApiApp } from './support/api-app.js';
import { turnOf } from './support/turn-of.js';

let api: ApiApp;
let hook: Server;
let mail: SMTPServer;
let ours: Awaited<ReturnType<typeof projectWithRoles>>;
let theirs: Awaited<ReturnType<typeof projectWithRoles>>;
let reportId: number;
/** What the chat was sent, and what it answers. */
const posted: { url: string; body: Record<string, unknown> }[] = [];
const mailed: string[] = [];
let answer = { status: 200, body: 'ok' };

const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port;

beforeAll(async () => {
  hook = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      posted.push({ url: request.url ?? '', body: JSON.parse(text) as Record<string, unknown> });
      response.writeHead(answer.status, { location: 'http://127.0.0.1/elsewhere' }).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  mail = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      let text = '';
      stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
      stream.on('end', () => {
        mailed.push(text);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => mail.listen(0, '127.0.0.1', () => resolve()));
  api = await startApiApp({
    GROUNDSWELL_WEBHOOK_ADDRESSES: '127.0.0.1',
    GROUNDSWELL_URL: 'https://gs.example',
    SMTP_URL: `smtp://127.0.0.1:${portOf(mail.server)}`,
    MAIL_FROM: 'alerts@gs.example',
  });
  ours = await projectWithRoles(api, 'Ours');
  theirs = await projectWithRoles(api, 'Theirs');
  reportId = await reportOf(ours);
});
afterAll(async () => {
  await api?.close();
  await new Promise((resolve) => hook.close(resolve));
  await new Promise<void>((resolve) => mail.close(() => resolve()));
});
beforeEach(() => {
  posted.length = 0;
  mailed.length = 0;
  answer = { status: 200, body: 'ok' };
});

type Project = Awaited<ReturnType<typeof projectWithRoles>>;
const send = (method: string, path: string, token: string, body?: object, project: Project = ours) =>
  call(api.app, method, `/api/projects/${project.id}${path}`, { token, body });

async function reportOf(project: Project, query: object = {}): Promise<number> {
  const question = { kind: 'activeUsers', from: '2025-01-01', to: '2025-01-02', ...query };
  const made = await send(
    'POST',
    '/reports',
    project.tokens.analyst,
    { name: 'DAU', query: question },
    project,
  );
  return made.body.id as number;
}

const alert = (over: object = {}) => ({
  name: 'Nobody came',
  reportId,
  measure: { column: 'users' },
  rule: { type: 'threshold', operator: 'below', value: 1 },
  schedule: { every: 'day', at: '09:00' },
  channels: [
    { type: 'webhook', format: 'slack', url: `http://127.0.0.1:${portOf(hook)}/services/T0/secret` },
  ],
  ...over,
});
const make = (over: object = {}) => send('POST', '/alerts', ours.tokens.analyst, alert(over));
const turn = () => turnOf(api.app.get(AlertWorker));
/** As if its time had come. */
const dueNow = (id: number) =>
  api.app.get(DataSource).query(`UPDATE alerts SET next_run_at = 'epoch' WHERE id = $1`, [id]);

describe('an alert', () => {
  it('tells once when it begins and once when it is over, and keeps each look', async () => {
    const { status, body } = await make();
    expect([status, body.state]).toEqual([201, 'waiting']);
    await turn();
    expect(posted).toHaveLength(1);
    expect(posted[0]).toMatchObject({ url: '/services/T0/secret' });
    expect(posted[0]?.body.text).toMatch(
      /^\*Alert: Nobody came\*\n.*: 0 \(at least 1 expected\)\n<https:\/\/gs/,
    );
    await dueNow(body.id as number);
    await turn();
    expect(posted).toHaveLength(1);
    const change = { rule: { type: 'threshold', operator: 'below', value: 0 } };
    const changed = await send('PATCH', `/alerts/${body.id}`, ours.tokens.analyst, { ...change, version: 1 });
    expect(changed.body).toMatchObject({ state: 'waiting', version: 2 });
    await turn();
    const runs = await send('GET', `/alerts/${body.id}/runs`, ours.tokens.viewer);
    expect(runs.body.data).toMatchObject([
      { state: 'ok', value: 0, low: 0, deliveries: [] },
      { state: 'firing', value: 0, low: 1, deliveries: [{ state: 'sent', attempts: 1 }] },
    ]);
    const now = await send('GET', `/alerts/${body.id}`, ours.tokens.viewer);
    expect(now.body).toMatchObject({ state: 'ok', version: 2 });
    expect(Date.parse(now.body.nextRunAt as string)).toBeGreaterThan(Date.now());
    await send('DELETE', `/alerts/${body.id}`, ours.tokens.analyst);
  });

  it('goes by mail, too, in its own language', async () => {
    const { body } = await make({ language: 'zh', channels: [{ type: 'email', to: ['growth@gs.example'] }] });
    const test = await send('POST', `/alerts/${body.id}/test`, ours.tokens.analyst);
    expect(test.body.channels).toMatchObject([{ sent: true, problem: null, problemCode: null }]);
    expect(mailed[0]).toMatch(/^To: growth@gs\.example$/m);
    expect(mailed[0]).toContain('Subject: =?UTF-8?');
    await send('DELETE', `/alerts/${body.id}`, ours.tokens.analyst);
  });

  it('keeps the address and the secret of a webhook to itself, also when it is changed', async () => {
    const url = `http://127.0.0.1:${portOf(hook)}/robot?access_token=hidden`;
    const { body } = await make({
      channels: [{ type: 'webhook', format: 'dingtalk', url, secret: 's3cret' }],
    });
    answer = { status: 200, body: '{"errcode":0}' };
    expect(body.channels).toEqual([
      {
        id: expect.any(String),
        type: 'webhook',
        format: 'dingtalk',
        host: new URL(url).host,
        isSigned: true,
      },
    ]);
    const kept = [{ type: 'kept', id: body.channels[0].id as string }];
    const changed = await send('PATCH', `/alerts/${body.id}`, ours.tokens.admin, {
      name: 'x',
      channels: kept,
    });
    expect(changed.body.channels).toEqual(body.channels);
    await send('POST', `/alerts/${body.id}/test`, ours.tokens.analyst);
    expect(posted[0]?.url).toMatch(/^\/robot\?access_token=hidden&timestamp=\d+&sign=/);
    const [row] = await api.app
      .get(DataSource)
      .query(`SELECT channels::text FROM alerts WHERE id = $1`, [body.id]);
    expect(row.channels).not.toMatch(/hidden|s3cret/);
    const log = await send('GET', '/auditLog', ours.tokens.owner);
    expect(JSON.stringify(log.body)).not.toMatch(/hidden|s3cret/);
    await send('DELETE', `/alerts/${body.id}`, ours.tokens.analyst);
  });

  it('tries again where the chat is out of order, and gives up where it refuses', async () => {
    answer = { status: 500, body: 'later' };
    const { body } = await make();
    await turn();
    answer = { status: 302, body: '' };
    const other = await make({ name: 'Moved' });
    await turn();
    const deliveryOf = async (id: number) =>
      (await send('GET', `/alerts/${id}/runs`, ours.tokens.viewer)).body.data[0].deliveries[0];
    expect(await deliveryOf(body.id)).toMatchObject({
      state: 'pending',
      attempts: 1,
      problem: expect.stringContaining('500'),
      problemCode: { code: 'alert_answered', values: { status: '500', said: 'later' } },
    });
    expect(await deliveryOf(other.body.id)).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('302'),
      problemCode: { code: 'alert_answered_nothing', values: { status: '302' } },
    });
    // Redirects are not followed: the answer of the first request is all there was.
    expect(posted.map(({ url }) => url)).toEqual(['/services/T0/secret', '/services/T0/secret']);
    for (const { id } of [body, other.body]) await send('DELETE', `/alerts/${id}`, ours.tokens.analyst);
  });

  it.each([
    ['the metadata address of clouds', 'http://169.254.169.254/latest'],
    ['a private address', 'http://10.0.0.1/'],
    ['a private address in other clothes', 'http://[::ffff:10.0.0.1]/'],
    ['this machine by another address', 'http://127.0.0.2:1/'],
    ['this machine in IPv6', 'http://[::1]:1/'],
  ])('does not reach %s', async (_, url) => {
    const { body } = await make({ channels: [{ type: 'webhook', format: 'json', url }] });
    const test = await send('POST', `/alerts/${body.id}/test`, ours.tokens.analyst);
    expect(test.body.channels[0].sent).toBe(false);
    expect(test.body.channels[0].problem).toMatch(/address is of the inside/);
    expect(test.body.channels[0].problemCode.code).toBe('alert_inside');
    await send('DELETE', `/alerts/${body.id}`, ours.tokens.analyst);
  });
});

describe('alerts are refused', () => {
  it.each([
    ['reportId', { reportId: 999_999 }],
    ['measure.column', { measure: { column: 'ratio' } }],
    ['measure.breakdown', { measure: { column: 'users', breakdown: 'web' } }],
    ['schedule.at', { schedule: { every: 'day', at: '25:00' } }],
    ['channels.0.url', { channels: [{ type: 'webhook', format: 'slack', url: 'ftp://x.example' }] }],
    ['rule.by', { rule: { type: 'change', direction: 'up', by: 0, against: 'previous' } }],
  ])('with a wrong %s', async (path, over) => {
    const refused = await make(over);
    expect([refused.status, refused.body.errors?.[0].path]).toEqual([400, path]);
  });

  it('with a funnel that has no trend', async () => {
    const steps = [{ event: 'a' }, { event: 'b' }];
    const funnel = { kind: 'funnel', steps, window: { value: 1, unit: 'day' } };
    const id = await reportOf(ours, funnel);
    expect((await make({ reportId: id, measure: { column: 'rate' } })).body.detail).toContain('trend');
  });

  it('to those who only look, and to other projects', async () => {
    for (const role of ['viewer', 'marketer'] as const) {
      expect((await send('POST', '/alerts', ours.tokens[role], alert())).status).toBe(403);
    }
    expect((await send('POST', '/alerts', theirs.tokens.admin, alert(), theirs)).body.errors[0].path).toBe(
      'reportId',
    );
    const { body } = await make();
    const one = `/alerts/${body.id}`;
    for (const [method, path, change] of [
      ['GET', one],
      ['GET', `${one}/runs`],
      ['PATCH', one, { name: 'x' }],
      ['POST', `${one}/test`],
      ['DELETE', one],
    ] as const) {
      expect((await send(method, path, theirs.tokens.admin, change, theirs)).status).toBe(404);
      expect((await send(method, path, theirs.tokens.admin, change)).status).toBe(404);
    }
    expect(posted).toEqual([]);
  });
});

describe('a preview', () => {
  it('says what a rule would say now, with the numbers', async () => {
    const { measure, rule } = alert() as { measure: object; rule: object };
    const band = { type: 'band', confidence: 0.9 };
    const now = await send('POST', '/alerts/preview', ours.tokens.analyst, { reportId, measure, rule });
    expect(now.body.verdict).toMatchObject({ value: 0, low: 1, outcome: 'firing' });
    const long = await send('POST', '/alerts/preview', ours.tokens.analyst, {
      reportId,
      measure,
      rule: band,
    });
    expect(long.body.series.length).toBeGreaterThan(56);
    expect(long.body.verdict).toMatchObject({ low: 0, high: 0, outcome: 'ok' });
  });
});
