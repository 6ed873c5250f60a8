import { MAX_BATCH_BYTES } from '@groundswell/contracts';
import { createKafkaEventLog, type EventLog, EventLogUnavailable } from '@groundswell/event-log';
import { metrics } from '@groundswell/platform';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Analytics } from '@segment/analytics-node';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { type Answer, basic, CollectorWorld, type LogKind } from './support/collector-world.js';

const kinds: LogKind[] = process.env.TEST_KAFKA_BROKERS ? ['PostgreSQL', 'Kafka'] : ['PostgreSQL'];
if (kinds.length === 1) console.log('Skipped: the collector on Kafka, as no broker could be started.');

const track = (fields: object = {}) => ({
  type: 'track',
  event: 'Chat Started',
  userId: 'ada',
  messageId: randomUUID(),
  ...fields,
});

describe.each(kinds)('collector on %s', (kind) => {
  let world: CollectorWorld;
  beforeAll(async () => {
    world = await CollectorWorld.create(kind);
  });
  afterAll(() => world.close());

  const ok = (answer: Answer) => {
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: { success: true } });
  };

  it.each([
    ['track', { event: 'Chat Started', properties: { model: 'moon-1' } }, 'Chat Started'],
    ['t', { event: 'Chat Started' }, 'Chat Started'],
    ['identify', { traits: { plan: 'pro' } }, '$identify'],
    ['i', {}, '$identify'],
    ['page', { name: 'Home' }, '$pageview'],
    ['p', {}, '$pageview'],
    ['screen', { name: 'Chat' }, '$screen'],
    ['s', {}, '$screen'],
    ['group', { groupId: 'g' }, '$groupidentify'],
    ['g', { groupId: 'g' }, '$groupidentify'],
    ['alias', { previousId: 'device' }, '$create_alias'],
    ['a', { previousId: 'device' }, '$create_alias'],
  ])('/v1/%s, with and without a slash at the end', async (path, fields, name) => {
    const messageIds = [randomUUID(), randomUUID()];
    ok(await world.post(`/v1/${path}`, { body: { userId: 'ada', messageId: messageIds[0], ...fields } }));
    ok(await world.post(`/v1/${path}/`, { body: { userId: 'ada', messageId: messageIds[1], ...fields } }));
    const stored = await world.stored(messageIds);
    expect(stored.map(({ event }) => event)).toEqual([name, name]);
    expect(stored[0]).toMatchObject({ projectId: world.projectId, source: 'live', userId: 'ada' });
  });

  it.each(['batch', 'b', 'import'])('/v1/%s', async (path) => {
    const batch = [track(), track({ type: 'page', userId: undefined, anonymousId: 'device' })];
    const context = { app: { version: '7' }, platform: 'ios' };
    ok(await world.post(`/v1/${path}`, { body: { batch, context, sentAt: new Date().toISOString() } }));
    const stored = await world.stored(batch.map(({ messageId }) => messageId));
    expect(stored).toHaveLength(2);
    for (const event of stored) {
      expect(event).toMatchObject({
        source: path === 'import' ? 'import' : 'live',
        appVersion: '7',
        platform: 'ios',
      });
    }
  });

  it('loses nothing of what an analytics-node client sends until its end', async () => {
    const client = new Analytics({ writeKey: world.key, host: world.url, flushAt: 20, flushInterval: 50 });
    const errors: unknown[] = [];
    client.on('error', (error) => errors.push(error));
    const messageIds = Array.from({ length: 1_000 }, () => randomUUID());
    for (const [index, messageId] of messageIds.entries()) {
      client.track({ userId: `node-${index % 50}`, event: 'Message Sent', messageId, properties: { index } });
    }
    client.identify({
      userId: 'node-0',
      anonymousId: 'device-0',
      traits: { plan: 'pro' },
      messageId: 'node-i',
    });
    client.page({ userId: 'node-0', name: 'Home', messageId: 'node-p' });
    await client.closeAndFlush();
    expect(errors).toEqual([]);
    const stored = await world.stored([...messageIds, 'node-i', 'node-p']);
    expect(stored).toHaveLength(1_002);
    expect(new Set(stored.map(({ platform }) => platform))).toEqual(new Set(['server']));
    expect(stored.find(({ messageId }) => messageId === 'node-i')).toMatchObject({
      anonymousId: 'device-0',
      traits: { plan: 'pro' },
    });
    const ofOne = stored.filter(({ userId, type }) => userId === 'node-7' && type === 'track');
    expect(ofOne.map(({ properties }) => properties.index)).toEqual(ofOne.map((_event, n) => 7 + 50 * n));
  });

  describe('bodies', () => {
    const zipped = (body: object) => gzipSync(JSON.stringify(body));
    it.each<[string, Record<string, string>, (body: object) => Buffer | string]>([
      ['gzip by header', { 'content-encoding': 'gzip' }, zipped],
      ['gzip under a form type', { 'content-type': 'application/x-www-form-urlencoded' }, zipped],
      ['gzip without a word', { 'content-type': 'application/octet-stream' }, zipped],
      ['a beacon', { 'content-type': 'text/plain;charset=UTF-8' }, (body) => JSON.stringify(body)],
      ['a content type that is none', { 'content-type': 'nonsense' }, (body) => JSON.stringify(body)],
    ])('%s', async (_case, headers, write) => {
      const event = track();
      ok(await world.post('/v1/batch', { raw: write({ batch: [event] }), headers }));
      expect(await world.stored([event.messageId])).toHaveLength(1);
    });

    it('without a content type or a length', async () => {
      const event = track();
      const body = JSON.stringify({ ...event, writeKey: world.key });
      const chunk = `${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n0\r\n\r\n`;
      const head =
        'POST /v1/track HTTP/1.1\r\nhost: x\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n';
      expect(await speak(world.url, head + chunk)).toMatch(/^HTTP\/1\.1 200 /);
      expect(await world.stored([event.messageId])).toHaveLength(1);
    });

    it.each<[string, Buffer | string, Record<string, string>, number]>([
      ['no JSON', '{"batch":', {}, 400],
      ['nothing', '', {}, 400],
      ['no events', '{"batch":[]}', {}, 400],
      ['null', 'null', {}, 400],
      ['cut-off gzip', gzipSync('{"batch":[]}').subarray(0, 20), {}, 400],
      ['brotli', '{}', { 'content-encoding': 'br' }, 415],
      ['6 MB', Buffer.alloc(6 * 1024 * 1024, 32), {}, 413],
      ['a zip bomb', gzipSync(Buffer.alloc(100 * 1024 * 1024)), { 'content-encoding': 'gzip' }, 413],
      ['a million nothings', `{"batch":[${'1,'.repeat(1_000_000)}1]}`, {}, 413],
      ['endless nesting', '['.repeat(2_000_000), {}, 400],
    ])('refuses %s', async (_case, raw, headers, status) => {
      const answer = await world.post('/v1/batch', { raw, headers });
      expect(answer).toMatchObject({ status, body: { success: false, message: expect.any(String) } });
    });

    it('takes 5 MB', async () => {
      const batch = Array.from({ length: 160 }, () => track({ properties: { text: 'x'.repeat(31 * 1024) } }));
      const raw = JSON.stringify({ batch });
      expect(raw.length).toBeGreaterThan(MAX_BATCH_BYTES * 0.95);
      ok(await world.post('/v1/batch', { raw }));
      expect(await world.stored(batch.map(({ messageId }) => messageId))).toHaveLength(160);
    });
  });

  it('keeps the good events of a batch, and names each that it refuses', async () => {
    const good = [track(), track(), track()];
    const batch = [
      good[0],
      null,
      track({ userId: undefined }),
      good[1],
      track({ event: '' }),
      track({ properties: { x: 'x'.repeat(33 * 1024) } }),
      track({ timestamp: 'yesterday' }),
      'x',
      track({ properties: JSON.parse(`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`) }),
      { ...track(), type: 'trak' },
      good[2],
    ];
    const { status, body } = await world.post('/v1/batch', { body: { batch } });
    expect(status).toBe(400);
    expect(body).toMatchObject({ success: false, accepted: 3 });
    expect(body.errors?.map(({ index, reason }) => [index, reason])).toEqual([
      [1, 'not_an_object'],
      [2, 'no_id'],
      [4, 'no_event_name'],
      [5, 'too_large'],
      [6, 'bad_timestamp'],
      [7, 'not_an_object'],
      [8, 'too_deep'],
      [9, 'unknown_type'],
    ]);
    for (const { message } of body.errors ?? []) expect(message).toMatch(/\w \w.*\./);
    expect(await world.stored(good.map(({ messageId }) => messageId))).toHaveLength(3);
  });

  it('keeps times by our clock: corrected, brought back from the future and marked, imports as they are', async () => {
    const shift = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    const longAgo = shift(-400);
    const events = [
      track({ timestamp: shift(-400.25) }),
      track({ timestamp: shift(3) }),
      track({ timestamp: longAgo }),
    ];
    ok(await world.post('/v1/batch', { body: { batch: [events[0]], sentAt: shift(-400) } }));
    ok(await world.post('/v1/batch', { body: { batch: [events[1]] } }));
    ok(await world.post('/v1/import', { body: { batch: [events[2]] } }));
    const [skewed, ahead, old] = await world.stored(events.map(({ messageId }) => messageId));
    const age = Date.parse(skewed!.receivedAt) - Date.parse(skewed!.timestamp);
    expect(Math.abs(age - 6 * 3_600_000)).toBeLessThan(60_000);
    expect(skewed!.clamped).toBeUndefined();
    expect([ahead!.timestamp, ahead!.clamped]).toEqual([ahead!.receivedAt, true]);
    expect([old!.timestamp, old!.source, old!.clamped]).toEqual([longAgo, 'import', undefined]);
  });

  it('keeps hostile text as data', async () => {
    const event = track({
      properties: JSON.parse(
        String.raw`{"__proto__":{"admin":true},"constructor":1,"nul\u0000":"a\u0000","half":"\ud800","sql":"'; DROP TABLE events;--","html":"<script>"}`,
      ),
    });
    ok(await world.post('/v1/track', { body: event }));
    const [stored] = await world.stored([event.messageId]);
    expect(JSON.stringify(stored?.properties)).toBe(
      JSON.stringify(event)
        .match(/"properties":(.*)}$/)?.[1]
        ?.replaceAll(/\\u0000|\\ud800/g, '\ufffd'),
    );
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  describe('keys', () => {
    it('are read from the body, and from each event', async () => {
      const other = await world.addProject();
      const events = [
        track({ writeKey: world.key }),
        track({ writeKey: other.key }),
        track({ writeKey: 'no' }),
        track(),
      ];
      ok(await world.post('/v1/track', { key: null, body: events[0] }));
      const { status, body } = await world.post('/v1/batch', { key: null, body: { batch: events.slice(1) } });
      expect([status, body.errors?.map(({ index, reason }) => [index, reason])]).toEqual([
        400,
        [
          [1, 'wrong_key'],
          [2, 'wrong_key'],
        ],
      ]);
      const stored = await world.stored([events[0]!.messageId, events[1]!.messageId]);
      const projects = stored.map(({ projectId }) => projectId).sort((a, b) => a - b);
      expect(projects).toEqual([world.projectId, other.id]);
    });

    it.each<[string, string | null, unknown, Record<string, string>]>([
      ['no key', null, track(), {}],
      ['a wrong key', 'gsw_wrong', track(), {}],
      ['a wrong key beside no JSON', 'gsw_wrong', undefined, {}],
      ['a wrong key in the body', null, track({ writeKey: 'gsw_wrong' }), {}],
      ['a key that is no text', null, track({ writeKey: { $ne: null } }), {}],
      ['a NUL in the key', 'gsw\0', track(), {}],
      ['an endless key', 'x'.repeat(5_000), track(), {}],
      ['another scheme', null, track(), { authorization: 'Bearer gsw' }],
    ])('answers 401 to %s', async (_case, key, body, headers) => {
      const answer = await world.post('/v1/track', { key, headers, ...(body ? { body } : { raw: '{' }) });
      expect(answer).toMatchObject({ status: 401, body: { success: false, message: expect.any(String) } });
    });

    it('that were revoked are refused', async () => {
      const { key } = await world.addProject();
      await world.database.dataSource.query('UPDATE project_keys SET revoked_at = now() WHERE key = $1', [
        key,
      ]);
      expect(await world.post('/v1/track', { key, body: track() })).toMatchObject({ status: 401 });
    });
  });

  describe('browsers', () => {
    const origin = 'https://shop.example';
    it('are answered their preflight', async () => {
      const response = await fetch(`${world.url}/v1/b`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,x-retry-count,anonymousid',
        },
      });
      expect(response.status).toBe(204);
      expect(response.headers.get('access-control-allow-origin')).toBe(origin);
      expect(response.headers.get('access-control-allow-credentials')).toBe('true');
      const allowed = response.headers.get('access-control-allow-headers')?.toLowerCase() ?? '';
      for (const name of ['authorization', 'content-type', 'x-retry-count', 'anonymousid'])
        expect(allowed).toContain(name);
      expect(Number(response.headers.get('access-control-max-age'))).toBeGreaterThan(0);
    });

    it('may read answers and refusals', async () => {
      for (const key of [world.key, 'gsw_wrong']) {
        const { headers } = await world.post('/v1/t', { key, body: track(), headers: { origin } });
        expect(headers.get('access-control-allow-origin')).toBe(origin);
        expect(headers.get('vary')).toBe('Origin');
      }
    });

    it('get the settings of analytics.js', async () => {
      const response = await fetch(`${world.url}/v1/projects/${world.key}/settings`, { headers: { origin } });
      expect(await response.json()).toMatchObject({
        integrations: {
          'Segment.io': { apiKey: world.key, apiHost: `${new URL(world.url).host}/v1`, protocol: 'http' },
        },
      });
      expect(response.headers.get('access-control-allow-origin')).toBe(origin);
      expect((await fetch(`${world.url}/v1/projects/wrong/settings`)).status).toBe(401);
    });
  });

  describe('what is RudderStack’s alone', () => {
    it.each(['/sourceConfig', '/sourceConfig/'])(
      '%s says that the source is on, and sends nothing elsewhere',
      async (path) => {
        const origin = 'https://shop.example';
        const query = `?p=npm&v=3.34.1&build=modern&writeKey=${world.key}&lockPluginsVersion=true`;
        for (const [url, headers] of [
          [`${path}${query}`, { origin }],
          [path, { origin, authorization: basic(world.key) }],
        ] as [string, Record<string, string>][]) {
          const response = await fetch(`${world.url}${url}`, { headers });
          expect(response.headers.get('access-control-allow-origin')).toBe(origin);
          expect(await response.json()).toMatchObject({
            source: { id: world.key, enabled: true, destinations: [], config: {} },
          });
        }
        expect((await fetch(`${world.url}${path}?writeKey=gsw_wrong`)).status).toBe(401);
        expect((await fetch(`${world.url}${path}`)).status).toBe(401);
      },
    );

    it('beacons with the key in their address', async () => {
      const event = track();
      const raw = JSON.stringify({ batch: [event], sentAt: new Date().toISOString() });
      const headers = { 'content-type': 'text/plain' };
      const path = '/beacon/v1/batch?writeKey=';
      ok(await world.post(`${path}${world.key}`, { key: null, raw, headers }));
      expect(await world.stored([event.messageId])).toHaveLength(1);
      expect((await world.post(`${path}gsw_wrong`, { key: null, raw, headers })).status).toBe(401);
    });
  });

  it('leaves other routes of the process alone', async () => {
    const { status, body } = await world.post('/other', { body: { a: 1 } });
    expect([status, body]).toEqual([201, { body: { a: 1 } }]);
    expect((await world.post('/other', { raw: '{' })).status).toBe(400);
  });

  it('counts what it takes and what it refuses', async () => {
    await world.post('/v1/track', { body: track() });
    await world.post('/v1/track', { body: track({ userId: '' }) });
    await world.post('/v1/track', { key: 'wrong', body: track() });
    const text = await metrics.metrics();
    expect(text).toMatch(/groundswell_collector_accepted_total [1-9]/);
    expect(text).toMatch(/groundswell_collector_refused_total\{reason="no_id"\} [1-9]/);
    expect(text).toMatch(/groundswell_collector_refused_requests_total\{reason="wrong_key"\} [1-9]/);
    expect(text).toMatch(/request_seconds_count\{endpoint="track",status="200"\} [1-9]/);
  });
});

describe('collector without its engines', () => {
  const worlds: CollectorWorld[] = [];
  afterEach(async () => {
    for (const world of worlds.splice(0)) await world.close();
  });
  const start = async (kind: LogKind, log?: EventLog) => {
    const world = await CollectorWorld.create(kind, log);
    worlds.push(world);
    return world;
  };

  it('answers 503 and when to come again while Kafka is away', async () => {
    const world = await start('Kafka', createKafkaEventLog({ brokers: ['127.0.0.1:1'] }));
    const answer = await world.post('/v1/track', { body: track() });
    expect(answer).toMatchObject({ status: 503, body: { success: false, reason: 'unavailable' } });
    expect(answer.headers.get('retry-after')).toBe('1');
    expect((await world.post('/v1/track', { body: track({ event: '' }) })).status).toBe(400);
  });

  it('answers 503 while PostgreSQL is away and a key is new to it', async () => {
    const log = new HeldLog();
    const world = await start('PostgreSQL', log);
    log.release();
    expect((await world.post('/v1/track', { body: track() })).status).toBe(200);
    await world.dropDatabase();
    expect(await world.post('/v1/track', { key: 'gsw_new', body: track() })).toMatchObject({
      status: 503,
      body: { success: false, reason: 'unavailable' },
    });
    expect((await world.post('/v1/track', { body: track() })).status).toBe(200);
    // Pages ask once: without an answer they would send nothing at all.
    for (const path of ['/sourceConfig?writeKey=gsw_new', '/v1/projects/gsw_new/settings']) {
      expect((await fetch(`${world.url}${path}`)).status).toBe(200);
    }
  });

  it('hangs with no PostgreSQL that hangs: known keys go on, new ones are told to come again', async () => {
    const log = new HeldLog();
    const world = await start('PostgreSQL', log);
    log.release();
    expect((await world.post('/v1/track', { body: track() })).status).toBe(200);
    const locked = world.database.dataSource.createQueryRunner();
    await locked.startTransaction();
    await locked.query('LOCK TABLE project_keys IN ACCESS EXCLUSIVE MODE');
    try {
      // Until what is known of the key has to be asked for again.
      for (let at = 0; at < 8; at++) {
        expect((await world.post('/v1/track', { body: track() })).status).toBe(200);
        await pause(1_000);
      }
      const answer = await world.post('/v1/track', { key: 'gsw_new', body: track() });
      expect(answer).toMatchObject({ status: 503, body: { reason: 'unavailable' } });
    } finally {
      await locked.rollbackTransaction();
      await locked.release();
    }
  });

  it('answers 2xx no sooner than the log does, and 503 to what no memory is left for', async () => {
    const log = new HeldLog();
    const world = await start('PostgreSQL', log);
    const large = {
      batch: Array.from({ length: 150 }, () => track({ properties: { x: 'x'.repeat(30_000) } })),
    };
    const raw = JSON.stringify(large);
    const answers: number[] = [];
    const send = async () => {
      const { status } = await world.post('/v1/batch', { raw });
      answers.push(status);
      return status;
    };
    // Beside others that still arrive, each of them might be the one that finds no room.
    const first = Array.from({ length: 6 }, send);
    while (log.held < first.length) await pause(20);
    const others = Array.from({ length: 14 }, send);
    while (answers.length < 6) await pause(20);
    expect(new Set(answers)).toEqual(new Set([503]));
    log.release();
    expect(new Set(await Promise.all(first))).toEqual(new Set([200]));
    await Promise.all(others);
    expect((await world.post('/v1/batch', { raw })).status).toBe(200);
  });

  it('answers 503 when the log is full, and 500 to a fault of its own', async () => {
    const log = new HeldLog();
    const world = await start('PostgreSQL', log);
    log.fail(new EventLogUnavailable('The event log takes records more slowly than they come.'));
    expect((await world.post('/v1/track', { body: track() })).status).toBe(503);
    log.fail(new Error('a bug'));
    const quiet = process.stderr.write.bind(process.stderr);
    process.stderr.write = () => true;
    const { status, body } = await world.post('/v1/track', { body: track() });
    process.stderr.write = quiet;
    expect([status, body.reason]).toEqual([500, 'internal']);
    expect(JSON.stringify(body)).not.toContain('bug');
  });
});

/** A log that acknowledges when it is told to. */
class HeldLog implements EventLog {
  private open = false;
  private error: Error | null = null;
  private readonly waiting: (() => void)[] = [];

  /** Appends that wait. */
  get held(): number {
    return this.waiting.length;
  }

  release(): void {
    this.open = true;
    for (const go of this.waiting.splice(0)) go();
  }

  fail(error: Error): void {
    this.error = error;
    this.release();
  }

  async append(): Promise<[]> {
    if (!this.open) await new Promise<void>((resolve) => this.waiting.push(resolve));
    if (this.error) throw this.error;
    return [];
  }

  async ensureTopic(): Promise<void> {}
  consume(): Promise<never> {
    throw new Error('not read from');
  }
  async progress(): Promise<[]> {
    return [];
  }
  async hasLater(): Promise<boolean> {
    return false;
  }
  async rewind(): Promise<void> {}
  async ping(): Promise<void> {}
  async identity(): Promise<string> {
    return 'held';
  }
  async close(): Promise<void> {}
}

/** Says something to a server over TCP and hears it out. */
function speak(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let heard = '';
    socket.on('data', (data) => (heard += data.toString()));
    socket.on('end', () => resolve(heard));
    socket.on('error', reject);
  });
}
