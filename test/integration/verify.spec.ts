import { CLICKHOUSE, type ClickHouseClient } from '@groundswell/clickhouse';
import { EVENTS_TOPIC, eventKey } from '@groundswell/contracts';
import { EVENT_LOG, type EventLog } from '@groundswell/event-log';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { DataSource } from 'typeorm';
import { type ApiApp, call, projectWithRoles, startApiApp } from './support/api-app.js';

const CLI = join(__dirname, '..', '..', 'apps/cli/bin/groundswell.cjs');
const DAY = 86_400_000;
const DAYS = 12;
const ROWS = ['events', 'activity', 'active_people', 'other_activity', 'message_ids', 'recent_events'];

describe('npx groundswell verify', () => {
  let api: ApiApp;
  let store: ClickHouseClient;
  let log: EventLog;
  let one: Awaited<ReturnType<typeof projectWithRoles>>;
  let url: string;
  let before: unknown;

  beforeAll(async () => {
    api = await startApiApp();
    store = api.app.get<ClickHouseClient>(CLICKHOUSE);
    log = api.app.get<EventLog>(EVENT_LOG);
    one = await projectWithRoles(api, 'One');
    await api.app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(api.app.getHttpServer().address() as AddressInfo).port}`;
    await append(events());
    // An insert fills one table after the other: raw events are there a little before what is rolled up of them.
    await until(async () => {
      if ((await stored()) !== DAYS * 20) return false;
      const found = await answers();
      before = found;
      const isWhole = [found.live, found.known].every(({ length }) => length === DAYS * 20);
      return isWhole && isDeepStrictEqual(found.days, found.raw);
    });
  });
  afterAll(() => api?.close());

  /** People of twelve days over two months; a merge, a bot, a copy, and one event that is too late. */
  function events() {
    const now = Date.now();
    const event = (n: number, changes: object = {}) => ({
      v: 1 as const,
      projectId: one.id,
      messageId: `m${n}`,
      type: 'track' as const,
      event: n % 3 ? 'Opened' : 'Bought',
      userId: `u${n % 7}`,
      timestamp: new Date(now - (n % DAYS) * DAY - 3_600_000).toISOString(),
      receivedAt: new Date(now - 1000).toISOString(),
      source: 'live' as const,
      platform: 'web' as const,
      properties: { n },
      ...changes,
    });
    const some = Array.from({ length: DAYS * 20 }, (_, n) => event(n));
    some[5] = event(5, { userId: undefined, anonymousId: 'phone' });
    some[6] = event(6, { type: 'identify', event: '$identify', userId: 'u1', anonymousId: 'phone' });
    some[7] = event(7, { traffic: 'bot' });
    const late = new Date(now - 90 * DAY).toISOString();
    return [...some, event(3), event(9000, { timestamp: late })];
  }

  const append = (all: ReturnType<typeof events>) =>
    log.append(
      EVENTS_TOPIC,
      all.map((event) => ({ key: eventKey(event), value: Buffer.from(JSON.stringify(event)) })),
    );
  const sql = (query: string) => store.command({ query, clickhouse_settings: { mutations_sync: '2' } });
  const rows = async <T>(query: string) => (await store.query({ query, format: 'JSONEachRow' })).json<T>();
  const stored = async () => Number((await rows<{ n: number }>('SELECT count() AS n FROM events'))[0]!.n);

  async function until(isSo: () => Promise<boolean>): Promise<void> {
    for (const end = Date.now() + 30_000; !(await isSo()); await pause(50)) {
      if (Date.now() > end) throw new Error('it did not come about');
    }
  }

  /** What the product tells of the project, by rollup and by events. */
  async function answers() {
    const day = (ago: number) => new Date(Date.now() - ago * DAY).toISOString().slice(0, 10);
    const range = { from: day(DAYS + 1), to: day(0) };
    const ask = async (question: object) => {
      const path = `/api/projects/${one.id}/query`;
      const { status, body } = await call(api.app, 'POST', path, {
        token: api.ownerToken,
        body: { ...range, ...question },
      });
      expect(status).toBe(200);
      return body.rows ?? body.cohorts;
    };
    return {
      days: await ask({ kind: 'activeUsers', interval: 'day', breakdown: 'platform', engine: 'rollup' }),
      raw: await ask({ kind: 'activeUsers', interval: 'day', breakdown: 'platform', engine: 'events' }),
      counts: await ask({ kind: 'eventCounts', interval: 'day', measure: 'events', event: 'Bought' }),
      ids: await rows('SELECT event_id, person_id, local_date FROM events ORDER BY ALL'),
      known: await rows('SELECT id FROM message_ids ORDER BY id'),
      live: await rows('SELECT event_id FROM recent_events ORDER BY event_id'),
    };
  }

  function verify(...args: string[]): Promise<{ code: number; out: string }> {
    const env = { ...process.env, GROUNDSWELL_URL: url, GROUNDSWELL_TOKEN: api.ownerToken };
    return new Promise((resolve) =>
      execFile(process.execPath, [CLI, 'verify', ...args], { env }, (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code) : 0, out: stdout + stderr }),
      ),
    );
  }

  it('finds nothing in a store that is right: copies, merges, bots and dead letters are no differences', async () => {
    const { code, out } = await verify();
    expect(out).toContain(
      `Project ${one.id}: right. ${DAYS * 20} message ids in the log, ${DAYS * 20} raw events, 0 missing, 0 twice.`,
    );
    expect(code).toBe(0);
  });

  const DAMAGE: [what: string, damage: () => Promise<void>, words: RegExp[]][] = [
    [
      'rows, a part, ids and days that are gone, and people whom a rollup made up',
      async () => {
        await sql("ALTER TABLE events DELETE WHERE event_id LIKE 'm1%'");
        await sql('OPTIMIZE TABLE events FINAL');
        const [part] = await rows<{ name: string }>(
          "SELECT name FROM system.parts WHERE table = 'events' AND active ORDER BY rows LIMIT 1",
        );
        await sql(`ALTER TABLE events DROP PART '${part!.name}'`);
        await sql('ALTER TABLE activity DELETE WHERE local_date >= today() - 3');
        await sql('ALTER TABLE message_ids DELETE WHERE log_offset % 2 = 0');
        await sql(
          `INSERT INTO active_people SELECT project_id, local_date, platform, groupBitmapState(toUInt32(4000))
           FROM activity GROUP BY ALL`,
        );
      },
      [
        /DIFFERS.* \d{3} missing/,
        /in the log and not stored/,
        /active_people: \d+ people lacking, [1-9]\d* too many/,
      ],
    ],
    [
      'a store that lost everything',
      async () => {
        for (const table of ROWS) await sql(`TRUNCATE TABLE ${table}`);
      },
      [/240 missing/],
    ],
  ];

  it.each(DAMAGE)('finds and repairs %s, to the same answers', async (_, damage, words) => {
    await damage();
    const found = await verify('--project', 'One');
    for (const word of words) expect(found.out).toMatch(word);
    expect(found.out).toContain('--repair mends');
    expect(found.code).toBe(1);
    const repaired = await verify('--project', String(one.id), '--repair');
    expect(repaired.out).toMatch(/before the repair: DIFFERS[\s\S]* after it: right/);
    expect(repaired.code).toBe(0);
    expect(await answers()).toEqual(before);
  });

  it('keeps people whom only a rollup holds where the log lost them too, and goes on saying so', async () => {
    // Somebody of one event, which goes from the raw events and from the log, as its retention would have it.
    const lonely = { ...events()[0]!, messageId: 'alone', userId: 'alone' };
    const after = { ...events()[1]!, messageId: 'after', userId: 'u1' };
    const records = [lonely, after].map((event) => ({
      key: 'alone',
      value: Buffer.from(JSON.stringify(event)),
    }));
    await log.append(EVENTS_TOPIC, records);
    await until(async () => (await stored()) === DAYS * 20 + 2);
    await sql("ALTER TABLE events DELETE WHERE event_id = 'alone'");
    await forgetInLog('alone');
    const { code, out } = await verify('--repair');
    expect(out).toContain('The log no longer holds its beginning.');
    expect(out).toMatch(/after it: DIFFERS[\s\S]*activity: 0 people lacking, 1 too many/);
    expect(out).toContain('what is left cannot be repaired from the log');
    expect(code).toBe(1);
  });

  it('puts a part aside whose file is damaged, and stores again what was in it', async () => {
    await sql('OPTIMIZE TABLE message_ids FINAL');
    const [part] = await rows<{ path: string }>(
      "SELECT path FROM system.parts WHERE table = 'message_ids' AND active ORDER BY rows DESC LIMIT 1",
    );
    const file = join(part!.path, existsSync(join(part!.path, 'data.bin')) ? 'data.bin' : 'id.bin');
    const bytes = readFileSync(file);
    chmodSync(file, 0o600);
    writeFileSync(
      file,
      bytes.map((byte, at) => (at === bytes.length >> 1 ? byte ^ 0xff : byte)),
    );
    expect((await verify()).out).toMatch(/broken part \S+ of message_ids/);
    const { out } = await verify('--repair');
    expect(out).toMatch(/before the repair: DIFFERS[\s\S]*broken part[\s\S]* after it: DIFFERS/);
    expect(out.split('after it')[1]).not.toContain('broken part');
    expect(await rows('SELECT uniqExact(id) AS n FROM message_ids')).toEqual([{ n: DAYS * 20 + 1 }]);
  });

  /** Takes records off the log up to the first of that event, and every later one of it, as they went in again. */
  async function forgetInLog(messageId: string): Promise<void> {
    const database = api.app.get(DataSource);
    await database.query(
      `DELETE FROM event_log.records WHERE "offset" = 0 OR convert_from(value, 'UTF8')::jsonb ->> 'messageId' = $1`,
      [messageId],
    );
  }

  it('is for owners', async () => {
    const path = `/api/projects/${one.id}/verification`;
    for (const role of ['admin', 'analyst', 'viewer'] as const) {
      expect((await call(api.app, 'POST', path, { token: one.tokens[role], body: {} })).status).toBe(403);
    }
    const stranger = await projectWithRoles(api, 'Other');
    expect((await call(api.app, 'POST', path, { token: stranger.tokens.admin, body: {} })).status).toBe(404);
    expect((await call(api.app, 'POST', path, { token: api.ownerToken, body: { fix: 1 } })).status).toBe(400);
  });
});
