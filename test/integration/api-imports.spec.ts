import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { AuditService, ImportLocks, ImportRunner, ImportSpool, ImportsService } from '@groundswell/api';
import { DeadLetterEntity, ImportEntity } from '@groundswell/postgres';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import {
  type Answer,
  type ApiApp,
  type CallOptions,
  call,
  projectWithRoles,
  startApiApp,
} from './support/api-app.js';

const MAPPING = { event: 'event', distinctId: 'user', timestamp: 'time', properties: ['level'] };
const LINES = [
  { event: 'login', user: 'u1', time: '2024-03-01T10:00:00Z', level: 1 },
  { event: 'login', user: 'u2', time: '2024-03-01T11:00:00Z', level: 2 },
  { event: 'login', user: 'u1', time: '2024-03-02T10:00:00Z', level: 3 },
];
const NDJSON = LINES.map((line) => JSON.stringify(line)).join('\n');
const CSV = ['event,user,time,level', ...LINES.map((line) => Object.values(line).join(','))].join('\r\n');

const SEGMENT = { type: 'track', event: 'Opened', timestamp: '2024-03-01T10:00:00Z', properties: {} };

const amplitudeRow = (user_id: string | null, device_id: string, n: number) =>
  `${JSON.stringify({
    event_type: 'Opened',
    event_time: n < 3 ? '2024-03-01 10:00:00.000000' : '2024-03-02 10:00:00.000000',
    uuid: `a-${n}`,
    user_id,
    device_id,
    platform: 'iOS',
  })}\n`;

const mixpanelRow = (user: string | null, device: string, n: number) =>
  `${JSON.stringify({
    event: 'Opened',
    properties: {
      time: Date.UTC(2024, 2, n < 3 ? 1 : 2, 10) / 1000,
      distinct_id: user ?? `$device:${device}`,
      $device_id: device,
      ...(user === null ? {} : { $user_id: user }),
      $insert_id: `m-${n}`,
      mp_lib: 'web',
    },
  })}\n`;

function zipOf(files: Record<string, Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(content, name);
  zip.end();
  return buffer(zip.outputStream);
}

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
  for (const giveUpAt = Date.now() + 45_000; ; await sleep(50)) {
    const url = `${project}/imports/${started.body.importId}`;
    const { body } = await call(api.app, 'GET', url, { token: api.ownerToken });
    if (body.state !== 'running') return body;
    if (Date.now() > giveUpAt) throw new Error(`Still not done: ${JSON.stringify(body)}`);
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
      duplicates: 0,
      progress: 1,
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
      { line: 4, reason: 'the line is not valid JSON', code: 'row_json' },
      { line: 5, reason: expect.any(String), code: expect.any(String) },
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
    const duplicates: number[] = [];
    for (let n = 0; n < 2; n++) {
      const end = await finished(project, await send(withMapping(project), { payload: NDJSON }));
      duplicates.push(end.duplicates);
    }
    expect(duplicates).toEqual([0, 3]);
    const body = { kind: 'activeUsers', from: '2024-03-01', to: '2024-03-02', engine: 'events' };
    const answer = await call(api.app, 'POST', `${project}/query`, { token: api.ownerToken, body });
    expect(answer.body.rows.map(({ users }: { users: number }) => users)).toEqual([2, 1]);
  });

  it.each([
    [
      'amplitude',
      () =>
        zipOf({
          '9/9_2024-03-01_10#0.json.gz': gzipSync(amplitudeRow('u1', 'd1', 1) + amplitudeRow(null, 'd1', 2)),
          '9/9_2024-03-02_11#0.json.gz': gzipSync(amplitudeRow('u2', 'd2', 3)),
        }),
    ],
    [
      'mixpanel',
      gzipSync(mixpanelRow('u1', 'd1', 1) + mixpanelRow(null, 'd1', 2) + mixpanelRow('u2', 'd2', 3)),
    ],
    [
      'posthog',
      Buffer.from(
        parquetWriteBuffer({
          columnData: [
            { name: 'uuid', data: [1, 2, 3].map((n) => `018e75a2-1c2b-7def-8a11-00000000000${n}`) },
            { name: 'event', data: ['$identify', 'Opened', 'Opened'] },
            { name: 'distinct_id', data: ['u1', 'd1', 'u2'] },
            {
              name: 'properties',
              data: [
                '{"$anon_distinct_id":"d1"}',
                '{"$is_identified":false}',
                '{"$lib":"web","$is_identified":true}',
              ],
            },
            { name: 'timestamp', data: [1, 1, 2].map((day) => new Date(Date.UTC(2024, 2, day, 10))) },
          ],
        }),
      ),
    ],
    [
      'segment',
      JSON.stringify([
        { ...SEGMENT, messageId: 's1', userId: 'u1', anonymousId: 'd1' },
        { ...SEGMENT, messageId: 's2', anonymousId: 'd1' },
        { ...SEGMENT, messageId: 's3', userId: 'u2', timestamp: '2024-03-02T10:00:00Z' },
      ]),
    ],
  ])('recognise an export of %s and need no mapping', async (format, content) => {
    const payload = typeof content === 'function' ? await content() : content;
    const project = await newProject(format);
    const headers = { 'content-type': 'application/octet-stream' };
    const end = await finished(project, await send(`${project}/imports`, { payload, headers }));
    expect(end).toMatchObject({
      state: 'done',
      format,
      rows: 3,
      accepted: 3,
      rejectedSample: [],
      duplicates: 0,
    });
    expect(await activePeople(project)).toEqual([1, 1, 0]);
    // What the same device did is the same person's, whatever the tool.
    const again = await finished(
      project,
      await send(`${project}/imports?format=${format}`, { payload, headers }),
    );
    expect(again).toMatchObject({ accepted: 3, duplicates: 3 });
    expect(await activePeople(project)).toEqual([1, 1, 0]);
  });

  it('take our own export of somebody of whom more is known than one event can say', async () => {
    const traitsOf = (n: number) => ({ [`about${n}`]: '中'.repeat(10_200) });
    const rows = Array.from({ length: 6 }, (_, n) => ({
      ...{ type: 'identify', messageId: `i-${n}`, userId: 'u1', timestamp: '2024-03-01T10:00:00Z' },
      traits: traitsOf(n),
    }));
    const ndjson = rows.map((row) => JSON.stringify(row)).join('\n');
    const [from, into] = [await newProject('known'), await newProject('known again')];
    const end = await finished(from, await send(`${from}/imports`, { payload: ndjson }));
    expect(end).toMatchObject({ accepted: 6, rejected: 0 });
    const url = `${from}/export?from=2024-03-01&to=2024-03-01`;
    const { body: payload } = await call(api.app, 'GET', url, { token: api.ownerToken });
    // Every row has all of it.
    expect(Buffer.byteLength(payload)).toBeGreaterThan(6 * 180_000);
    const again = await finished(into, await send(`${into}/imports`, { payload }));
    expect(again).toMatchObject({ accepted: 6, rejected: 0, rejectedSample: [] });
    const { body } = await call(api.app, 'GET', `${into}/persons`, { token: api.ownerToken });
    expect(body.data.map(({ properties }: { properties: object }) => properties)).toEqual([
      Object.assign({}, ...rows.map((_, n) => traitsOf(n))),
    ]);
  });

  it('refuse a mapping beside the name of an export', async () => {
    const project = await newProject('both');
    const { status, body } = await send(`${withMapping(project)}&format=mixpanel`, { payload: NDJSON });
    expect([status, body.errors[0].path]).toEqual([400, 'mapping']);
  });

  it.each([
    ['a zip that is none', Buffer.from('PK\x03\x04 no'), /zip cannot be read/],
    ['gzip cut off', gzipSync(NDJSON).subarray(0, 30), /gzip data is damaged/],
    ['Parquet cut off', Buffer.from('PAR1....'), /Parquet file cannot be read/],
  ])('refuse %s at once where its rows have to be looked at', async (_case, payload, detail) => {
    const project = await newProject('damaged');
    const { status, body } = await send(`${project}/imports`, { payload });
    expect([status, body.detail]).toEqual([400, expect.stringMatching(detail)]);
  });

  it('show what rows would become, and store none of it', async () => {
    const project = await newProject('preview');
    const look = async (body: object) =>
      (await call(api.app, 'POST', `${project}/imports/preview`, { token: api.ownerToken, body })).body;
    const rows = [LINES[0], { event: 'login', user: 'u', time: 'soon' }];
    expect(await look({ rows })).toEqual({ format: null, events: [] });
    const mapped = await look({ rows, mapping: MAPPING });
    expect(mapped.format).toBeNull();
    expect(mapped.events).toMatchObject([
      { line: 1, reason: null, event: 'login', anonymousId: 'u1', timestamp: '2024-03-01T10:00:00.000Z' },
      { line: 2, reason: expect.stringContaining('"soon"'), event: null },
    ]);
    const known = await look({ rows: [{ ...SEGMENT, messageId: 's', userId: 'u' }] });
    expect(known).toMatchObject({ format: 'segment', events: [{ event: 'Opened', userId: 'u' }] });
    expect(await activePeople(project)).toEqual([0, 0, 0]);
  });

  it('have the beginning of a packed file unpacked, to be looked at', async () => {
    const project = await newProject('heads');
    const look = (packed: Buffer) => {
      const body = { packing: 'brotli', bytes: packed.toString('base64') };
      return call(api.app, 'POST', `${project}/imports/heads`, { token: api.ownerToken, body });
    };
    const text = Buffer.from('event,user\nBuy,u1\n');
    expect(await look(brotliCompressSync(text))).toMatchObject({
      status: 200,
      body: { bytes: text.toString('base64') },
    });
    expect((await look(text)).status).toBe(400);
  });

  it('are taken off the list only where they stored nothing', async () => {
    const project = await newProject('delete');
    const remove = async (payload: string) => {
      const started = await send(withMapping(project), { payload });
      await finished(project, started);
      const url = `${project}/imports/${started.body.importId}`;
      return call(api.app, 'DELETE', url, { token: api.ownerToken });
    };
    const stays = await remove(NDJSON);
    expect([stays.status, stays.body.detail]).toEqual([409, expect.stringContaining('cannot be taken back')]);
    expect((await remove(NDJSON)).status).toBe(204);
    expect((await remove('broken')).status).toBe(204);
    const list = await call(api.app, 'GET', `${project}/imports`, { token: api.ownerToken });
    expect(list.body.total).toBe(1);
  });

  it('are nobody else\u2019s to make, preview or delete', async () => {
    const { id, tokens } = await projectWithRoles(api, 'Importers');
    const other = await newProject('not theirs');
    for (const role of ['analyst', 'marketer', 'viewer'] as const) {
      const token = tokens[role];
      const url = `/api/projects/${id}/imports`;
      expect((await call(api.app, 'POST', url, { token, payload: NDJSON })).status).toBe(403);
      expect((await call(api.app, 'POST', `${url}/preview`, { token, body: { rows: LINES } })).status).toBe(
        403,
      );
      expect((await call(api.app, 'DELETE', `${url}/${randomUUID()}`, { token })).status).toBe(403);
    }
    const foreign = `${other}/imports/preview`;
    const { status } = await call(api.app, 'POST', foreign, { token: tokens.admin, body: { rows: LINES } });
    expect(status).toBe(404);
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

describe('after PostgreSQL has ended the session that holds the locks of imports', () => {
  const ask = (sql: string, values: unknown[] = []) => api.app.get(DataSource).query(sql, values);
  /** Other locks of two numbers are held now and then, too. */
  const NAMESPACE = 0x6773_696d;
  const HOLDERS = `
    SELECT DISTINCT pid FROM pg_locks
    WHERE locktype = 'advisory' AND classid = ${NAMESPACE} AND objsubid = 2 AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

  /** @returns those that hold one, and ended */
  async function endSessions(): Promise<number[]> {
    const ended = await ask(`SELECT pid, pg_terminate_backend(pid) FROM (${HOLDERS}) AS holders`);
    return ended.map(({ pid }: { pid: number }) => pid);
  }

  /**
   * Makes the session wait, between the word of its end and the freeing of its locks, for a temporary table of its own.
   * @returns what ends that
   */
  async function slowEnd(locks: ImportLocks): Promise<() => Promise<void>> {
    const { current } = locks as unknown as { current: QueryRunner };
    await current.query('CREATE TEMP TABLE slow ()');
    const [{ schema }] = (await current.query('SELECT pg_my_temp_schema()::regnamespace AS schema')) as [
      { schema: string },
    ];
    const holder = api.app.get(DataSource).createQueryRunner();
    borrowed.push(holder);
    await holder.startTransaction();
    await holder.query(`LOCK TABLE ${schema}.slow IN ACCESS SHARE MODE`);
    return async () => {
      await until(
        async () =>
          (await ask(`SELECT FROM pg_locks WHERE locktype = 'relation' AND NOT granted`)).length > 0,
      );
      await sleep(100);
      await holder.commitTransaction();
      await holder.release();
    };
  }

  /** @throws with what was waited for, long before the limit of a test that would not tell it */
  async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
    for (const giveUpAt = Date.now() + 30_000; !(await isSo()); await sleep(10)) {
      if (Date.now() > giveUpAt) throw new Error(`Waited in vain for ${isSo}`);
    }
  }

  it.each([
    ['and that was noticed', true, false],
    ['a moment ago', false, false],
    ['slowly', true, true],
  ])(
    '%s, an import begins in another, which holds the locks of those that run',
    async (name, isNoticed, isSlow) => {
      const locks = api.app.get(ImportLocks);
      const running = randomUUID();
      expect(await locks.acquire(running)).toBe(true);
      const letEnd = isSlow ? await slowEnd(locks) : undefined;
      const ended = await endSessions();
      expect(ended).toHaveLength(1);
      await letEnd?.();
      if (isNoticed) {
        await until(async () =>
          (await ask(HOLDERS)).some(({ pid }: { pid: number }) => !ended.includes(pid)),
        );
      }
      const project = await newProject(name);
      const end = await finished(project, await send(withMapping(project), { body: NDJSON }));
      expect(end).toMatchObject({ state: 'done', accepted: 3 });
      expect(locks.lost(running).aborted).toBe(false);
      const others = new ImportLocks(api.app.get(DataSource));
      expect(await others.acquire(running)).toBe(false);
      await others.close();
      await locks.release(running);
    },
  );

  /** Sessions of a test that went wrong would keep the product from its end, and so every test after it. */
  const borrowed: QueryRunner[] = [];
  afterEach(async () => {
    for (const runner of borrowed.splice(0)) {
      if (runner.isReleased) continue;
      if (runner.isTransactionActive) await runner.rollbackTransaction();
      await runner.query('SELECT pg_advisory_unlock_all()');
      await runner.release();
    }
  });

  function anotherProcess(): ImportsService {
    const { app } = api;
    const database = app.get(DataSource);
    const imports = database.getRepository(ImportEntity);
    const [spool, runner, audit] = [app.get(ImportSpool), app.get(ImportRunner), app.get(AuditService)];
    return new ImportsService(imports, spool, new ImportLocks(database), runner, audit);
  }

  it.each([
    ['and ends it', true],
    ['and lets go of it before the end', false],
  ])('a process that took an import meanwhile %s, and it is done once', async (name, endsIt) => {
    const database = api.app.get(DataSource);
    const imports = database.getRepository(ImportEntity);
    const project = await newProject(name);
    const { body: me } = await call(api.app, 'GET', '/api/auth/me', { token: api.ownerToken });
    const id = randomUUID();
    const note = { reading: { mapping: MAPPING }, contentType: '', fileName: 'log.ndjson', appended: false };
    const spool = api.app.get(ImportSpool);
    await mkdir(join(api.home, 'imports'), { recursive: true });
    await writeFile(spool.dataPath(id), NDJSON);
    await spool.writeNote(id, { ...note, isResumable: true });
    const projectId = Number(project.split('/').at(-1));
    await imports.insert({ id, projectId, fileName: 'log.ndjson', state: 'running', createdBy: me.id });

    // The import is held where it would note its rows, while another session waits for its lock.
    const [row, lock] = [database.createQueryRunner(), database.createQueryRunner()];
    borrowed.push(row, lock);
    await row.startTransaction();
    await row.query('SELECT 1 FROM imports WHERE id = $1 FOR UPDATE', [id]);
    await api.app.get(ImportsService).onApplicationBootstrap();
    const [own] = (await row.query('SELECT pg_backend_pid() AS pid')) as { pid: number }[];
    const held = `SELECT 1 FROM pg_stat_activity WHERE ${own?.pid} = ANY(pg_blocking_pids(pid))`;
    await until(async () => (await ask(held)).length > 0);
    const taken = lock.query('SELECT pg_advisory_lock($1, hashtext($2))', [NAMESPACE, id]);
    await until(async () => (await ask(HOLDERS.replace('granted', 'NOT granted'))).length > 0);
    await endSessions();
    await taken;
    await until(() => api.app.get(ImportLocks).lost(id).aborted);
    await row.commitTransaction();
    await row.release();
    // Had it gone on, it would end right after this.
    await until(async () => (await activePeople(project)).join() === '2,1,0');
    await sleep(500);
    expect(await imports.findOneBy({ id })).toMatchObject({ state: 'running' });
    expect(await spool.hasData(id)).toBe(true);

    const other = anotherProcess();
    await lock.query('SELECT pg_advisory_unlock_all()');
    await lock.release();
    if (endsIt) await other.onApplicationBootstrap();
    const end = await finished(project, { status: 202, headers: {}, body: { importId: id } });
    expect(end).toMatchObject({ state: 'done', rows: 3, accepted: 3, rejected: 0, duplicates: 0 });
    expect(await activePeople(project)).toEqual([2, 1, 0]);
    await until(async () => !(await spool.hasData(id)));
    await other.onModuleDestroy();
  });
});

describe('after a restart', () => {
  it('an import goes on behind the rows that are noted as done', async () => {
    const { body: project } = await call(api.app, 'POST', '/api/projects', {
      token: api.ownerToken,
      body: { name: 'Half done' },
    });
    const { body: me } = await call(api.app, 'GET', '/api/auth/me', { token: api.ownerToken });
    const id = randomUUID();
    const note = { reading: { mapping: MAPPING }, contentType: '', fileName: 'log.ndjson', appended: false };
    await mkdir(join(api.home, 'imports'), { recursive: true });
    await writeFile(join(api.home, 'imports', `${id}.data`), NDJSON);
    await writeFile(join(api.home, 'imports', `${id}.json`), JSON.stringify({ ...note, isResumable: true }));
    const sample = [{ line: 1, reason: 'was refused before' }];
    await api.app
      .get(DataSource)
      .getRepository(ImportEntity)
      .insert({
        ...{ id, projectId: project.id, fileName: 'log.ndjson', state: 'running', createdBy: me.id },
        ...{ rows: 2, accepted: 1, rejected: 1, rejectedSample: sample, offsets: {} },
      });
    await api.restart();
    const end = await finished(`/api/projects/${project.id}`, {
      status: 202,
      headers: {},
      body: { importId: id },
    });
    // The one row behind the note was read; that which was noted as accepted never came, as nobody sent it here.
    expect(end).toMatchObject({ state: 'done', rows: 3, accepted: 2, rejected: 1, rejectedSample: sample });
    expect(await activePeople(`/api/projects/${project.id}`)).toEqual([0, 1, 0]);
  });

  it('an import that the session of a process before still holds goes on once that session ends', async () => {
    const project = await newProject('Late end');
    const { body: me } = await call(api.app, 'GET', '/api/auth/me', { token: api.ownerToken });
    const id = randomUUID();
    const note = { reading: { mapping: MAPPING }, contentType: '', fileName: 'log.ndjson', appended: false };
    await mkdir(join(api.home, 'imports'), { recursive: true });
    await writeFile(join(api.home, 'imports', `${id}.data`), NDJSON);
    await writeFile(join(api.home, 'imports', `${id}.json`), JSON.stringify({ ...note, isResumable: true }));
    const database = api.app.get(DataSource);
    const projectId = Number(project.split('/').at(-1));
    const row = { id, projectId, fileName: 'log.ndjson', state: 'running' as const, createdBy: me.id };
    await database.getRepository(ImportEntity).insert(row);
    const before = new Client({ connectionString: (database.options as { url: string }).url });
    await before.connect();
    await before.query('SELECT pg_advisory_lock($1, hashtext($2))', [0x6773_696d, id]);
    await api.restart();
    await before.end();
    const end = await finished(project, { status: 202, headers: {}, body: { importId: id } });
    expect(end).toMatchObject({ state: 'done', rows: 3, accepted: 3 });
    expect(await activePeople(project)).toEqual([2, 1, 0]);
  });

  it('an import whose rows went into a log that is gone begins again, and one without its file says what to do', async () => {
    const project = await newProject('Made anew');
    const projectId = Number(project.split('/').at(-1));
    const imports = api.app.get(DataSource).getRepository(ImportEntity);
    const { body: me } = await call(api.app, 'GET', '/api/auth/me', { token: api.ownerToken });
    const [kept, lost] = [randomUUID(), randomUUID()];
    const note = { reading: { mapping: MAPPING }, contentType: '', fileName: 'log.ndjson', appended: true };
    await mkdir(join(api.home, 'imports'), { recursive: true });
    await writeFile(join(api.home, 'imports', `${kept}.data`), NDJSON);
    for (const id of [kept, lost]) {
      await writeFile(
        join(api.home, 'imports', `${id}.json`),
        JSON.stringify({ ...note, isResumable: true }),
      );
      await imports.insert({
        ...{ id, projectId, fileName: 'log.ndjson', createdBy: me.id },
        ...{ state: 'running', rows: 3, accepted: 3, offsets: { 32768: '999999' } },
      });
    }
    const letters = () => api.app.get(DataSource).getRepository(DeadLetterEntity);
    await letters().insert(
      [kept, 'another'].map((importId, offset) => ({
        ...{ projectId, topic: 'events', partition: 0, offset: String(offset) },
        ...{ reason: 'late', detail: '', payload: JSON.stringify({ importId }) },
      })),
    );
    await api.restart();
    const end = (importId: string) => finished(project, { status: 202, headers: {}, body: { importId } });
    expect(await end(kept)).toMatchObject({ state: 'done', rows: 3, accepted: 3, duplicates: 0 });
    expect(await end(lost)).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('import the file again'),
    });
    expect(await activePeople(project)).toEqual([2, 1, 0]);
    // What was refused comes again with the rest, and would stand there twice.
    expect((await letters().findBy({ projectId })).map(({ payload }) => payload)).toEqual([
      '{"importId":"another"}',
    ]);
  });

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
