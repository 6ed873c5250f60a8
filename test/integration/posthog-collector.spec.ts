import { createKafkaEventLog } from '@groundswell/event-log';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type Answer, CollectorWorld, type LogKind, type Post } from './support/collector-world.js';
import { runs } from '../support/runs.js';

const kinds: LogKind[] = process.env.TEST_KAFKA_BROKERS ? ['PostgreSQL', 'Kafka'] : ['PostgreSQL'];
if (kinds.length === 1) console.log('Skipped: PostHog on Kafka, as no broker could be started.');

const EVENT_PATHS = ['/capture', '/batch', '/e', '/i/v0/e', '/track', '/engage'];
const V1 = '/i/v1/analytics/events';

const captured = (fields: object = {}) => ({
  event: 'Chat Started',
  distinct_id: 'ada',
  uuid: randomUUID(),
  timestamp: new Date().toISOString(),
  properties: { model: 'small' },
  ...fields,
});

describe.each(kinds)('PostHog’s protocol on %s', (kind) => {
  let world: CollectorWorld;
  beforeAll(async () => {
    world = await CollectorWorld.create(kind);
  });
  afterAll(() => world.close());

  const post = (path: string, body: Omit<Post, 'key'>) => world.post(path, { ...body, key: null });
  const ok = (answer: Answer) =>
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: { status: 1 } });
  const one = async (uuid: string) => (await world.stored([uuid]))[0]!;

  it.each(EVENT_PATHS)('%s, with and without a slash at the end', async (path) => {
    const events = [captured(), captured()];
    ok(await post(path, { body: { api_key: world.key, ...events[0] } }));
    ok(await post(`${path}/`, { body: { token: world.key, batch: [events[1]] } }));
    const stored = await world.stored(events.map(({ uuid }) => uuid));
    expect(stored.map(({ event, userId, source }) => [event, userId, source])).toEqual([
      ['Chat Started', 'ada', 'live'],
      ['Chat Started', 'ada', 'live'],
    ]);
  });

  it('takes person properties of old SDKs', async () => {
    const uuid = randomUUID();
    ok(
      await post('/engage/', {
        body: { token: world.key, $distinct_id: 'ada', $set: { plan: 'pro' }, uuid },
      }),
    );
    expect(await one(uuid)).toMatchObject({ event: '$set', userId: 'ada', traits: { plan: 'pro' } });
  });

  describe('bodies', () => {
    const base64 = (body: object | Buffer) =>
      Buffer.from(Buffer.isBuffer(body) ? body : JSON.stringify(body)).toString('base64');
    const zipped = (body: object) => gzipSync(JSON.stringify(body));
    it.each<[string, string, Record<string, string>, (body: object) => Buffer | string]>([
      ['JSON', '/e/', {}, (body) => JSON.stringify(body)],
      ['JSON as text', '/e/', { 'content-type': 'text/plain' }, (body) => JSON.stringify(body)],
      ['gzip by header', '/batch/', { 'content-encoding': 'gzip' }, zipped],
      ['gzip by its first bytes', '/e/?compression=gzip-js', { 'content-type': 'text/plain' }, zipped],
      [
        'base64 of a form',
        '/e/?compression=base64',
        { 'content-type': 'application/x-www-form-urlencoded' },
        (body) => `data=${encodeURIComponent(base64(body))}`,
      ],
      [
        'base64 of a form whose plus signs got lost',
        '/e/',
        { 'content-type': 'application/x-www-form-urlencoded' },
        (body) => `data=${base64(body)}&compression=base64`,
      ],
      [
        'JSON of a form',
        '/capture/',
        { 'content-type': 'application/x-www-form-urlencoded' },
        (body) => `data=${encodeURIComponent(JSON.stringify(body))}`,
      ],
      ['base64 by itself', '/e/', { 'content-type': 'text/plain' }, base64],
      [
        'gzip in base64 of a form',
        '/e/',
        {},
        (body) => `compression=gzip&data=${encodeURIComponent(base64(zipped(body)))}`,
      ],
      ['base64 within JSON', '/e/', {}, (body) => JSON.stringify({ data: base64(body) })],
      [
        'base64 with the alphabet of URLs',
        '/e/',
        {},
        (body) => `data=${Buffer.from(JSON.stringify(body)).toString('base64url')}`,
      ],
    ])('%s', async (_case, path, headers, write) => {
      const event = captured({ properties: { text: '中文 ~~~ ??? >>>' } });
      ok(await post(path, { raw: write({ api_key: world.key, batch: [event] }), headers }));
      expect((await one(event.uuid)).properties).toMatchObject({ text: '中文 ~~~ ??? >>>' });
    });

    it('lists, with a key in each event', async () => {
      const other = await world.addProject();
      const events = [
        captured({ properties: { token: world.key } }),
        captured({ api_key: other.key }),
        captured({ token: 'gsw_wrong' }),
      ];
      const answer = await post('/e/', { body: events });
      expect(answer).toMatchObject({
        status: 400,
        body: { accepted: 2, errors: [{ index: 2, reason: 'wrong_key' }] },
      });
      const stored = await world.stored(events.slice(0, 2).map(({ uuid }) => uuid));
      expect(new Set(stored.map(({ projectId }) => projectId))).toEqual(new Set([world.projectId, other.id]));
    });

    it.each(['query', 'form'])('takes the key in the %s', async (place) => {
      const [path, field] =
        place === 'query' ? [`/e/?token=${world.key}`, ''] : ['/e/', `&api_key=${world.key}`];
      const event = captured();
      const data = encodeURIComponent(base64(event));
      ok(await post(path, { raw: `data=${data}${field}` }));
      await one(event.uuid);
    });

    it('corrects the clock by sent_at, and by the clock in the query', async () => {
      const wrong = new Date(Date.now() + 3_600_000).toISOString();
      const events = [
        captured({ timestamp: wrong }),
        captured({ timestamp: wrong }),
        captured({ offset: 60_000, timestamp: undefined }),
      ];
      ok(await post('/batch', { body: { api_key: world.key, sent_at: wrong, batch: [events[0]] } }));
      ok(await post(`/e/?_=${Date.parse(wrong)}`, { body: { api_key: world.key, batch: [events[1]] } }));
      ok(await post('/e/', { body: { api_key: world.key, ...events[2] } }));
      const stored = await world.stored(events.map(({ uuid }) => uuid));
      const ages = stored.map(({ timestamp, receivedAt }) => Date.parse(receivedAt) - Date.parse(timestamp));
      // An hour is corrected away; what is left is how long the requests took.
      expect(Math.abs(ages[0]!)).toBeLessThan(60_000);
      expect(Math.abs(ages[1]!)).toBeLessThan(60_000);
      expect(ages[2]).toBe(60_000);
    });

    it('takes a migration of old events as an import', async () => {
      const event = captured({ timestamp: '2019-05-01T00:00:00Z' });
      ok(await post('/batch/', { body: { api_key: world.key, historical_migration: true, batch: [event] } }));
      expect(await one(event.uuid)).toMatchObject({
        source: 'import',
        timestamp: '2019-05-01T00:00:00.000Z',
      });
    });

    it.each<[string, string | Buffer, number]>([
      ['no JSON', '{"batch":', 400],
      ['nothing', '', 400],
      ['null', 'null', 400],
      ['text', '"x"', 400],
      ['no events', '{"api_key":"k","batch":[]}', 400],
      ['a batch that is none', '{"api_key":"k","batch":{}}', 400],
      ['an empty form', 'data=', 400],
      ['base64 of nothing readable', 'data=AAAA', 400],
      ['a form of a million fields', 'a=&'.repeat(1_000_000), 400],
      ['data within data that is none', '{"data":"bnVsbA=="}', 400],
      ['cut-off gzip', gzipSync('{"batch":[]}').subarray(0, 20), 400],
      ['endless nesting', '['.repeat(2_000_000), 400],
      ['endless nesting in base64', Buffer.from('['.repeat(2_000_000)).toString('base64'), 400],
      ['6 MB', Buffer.alloc(6 * 1024 * 1024, 32), 413],
      ['a zip bomb', gzipSync(Buffer.alloc(100 * 1024 * 1024)), 413],
      ['a zip bomb in base64', gzipSync(Buffer.alloc(100 * 1024 * 1024)).toString('base64'), 413],
      ['a million nothings', `[${'1,'.repeat(1_000_000)}1]`, 413],
      ['brotli', '{}', 415],
    ])('refuses %s', async (name, raw, status) => {
      const headers: Record<string, string> = name === 'brotli' ? { 'content-encoding': 'br' } : {};
      for (const path of ['/e/', '/batch/', '/engage/', V1]) {
        const answer = await post(path, { raw, headers });
        expect(answer).toMatchObject({
          status,
          body: { success: false, message: expect.stringMatching(/\w \w/) },
        });
      }
    });
  });

  it.each<[string, object, Record<string, string>]>([
    ['no key', {}, {}],
    ['a wrong key', { api_key: 'gsw_wrong' }, {}],
    ['a key that is no text', { api_key: { $ne: null } }, {}],
    ['a NUL in the key', { token: 'gsw\0' }, {}],
    ['an endless key', { token: 'x'.repeat(100_000) }, {}],
    ['a wrong bearer', {}, { authorization: 'Bearer gsw_wrong' }],
  ])('answers 401 to %s', async (_case, fields, headers) => {
    for (const path of [...EVENT_PATHS, V1]) {
      const answer = await post(path, { body: { ...captured(), ...fields }, headers });
      expect(answer).toMatchObject({ status: 401, body: { success: false, message: expect.any(String) } });
    }
  });

  const bad = () => [
    null,
    captured({ distinct_id: undefined }),
    captured({ distinct_id: 'undefined' }),
    captured({ event: '' }),
    captured({ properties: { x: 'x'.repeat(33 * 1024) } }),
    captured({ timestamp: 'yesterday' }),
    'x',
    captured({ properties: JSON.parse(`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`) }),
    captured({ properties: [] }),
  ];
  const REASONS = [
    'not_an_object',
    'no_id',
    'junk_id',
    'no_event_name',
    'too_large',
    'bad_timestamp',
    'not_an_object',
    'too_deep',
    'wrong_type',
  ];

  it('keeps the good events of a batch, and names each that it refuses', async () => {
    const good = [captured(), captured(), captured()];
    const batch = [good[0], ...bad(), good[1], good[2]];
    const { status, body } = await post('/batch/', { body: { api_key: world.key, batch } });
    expect([status, body.accepted]).toEqual([400, 3]);
    expect(body.errors?.map(({ index, reason }) => [index, reason])).toEqual(
      REASONS.map((reason, index) => [index + 1, reason]),
    );
    expect(await world.stored(good.map(({ uuid }) => uuid))).toHaveLength(3);
  });

  it('answers by uuid in the newer protocol', async () => {
    const good = captured({ session_id: 's1', options: {} });
    const batch = [good, ...bad()];
    const response = await fetch(`${world.url}${V1}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${world.key}`,
        'posthog-sdk-info': 'posthog-node/5.70.0',
        'posthog-request-timestamp': new Date(Date.now() + 3_600_000).toISOString(),
      },
      body: JSON.stringify({ created_at: new Date().toISOString(), batch }),
    });
    const { results } = (await response.json()) as {
      results: Record<string, { result: string; details?: string }>;
    };
    expect([response.status, Object.keys(results).length]).toEqual([200, batch.length]);
    expect(results[good.uuid]).toEqual({ result: 'ok' });
    const drops = Object.values(results).filter(({ result }) => result === 'drop');
    expect(drops.map(({ details }) => details?.split(':')[0]).sort()).toEqual([...REASONS].sort());
    const stored = await one(good.uuid);
    expect(stored).toMatchObject({
      platform: 'server',
      sessionId: 's1',
      properties: { $lib: 'posthog-node' },
    });
    const age = Date.parse(stored.receivedAt) - Date.parse(stored.timestamp);
    expect(age).toBeGreaterThan(3_500_000);
  });

  it('stays up and says 4xx to whatever comes, on every endpoint', async () => {
    const odd = fc.oneof(
      fc.json({ maxDepth: 3 }),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc.string({ unit: 'binary', maxLength: 200 }).map((text) => `data=${text}`),
      fc.string({ maxLength: 200 }).map((text) => `data=${Buffer.from(text).toString('base64')}`),
      fc.string({ unit: 'binary', maxLength: 200 }).map((text) => gzipSync(text)),
      fc
        .dictionary(
          fc.constantFrom(
            'event',
            'batch',
            'data',
            'sent_at',
            'distinct_id',
            'properties',
            '$set',
            'uuid',
            'offset',
            'options',
          ),
          fc.jsonValue(),
        )
        .map((fields) => JSON.stringify({ api_key: world.key, ...fields })),
      fc
        .array(
          fc.dictionary(
            fc.constantFrom('event', 'distinct_id', 'properties', '$set', 'uuid', 'timestamp'),
            fc.jsonValue(),
          ),
          { maxLength: 4 },
        )
        .map((batch) => JSON.stringify({ api_key: world.key, batch })),
    );
    const paths = fc.constantFrom(...[...EVENT_PATHS, V1, '/s/', '/flags/?v=2', '/decide/?v=3']);
    const queries = fc.constantFrom(
      '',
      '?compression=gzip-js',
      '?compression=lz64&_=x',
      '?token[]=a&token[]=b',
      '?v=NaN&token=%00',
    );
    await fc.assert(
      fc.asyncProperty(paths, queries, odd, async (path, query, raw) => {
        const { status } = await post(`${path}${path.includes('?') ? '' : query}`, { raw });
        expect([200, 400, 401, 413, 415]).toContain(status);
      }),
      runs({ quick: 80, deep: 400 }),
    );
    ok(await post('/e/', { body: { api_key: world.key, ...captured() } }));
  });

  describe('start-up calls', () => {
    const get = async (path: string, origin = 'https://shop.example') => {
      const response = await fetch(`${world.url}${path}`, { headers: { origin } });
      expect(response.headers.get('access-control-allow-origin')).toBe(origin);
      return {
        status: response.status,
        type: response.headers.get('content-type'),
        text: await response.text(),
      };
    };

    it.each([
      ['/flags?v=1', { featureFlags: {}, featureFlagPayloads: {} }],
      ['/flags/?v=2', { flags: {} }],
      ['/decide/?v=1', { featureFlags: [] }],
      ['/decide/?v=2', { featureFlags: {} }],
      ['/decide?v=3', { featureFlags: {}, featureFlagPayloads: {} }],
      ['/decide/?v=4', { flags: {} }],
    ])('%s has no flags, and no error', async (path, flags) => {
      const common = { errorsWhileComputingFlags: false, sessionRecording: false, siteApps: [] };
      for (const raw of [JSON.stringify({ token: world.key, distinct_id: 'ada' }), 'x', '']) {
        const { status, body } = await post(path, { raw });
        expect([status, body]).toMatchObject([200, { ...flags, ...common }]);
      }
      expect(JSON.parse((await get(path)).text)).toMatchObject(flags);
    });

    it('have a configuration, as JSON and as a script', async () => {
      const { text } = await get('/array/gsw_k/config');
      expect(JSON.parse(text)).toMatchObject({
        token: 'gsw_k',
        sessionRecording: false,
        supportedCompression: ['gzip-js', 'base64'],
      });
      const script = await get('/array/gsw_k/config.js');
      expect(script.type).toContain('javascript');
      const window: Record<string, Record<string, { config: unknown }>> = {};
      new Function('window', script.text)(window);
      expect(window._POSTHOG_REMOTE_CONFIG?.gsw_k?.config).toEqual(JSON.parse(text));
      expect((await get(`/array/${encodeURIComponent("x'</script>")}/config.js`)).status).toBe(404);
    });

    it('find nothing where nothing is, in JSON', async () => {
      for (const path of ['/static/1.449.2/surveys.js', '/static/array.js', '/array/gsw_k/array.js']) {
        const { status, text } = await get(path);
        expect([status, JSON.parse(text)]).toMatchObject([404, { reason: 'not_served' }]);
      }
      expect(JSON.parse((await get('/api/surveys/?token=k')).text)).toEqual({ surveys: [] });
      expect(JSON.parse((await get('/api/early_access_features/?token=k')).text)).toEqual({
        earlyAccessFeatures: [],
      });
    });

    it('recordings are answered, and not kept', async () => ok(await post('/s/', { raw: gzipSync('{}') })));

    it.each(['/e/', V1, '/flags/', '/array/k/config'])('answer the preflight of %s', async (path) => {
      const headers = {
        origin: 'https://shop.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      };
      const response = await fetch(`${world.url}${path}`, { method: 'OPTIONS', headers });
      expect(response.status).toBe(204);
      expect(response.headers.get('access-control-allow-origin')).toBe('https://shop.example');
      expect(response.headers.get('access-control-allow-credentials')).toBe('true');
    });
  });
});

describe('PostHog’s protocol without Kafka', () => {
  it('answers 503 and when to come again, never a status that SDKs give up at', async () => {
    const world = await CollectorWorld.create('Kafka', createKafkaEventLog({ brokers: ['127.0.0.1:1'] }));
    for (const path of [...EVENT_PATHS, V1]) {
      const answer = await world.post(path, { key: null, body: { api_key: world.key, batch: [captured()] } });
      expect(answer).toMatchObject({ status: 503, body: { success: false } });
      expect(answer.headers.get('retry-after')).toBe('1');
    }
    expect((await world.post('/flags/?v=2', { key: null, body: {} })).status).toBe(200);
    await world.close();
  });
});
