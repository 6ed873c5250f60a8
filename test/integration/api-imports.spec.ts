import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { ImportEntity } from '@groundswell/postgres';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { type Answer, type ApiApp, type CallOptions, call, startApiApp } from './support/api-app.js';

const MAPPING = { event: 'event', distinctId: 'user', timestamp: 'time', properties: ['level'] };
const LINES = [
  { event: 'login', user: 'u1', time: '2024-03-01T10:00:00Z', level: 1 },
  { event: 'login', user: 'u2', time: '2024-03-01T11:00:00Z', level: 2 },
  { event: 'login', user: 'u1', time: '2024-03-02T10:00:00Z', level: 3 },
];
const NDJSON = LINES.map((line) => JSON.stringify(line)).join('\n');
const CSV = ['event,user,time,level', ...LINES.map((line) => Object.values(line).join(','))].join('\r\n');

let api: ApiApp;
beforeAll(async () => {
  api = await startApiApp();
});
afterAll(() => api?.close());

async function newProject(name: string): Promise<string> {
  const { body } = await call(api.app, 'POST', '/api/projects', { token: api.ownerToken, body: { name } });
  return `/api/projects/${body.id}`;
}

const withMapping = (project: string, mapping: object = MAPPING) =>
  `${project}/imports?mapping=${encodeURIComponent(JSON.stringify(mapping))}`;

const send = (url: string, options: CallOptions) =>
  call(api.app, 'POST', url, { token: api.ownerToken, ...options });

async function finished(project: string, started: Answer): Promise<Answer['body']> {
  expect([started.status, started.body]).toEqual([202, { importId: expect.any(String) }]);
  for (;;) {
    const url = `${project}/imports/${started.body.importId}`;
    const { body } = await call(api.app, 'GET', url, { token: api.ownerToken });
    if (body.state !== 'running') return body;
    await sleep(50);
  }
}

async function activePeople(project: string): Promise<number[]> {
  const body = { kind: 'activeUsers', from: '2024-03-01', to: '2024-03-03' };
  const answer = await call(api.app, 'POST', `${project}/query`, { token: api.ownerToken, body });
  return answer.body.rows.map(({ users }: { users: number }) => users);
}

function multipart(parts: Record<string, { filename?: string; content: string | Buffer }>) {
  const boundary = 'a-boundary-of-its-own';
  const chunks = Object.entries(parts).flatMap(([name, { filename, content }]) => [
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"`,
    filename ? `; filename="${filename}"\r\ncontent-type: application/octet-stream` : '',
    '\r\n\r\n',
    content,
    '\r\n',
  ]);
  const payload = Buffer.concat([...chunks, `--${boundary}--\r\n`].map((chunk) => Buffer.from(chunk)));
  return { payload, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } };
}

describe('imports', () => {
  it.each([
    ['NDJSON', { payload: NDJSON, headers: { 'content-type': 'application/x-ndjson' } }],
    ['NDJSON named application/json', { payload: NDJSON, headers: { 'content-type': 'application/json' } }],
    ['CSV', { payload: CSV, headers: { 'content-type': 'text/csv' } }],
    ['gzip', { payload: gzipSync(CSV), headers: { 'content-type': 'text/csv', 'content-encoding': 'gzip' } }],
    [
      'gzip without a word',
      { payload: gzipSync(NDJSON), headers: { 'content-type': 'application/octet-stream' } },
    ],
  ] as [string, CallOptions][])('are queryable when done: %s', async (name, options) => {
    const project = await newProject(name);
    const end = await finished(project, await send(withMapping(project), options));
    expect(end).toMatchObject({
      state: 'done',
      rows: 3,
      accepted: 3,
      rejected: 0,
      rejectedSample: [],
      error: null,
    });
    expect(await activePeople(project)).toEqual([2, 1, 0]);
    const { body } = await call(api.app, 'GET', project, { token: api.ownerToken });
    expect(body).toMatchObject({ firstDay: '2024-03-01', lastDay: '2024-03-02' });
  });

  it('keeps no file of a form whose rest cannot be used', async () => {
    const project = await newProject('Two files');
    const kept = () => readdir(join(api.home, 'imports')).catch(() => []);
    while ((await kept()).length > 0) await sleep(20);
    const file = { filename: 'log.csv', content: CSV };
    const parts = { mapping: { content: JSON.stringify(MAPPING) }, file, second: file };
    const { status } = await send(`${project}/imports`, multipart(parts));
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(await kept()).toEqual([]);
  });

  it('take a form with the mapping before or after the file', async () => {
    const project = await newProject('form');
    const file = { filename: 'log.csv.gz', content: gzipSync(CSV) };
    const mapping = { content: JSON.stringify(MAPPING) };
    for (const parts of [
      { file, mapping },
      { mapping, file },
    ]) {
      const end = await finished(project, await send(`${project}/imports`, multipart(parts)));
      expect(end).toMatchObject({ state: 'done', accepted: 3, fileName: 'log.csv.gz' });
    }
    expect(await activePeople(project)).toEqual([2, 1, 0]);
  });

  it('count what is malformed, with line and reason, and keep the rest', async () => {
    const project = await newProject('malformed');
    const payload = `${NDJSON}\nnot json\n{"event":"login","time":"2024-03-01T00:00:00Z"}\n`;
    const end = await finished(project, await send(withMapping(project), { payload }));
    expect(end).toMatchObject({ state: 'done', rows: 5, accepted: 3, rejected: 2 });
    expect(end.rejectedSample).toEqual([
      { line: 4, reason: 'the line is not valid JSON' },
      { line: 5, reason: expect.any(String) },
    ]);
  });

  it('fail with a sentence when a named column is not there', async () => {
    const project = await newProject('columns');
    const url = withMapping(project, { ...MAPPING, timestamp: 'when' });
    const end = await finished(
      project,
      await send(url, { payload: CSV, headers: { 'content-type': 'text/csv' } }),
    );
    expect(end).toMatchObject({
      state: 'failed',
      accepted: 0,
      error: 'The file has no column "when"; it has "event", "user", "time", "level".',
    });
    // The kept file goes right after the state was noted, never before.
    while ((await readdir(join(api.home, 'imports'))).length > 0) await sleep(20);
  });

  it.each([
    ['no mapping', '', NDJSON, 'mapping'],
    ['mapping that is not JSON', '?mapping=x', NDJSON, 'mapping'],
    [
      'unknown field in it',
      `?mapping=${encodeURIComponent(JSON.stringify({ ...MAPPING, colour: 'x' }))}`,
      NDJSON,
      'mapping.colour',
    ],
    [
      'unknown format',
      `?format=xml&mapping=${encodeURIComponent(JSON.stringify(MAPPING))}`,
      NDJSON,
      'format',
    ],
  ])('are refused at once: %s', async (_, query, payload, path) => {
    const project = await newProject('refused');
    const { status, body } = await send(`${project}/imports${query}`, { payload });
    expect([status, body.errors?.[0]?.path]).toEqual([400, path]);
  });

  it('refuse an empty body', async () => {
    const project = await newProject('empty');
    const { status, body } = await send(withMapping(project), { headers: { 'content-type': 'text/csv' } });
    expect([status, body.detail]).toEqual([400, 'The upload is empty; send the file as the body.']);
  });

  it('of the same file twice count nobody twice', async () => {
    const project = await newProject('twice');
    for (let n = 0; n < 2; n++)
      await finished(project, await send(withMapping(project), { payload: NDJSON }));
    const body = { kind: 'activeUsers', from: '2024-03-01', to: '2024-03-02', engine: 'events' };
    const answer = await call(api.app, 'POST', `${project}/query`, { token: api.ownerToken, body });
    expect(answer.body.rows.map(({ users }: { users: number }) => users)).toEqual([2, 1]);
  });

  it('are listed with the newest first, and not shown to others', async () => {
    const project = await newProject('listed');
    const started = await send(withMapping(project), { payload: NDJSON });
    await finished(project, started);
    const list = await call(api.app, 'GET', `${project}/imports`, { token: api.ownerToken });
    expect(list.body).toMatchObject({ total: 1, data: [{ id: started.body.importId, state: 'done' }] });
    const other = await newProject('other');
    const foreign = `${other}/imports/${started.body.importId}`;
    expect((await call(api.app, 'GET', foreign, { token: api.ownerToken })).status).toBe(404);
  });
});

describe('after a restart', () => {
  it('an import goes on from its kept file, and one whose file is gone fails with a sentence', async () => {
    const { body: project } = await call(api.app, 'POST', '/api/projects', {
      token: api.ownerToken,
      body: { name: 'Cut off' },
    });
    const imports = api.app.get(DataSource).getRepository(ImportEntity);
    const { body: me } = await call(api.app, 'GET', '/api/auth/me', { token: api.ownerToken });
    const cutOff = async (keep: boolean) => {
      const id = randomUUID();
      const note = { mapping: MAPPING, contentType: 'text/csv', fileName: 'log.csv', appended: false };
      await mkdir(join(api.home, 'imports'), { recursive: true });
      if (keep) await writeFile(join(api.home, 'imports', `${id}.data`), CSV);
      if (keep) await writeFile(join(api.home, 'imports', `${id}.json`), JSON.stringify(note));
      await imports.insert({
        id,
        projectId: project.id,
        fileName: 'log.csv',
        state: 'running',
        createdBy: me.id,
      });
      return id;
    };
    const [kept, lost] = [await cutOff(true), await cutOff(false)];
    await api.restart();
    const end = async (id: string) => {
      for (;;) {
        const url = `/api/projects/${project.id}/imports/${id}`;
        const { body } = await call(api.app, 'GET', url, { token: api.ownerToken });
        if (body.state !== 'running') return body;
        await sleep(50);
      }
    };
    expect(await end(kept)).toMatchObject({ state: 'done', rows: 3, accepted: 3 });
    expect(await end(lost)).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('import the file again'),
    });
  });
});
