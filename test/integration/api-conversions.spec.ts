import { ConversionWorker } from '@groundswell/api';
import { EVENTS_TOPIC, eventKey } from '@groundswell/contracts';
import { md5, sha256 } from '@groundswell/conversions';
import { EVENT_LOG, type EventLog } from '@groundswell/event-log';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { type ApiApp, call, projectWithRoles, startApiApp } from './support/api-app.js';
import { NetworkStub } from './support/network-stub.js';
import { turnOf } from './support/turn-of.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let api: ApiApp;
let stub: NetworkStub;
let ours: Awaited<ReturnType<typeof projectWithRoles>>;
let theirs: typeof ours;
beforeAll(async () => {
  stub = await NetworkStub.start();
  api = await startApiApp({ GROUNDSWELL_WEBHOOK_ADDRESSES: '127.0.0.1' });
  ours = await projectWithRoles(api, 'Ours');
  theirs = await projectWithRoles(api, 'Theirs');
});
afterAll(async () => {
  await api?.close();
  await stub?.close();
});
afterEach(async () => {
  await sql('DELETE FROM conversion_destinations');
  stub.reset();
});

const send = (method: string, path: string, token: string, body?: object, project = ours) =>
  call(api.app, method, `/api/projects/${project.id}${path}`, { token, body });
const sql = <T = unknown>(statement: string, parameters: unknown[] = []) =>
  api.app.get(DataSource).query<T[]>(statement, parameters);

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 30_000; !(await isSo()); await pause(50)) {
    if (Date.now() > end) throw new Error('it did not come about');
  }
}

/** Stores events as the collector would have sent them; `ago` in ms. Returns their ids. */
async function store(...events: ({ ago?: number } & Record<string, unknown>)[]): Promise<string[]> {
  const now = Date.now();
  const whole = events.map(({ ago = HOUR, ...event }) => ({
    v: 1 as const,
    projectId: ours.id,
    messageId: randomUUID(),
    type: 'track' as const,
    event: 'Opened',
    timestamp: new Date(now - ago).toISOString(),
    receivedAt: new Date(now).toISOString(),
    source: 'live' as const,
    platform: 'web' as const,
    properties: {},
    ...event,
  }));
  const log = api.app.get<EventLog>(EVENT_LOG);
  const before = await countOf();
  await log.append(
    EVENTS_TOPIC,
    whole.map((event) => ({ key: eventKey(event), value: Buffer.from(JSON.stringify(event)) })),
  );
  await until(async () => (await countOf()) >= before + events.length);
  return whole.map(({ messageId }) => messageId);
}

async function countOf(): Promise<number> {
  const path = '/export?from=2020-01-01&to=2100-01-01';
  return String((await send('GET', path, ours.tokens.owner)).body).split('\n').length - 1;
}

const NETWORKS = {
  meta: { settings: { pixelId: '77' }, credentials: { accessToken: 'meta-token' }, name: 'Purchase' },
  google: {
    settings: { accountId: '1234567890' },
    credentials: { clientId: 'c', clientSecret: 's', refreshToken: 'google-refresh' },
    name: '5551',
  },
  tiktok: {
    settings: { eventSourceId: 'C77' },
    credentials: { accessToken: 'tiktok-token' },
    name: 'CompletePayment',
  },
  baidu: {
    settings: { landingUrl: 'https://shop.example/' },
    credentials: { token: 'baidu-token' },
    name: '26',
  },
  tencent: {
    settings: { accountId: '9', userActionSetId: '8' },
    credentials: { accessToken: 'tencent-token' },
    name: 'PURCHASE',
  },
  oceanengine: { settings: {}, credentials: {}, name: 'active_pay' },
};
type Network = keyof typeof NETWORKS;

/** An event name of each test's own, so that tests do not meet. */
let paid = 'Paid';
const destination = (network: Network, over: object = {}) => {
  const { settings, credentials, name } = NETWORKS[network];
  paid = `Paid ${randomUUID().slice(0, 8)}`;
  const money = { valueProperty: 'properties.amount', currency: 'EUR' };
  return {
    ...{ network, name: `Our ${network}`, settings, credentials, consentProperty: null },
    rules: [{ event: paid, name, ...money }],
    baseUrl: stub.url(network),
    ...over,
  };
};
async function make(network: Network, over: object = {}): Promise<number> {
  const made = await send(
    'POST',
    '/conversionDestinations',
    ours.tokens.marketer,
    destination(network, over),
  );
  expect([made.status, made.body.errors]).toEqual([201, undefined]);
  return made.body.id as number;
}

/** As if the time of everything had come. */
async function turn(): Promise<void> {
  await sql(`UPDATE conversion_destinations SET next_scan_at = 'epoch'`);
  await turnOf(api.app.get(ConversionWorker));
}
async function settled(count: number): Promise<Record<string, Row>> {
  await until(async () => {
    await turn();
    const rows = await outbox();
    return rows.length >= count && rows.every(({ state }) => state !== 'sending');
  });
  return Object.fromEntries((await outbox()).map((row) => [row.eventId, row]));
}

interface Row {
  id: number;
  eventId: string;
  state: string;
  attempts: number;
  problem: string | null;
  request: unknown;
  answer: string | null;
  nextAttemptAt: string | null;
}
async function outbox(): Promise<Row[]> {
  return (await send('GET', '/conversions?perPage=100', ours.tokens.viewer)).body.data as Row[];
}
const person = (name: string, traits: object = {}) => ({
  ...{ type: 'identify', event: '$identify', userId: name, ago: 2 * HOUR },
  traits: { email: `${name}@Example.com`, phone: '+86 135 0000 0000', ...traits },
});

describe('a conversion', () => {
  it('goes to Meta once with what it was brought by and whom it was of; old ones and those without consent stay', async () => {
    await make('meta', { consentProperty: 'person.marketing.ads' });
    const click = { event: '$pageview', anonymousId: 'phone-1', clickIds: { fbclid: 'AbC' }, ago: 3 * HOUR };
    const yes = { marketing: { ads: true } };
    await store(click, { ...person('ada', yes), anonymousId: 'phone-1' }, person('bob'));
    const [good, old, without] = await store(
      { event: paid, userId: 'ada', properties: { amount: 12.5 } },
      { event: paid, userId: 'ada', properties: { amount: 1 }, ago: 8 * DAY },
      { event: paid, userId: 'bob', properties: { amount: 2 } },
    );
    const rows = await settled(3);
    expect(stub.refused).toEqual([]);
    expect(stub.idsOf('meta')).toEqual([good]);
    expect(stub.taken.meta[0]).toMatchObject({
      data: [
        {
          event_name: 'Purchase',
          user_data: {
            em: [sha256('ada@example.com')],
            ph: [sha256('8613500000000')],
            external_id: [sha256('ada')],
            fbc: expect.stringMatching(/^fb\.1\.\d{13}\.AbC$/) as unknown,
          },
          custom_data: { value: 12.5, currency: 'EUR' },
        },
      ],
    });
    expect(rows[good!]).toMatchObject({ state: 'delivered', attempts: 1, problem: null });
    expect(JSON.stringify(rows[good!]!.request)).not.toMatch(/[0-9a-f]{32}|AbC|meta-token/);
    expect(rows[old!]).toMatchObject({ state: 'expired', attempts: 0 });
    expect(rows[without!]).toMatchObject({ state: 'withheld', attempts: 0 });
    // Everything is looked at again from the beginning, and nothing comes of it.
    await sql(`UPDATE conversion_destinations SET scanned_until = 'epoch'`);
    await turn();
    expect([stub.idsOf('meta').length, (await outbox()).length]).toEqual([1, 3]);
    const { counts } = (await send('GET', '/conversions/counts', ours.tokens.viewer)).body;
    expect(counts).toMatchObject({ delivered: 1, expired: 1, withheld: 1, queued: 0, dead: 0 });
  });

  it('that was sent and not marked, as by a crash, comes again under the same id, whoever takes it up', async () => {
    await make('tencent');
    await store(person('eve'));
    const ids = await store(
      ...Array.from({ length: 120 }, () => ({ event: paid, userId: 'eve', properties: { amount: 3 } })),
    );
    await sql(`UPDATE conversion_destinations SET next_scan_at = 'epoch'`);
    // Several at once; the one that the process runs by itself is another.
    const worker = api.app.get(ConversionWorker);
    await until(async () => {
      await Promise.all([worker.turn(), worker.turn(), worker.turn()]);
      return stub.idsOf('tencent').length >= 120;
    });
    await until(async () => (await outbox()).every(({ state }) => state === 'delivered'));
    expect(stub.idsOf('tencent').sort()).toEqual([...ids].sort());
    expect(stub.taken.tencent.every(({ actions }) => (actions as unknown[]).length <= 50)).toBe(true);
    await sql(
      `UPDATE conversion_outbox SET state = 'sending', lease = gen_random_uuid(), lease_until = now() - interval '1 second'
       WHERE event_id = ANY($1)`,
      [ids.slice(0, 2)],
    );
    await api.restart();
    await until(async () => {
      await turn();
      return (await outbox()).every(({ state }) => state === 'delivered');
    });
    const told = stub.idsOf('tencent');
    expect([told.length, new Set(told).size]).toEqual([122, 120]);
    expect(stub.taken.tencent[0]).toMatchObject({
      actions: expect.arrayContaining([
        expect.objectContaining({
          user_id: { hash_phone: md5('13500000000') },
          action_param: { value: 300 },
        }),
      ]) as unknown,
    });
  }, 120_000);

  it('whose answer is lost on the way comes again under the same id', async () => {
    await make('meta');
    await store(person('sam'));
    stub.answersToLose = 1;
    const [id] = await store({ event: paid, userId: 'sam', properties: { amount: 1 } });
    expect(Object.values(await settled(1))).toMatchObject([{ state: 'queued', attempts: 1 }]);
    await sql('UPDATE conversion_destinations SET held_until = NULL');
    await sql('UPDATE conversion_outbox SET next_attempt_at = now()');
    expect(Object.values(await settled(1))).toMatchObject([{ state: 'delivered', attempts: 2 }]);
    expect(stub.idsOf('meta')).toEqual([id, id]);
  });

  it('of somebody who is erased is gone, sent or not', async () => {
    stub.mood = () => ({ status: 503, body: {} });
    await make('meta');
    await store(person('mia'));
    await store({ event: paid, userId: 'mia', properties: { amount: 1 } });
    expect(Object.values(await settled(1))).toMatchObject([{ state: 'queued', attempts: 1 }]);
    const { body } = await send('POST', '/erasures', ours.tokens.owner, { distinctId: 'mia' });
    await until(
      async () => (await send('GET', `/erasures/${body.erasureId}`, ours.tokens.owner)).body.state === 'done',
    );
    stub.reset();
    await sql(`UPDATE conversion_destinations SET scanned_until = 'epoch', held_until = NULL`);
    await turn();
    expect([await outbox(), stub.idsOf('meta')]).toEqual([[], []]);
  });
});

describe('a network', () => {
  it('Google names the events it refuses a request for: the rest goes without them', async () => {
    stub.mood = ({ events }: { events: { conversionValue: number }[] }) => {
      const place = events.findIndex(({ conversionValue }) => conversionValue > 1000);
      if (place < 0) return null;
      const fieldViolations = [{ field: `events[${place}].conversion_value`, description: 'too much' }];
      return { status: 400, body: { error: { status: 'INVALID_ARGUMENT', details: [{ fieldViolations }] } } };
    };
    await make('google');
    await store(
      { event: '$pageview', userId: 'gus', clickIds: { gclid: 'G1' }, ago: 2 * HOUR },
      person('gus'),
    );
    const [good, bad, other] = await store(
      ...[5, 9999, 7].map((amount) => ({ event: paid, userId: 'gus', properties: { amount } })),
    );
    const rows = await settled(3);
    expect(stub.refused).toEqual([]);
    expect(stub.idsOf('google').sort()).toEqual([good, other].sort());
    expect(rows[bad!]).toMatchObject({
      state: 'refused',
      problem: expect.stringMatching(/^events\[\d\]\.conversion_value: too much$/) as unknown,
    });
    expect(rows[good!]!.state).toBe('delivered');
    expect(stub.taken.google[0]!.events).toMatchObject([
      { adIdentifiers: { gclid: 'G1' }, userData: { userIdentifiers: expect.any(Array) as unknown } },
      {},
    ]);
    expect(stub.tokens).toBe(1);
  });

  it('that refuses a whole request without a word for whom is found out by halves', async () => {
    stub.mood = ({ data }: { data: { properties: { value: number } }[] }) =>
      data.some(({ properties }) => properties.value === 4)
        ? { status: 200, body: { code: 40002, message: 'one is wrong' } }
        : null;
    await make('tiktok');
    await store(person('tim'));
    const ids = await store(
      ...[1, 2, 3, 4, 5].map((amount) => ({ event: paid, userId: 'tim', properties: { amount } })),
    );
    const rows = await settled(5);
    expect(stub.idsOf('tiktok').sort()).toEqual(ids.filter((id) => id !== ids[3]).sort());
    expect(rows[ids[3]!]).toMatchObject({ state: 'refused', problem: '40002: one is wrong' });
  });

  it('that is busy is left alone for as long as it asks, and then told', async () => {
    stub.mood = () => ({ status: 429, body: {}, headers: { 'retry-after': '7200' } });
    const id = await make('tiktok');
    await store(person('kim'));
    await store({ event: paid, userId: 'kim', properties: { amount: 1 } });
    const [row] = Object.values(await settled(1));
    expect(row).toMatchObject({
      state: 'queued',
      attempts: 1,
      problem: expect.stringContaining('429') as unknown,
    });
    expect(Date.parse(row!.nextAttemptAt!)).toBeGreaterThan(Date.now() + 7_000_000);
    const one = await send('GET', `/conversionDestinations/${id}`, ours.tokens.viewer);
    expect(Date.parse(one.body.heldUntil as string)).toBeGreaterThan(Date.now() + 7_000_000);
    stub.reset();
    await send('POST', `/conversionDestinations/${id}/resume`, ours.tokens.marketer);
    await sql(`UPDATE conversion_outbox SET next_attempt_at = now()`);
    expect(Object.values(await settled(1))).toMatchObject([{ state: 'delivered', attempts: 2 }]);
  });

  it('that does not know us pauses its destination alone, until it gets other credentials', async () => {
    const wrong = { clientId: 'c', clientSecret: 's', refreshToken: 'revoked' };
    const id = await make('google', { credentials: wrong });
    await store(person('lea'));
    await store({ event: paid, userId: 'lea', properties: { amount: 1 } });
    expect(Object.values(await settled(1))).toMatchObject([{ state: 'queued', attempts: 0 }]);
    const path = `/conversionDestinations/${id}`;
    const paused = await send('GET', path, ours.tokens.viewer);
    expect(paused.body.pausedReason).toBe('Google gives no access token (HTTP 400): invalid_grant');
    const { credentials } = NETWORKS.google;
    const changed = await send('PATCH', path, ours.tokens.marketer, { credentials });
    expect(changed.body.pausedReason).toBeNull();
    expect(Object.values(await settled(1))).toMatchObject([{ state: 'delivered', attempts: 1 }]);
  });

  it('Google takes a service account that signs for itself, too', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    stub.publicKey = publicKey;
    const serviceAccount = JSON.stringify({
      client_email: 'sa@project.iam.gserviceaccount.com',
      private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    });
    const settings = { accountId: '1234567890' };
    const id = await make('google', { settings, credentials: { serviceAccount } });
    const { body } = await send('POST', `/conversionDestinations/${id}/test`, ours.tokens.marketer);
    expect(body).toMatchObject({ accepted: true, problem: null });
    expect(stub.taken.google).toMatchObject([{ validateOnly: true }]);
  });

  it('of China knows people by their clicks', async () => {
    const clickIds = { bd_vid: 'B1', clickid: 'O1' };
    const url = 'https://shop.example/zh?mail=x&bd_vid=B1';
    await store({ event: '$pageview', userId: 'wei', clickIds, properties: { url }, ago: 2 * HOUR });
    for (const network of ['baidu', 'oceanengine'] as const) {
      await make(network);
      const [good, stranger] = await store(
        { event: paid, userId: 'wei', properties: { amount: 8 } },
        { event: paid, userId: 'nobody', properties: { amount: 8 } },
      );
      const rows = await settled(2);
      expect([rows[good!]!.state, rows[stranger!]!.state]).toEqual(['delivered', 'refused']);
      await sql('DELETE FROM conversion_destinations');
    }
    expect(stub.refused).toEqual([]);
    expect(stub.taken.baidu[0]).toMatchObject({
      conversionTypes: [{ logidUrl: 'https://shop.example/zh?bd_vid=B1', newType: 26, convertValue: 800 }],
    });
    expect(stub.taken.oceanengine[0]).toMatchObject({ context: { ad: { callback: 'O1' } } });
  });
});

describe('a member', () => {
  it('sees what would be sent, to the letter, and nothing is', async () => {
    // Off, so that the process does not send by itself meanwhile.
    const id = await make('meta', { consentProperty: 'properties.consent', enabled: false });
    await store(person('zoe'));
    const [good, without] = await store(
      { event: paid, userId: 'zoe', properties: { amount: 4, consent: 'granted' } },
      { event: paid, userId: 'zoe', properties: { amount: 4 } },
    );
    const path = `/conversionDestinations/${id}/dryRun`;
    const { status, body } = await send('POST', path, ours.tokens.marketer, {});
    expect(status).toBe(200);
    expect(body.requests).toMatchObject([
      {
        url: `${stub.url('meta')}/v23.0/77/events`,
        body: { data: [{ event_id: good, user_data: { em: [sha256('zoe@example.com')] } }] },
      },
    ]);
    expect(body.left).toMatchObject([{ eventId: without, state: 'withheld' }]);
    expect(JSON.stringify(body)).not.toContain('meta-token');
    expect([stub.taken.meta, await outbox()]).toEqual([[], []]);
    expect((await send('POST', path, ours.tokens.viewer, {})).status).toBe(403);
  });

  it('has one sent again that was given up, and not one that arrived', async () => {
    stub.mood = () => ({ status: 500, body: {} });
    const id = await make('meta');
    await store(person('dan'));
    await store({ event: paid, userId: 'dan', properties: { amount: 4 } });
    await settled(1);
    await sql('UPDATE conversion_outbox SET attempts = 13, next_attempt_at = now()');
    await sql('UPDATE conversion_destinations SET held_until = NULL');
    const [dead] = Object.values(await settled(1));
    expect(dead).toMatchObject({ state: 'dead', attempts: 14 });
    stub.reset();
    await sql('UPDATE conversion_destinations SET held_until = NULL');
    const again = await send('POST', `/conversions/${dead!.id}/resend`, ours.tokens.marketer);
    expect(again.body).toMatchObject({ state: 'queued', attempts: 0 });
    expect(Object.values(await settled(1))).toMatchObject([{ state: 'delivered' }]);
    expect((await send('POST', `/conversions/${dead!.id}/resend`, ours.tokens.marketer)).status).toBe(409);
    const none = await send('POST', `/conversionDestinations/${id}/resend`, ours.tokens.marketer, {});
    expect(none.body).toEqual({ resent: 0 });
  });

  it('tests what is set, once in ten seconds, where the network can be tested', async () => {
    const settings = { pixelId: '77', testEventCode: 'TEST9' };
    const id = await make('meta', { settings });
    const path = `/conversionDestinations/${id}/test`;
    const good = await send('POST', path, ours.tokens.marketer);
    expect(good.body).toMatchObject({ accepted: true, problem: null });
    expect(stub.taken.meta).toMatchObject([{ test_event_code: 'TEST9', data: [{ event_name: 'Purchase' }] }]);
    const soon = await send('POST', path, ours.tokens.marketer);
    expect([soon.status, soon.headers['retry-after']]).toEqual([429, '10']);
    const baidu = await make('baidu');
    const refused = await send('POST', `/conversionDestinations/${baidu}/test`, ours.tokens.marketer);
    expect([refused.status, refused.body.errors[0].path]).toEqual([400, 'testMode']);
  });

  it('never gets credentials back, nor has them sent elsewhere', async () => {
    const id = await make('meta');
    const path = `/conversionDestinations/${id}`;
    for (const at of [path, '/conversionDestinations', '/auditLog']) {
      const { body } = await send('GET', at, ours.tokens.owner);
      expect(JSON.stringify(body)).not.toContain('meta-token');
    }
    const [row] = await sql<{ credentials: string }>('SELECT * FROM conversion_destinations');
    expect(JSON.stringify(row)).not.toContain('meta-token');
    const moved = await send('PATCH', path, ours.tokens.marketer, { baseUrl: 'https://elsewhere.example' });
    expect([moved.status, moved.body.errors[0].path]).toEqual([400, 'credentials']);
  });

  it('does not reach the inside by an address of their own', async () => {
    const settings = { pixelId: '77', testEventCode: 'T' };
    for (const baseUrl of ['http://169.254.169.254', 'http://10.0.0.1', 'http://[::1]:1']) {
      const id = await make('meta', { settings, baseUrl });
      const { body } = await send('POST', `/conversionDestinations/${id}/test`, ours.tokens.marketer);
      expect(body).toMatchObject({
        accepted: false,
        problem: expect.stringMatching(/address is of the inside/) as unknown,
      });
    }
  });

  it.each<[string, { network?: Network; [field: string]: unknown }]>([
    ['rules.0.name', { rules: [{ event: 'Paid', name: 'no number' }], network: 'baidu' }],
    ['settings.pixelId', { settings: {} }],
    ['credentials.accessToken', { credentials: {} }],
    [
      'credentials',
      {
        network: 'google',
        settings: { accountId: '1' },
        credentials: { clientId: 'c' },
        rules: [{ event: 'Paid', name: '1' }],
      },
    ],
    ['settings.testEventCode', { testMode: true }],
    ['consentProperty', { consentProperty: 'ads' }],
    ['rules', { rules: ['a', 'b'].map((name) => ({ event: 'Paid', name })) }],
    ['baseUrl', { baseUrl: 'file:///etc/passwd' }],
    ['rules.0', { rules: [{ event: 'Paid', name: 'a', valueProperty: 'properties.a..b' }] }],
    [
      'rules.0',
      {
        rules: [{ event: 'Paid', name: 'a', filters: [{ property: 'nothing', operator: 'eq', value: 1 }] }],
      },
    ],
  ])('is told what is wrong with %s', async (path, { network = 'meta', ...over }) => {
    const body = destination(network, over);
    const refused = await send('POST', '/conversionDestinations', ours.tokens.marketer, body);
    expect([refused.status, refused.body.errors[0].path]).toEqual([400, path]);
  });

  it('of another project, or who only looks, gets nowhere', async () => {
    const id = await make('meta');
    await store(person('uma'));
    await store({ event: paid, userId: 'uma', properties: { amount: 4 } });
    const [row] = Object.values(await settled(1));
    const one = `/conversionDestinations/${id}`;
    for (const [method, path, body] of [
      ['GET', one],
      ['PATCH', one, { name: 'x' }],
      ['POST', `${one}/dryRun`, {}],
      ['POST', `${one}/test`],
      ['POST', `${one}/resume`],
      ['POST', `${one}/resend`, {}],
      ['DELETE', one],
      ['GET', `/conversions/${row!.id}`],
      ['POST', `/conversions/${row!.id}/resend`],
    ] as const) {
      expect([path, (await send(method, path, theirs.tokens.admin, body, theirs)).status]).toEqual([
        path,
        404,
      ]);
      expect((await send(method, path, theirs.tokens.admin, body)).status).toBe(404);
      if (method === 'GET') continue;
      for (const role of ['viewer', 'analyst'] as const) {
        expect((await send(method, path, ours.tokens[role], body)).status).toBe(403);
      }
    }
    const scoped = await call(api.app, 'POST', '/api/auth/tokens', {
      token: ours.tokens.marketer,
      body: { name: 'reads', scopes: ['read'] },
    });
    const reads = scoped.body.token as string;
    expect((await send('GET', one, reads)).status).toBe(200);
    expect((await send('POST', `${one}/dryRun`, reads, {})).status).toBe(200);
    for (const path of [`${one}/test`, `${one}/resume`, `/conversions/${row!.id}/resend`]) {
      expect((await send('POST', path, reads)).status).toBe(403);
    }
    expect((await send('GET', '/conversions', theirs.tokens.admin, undefined, theirs)).body.total).toBe(0);
    const file = await send('GET', '/conversions/file', reads);
    expect(file.body.split('\r\n')).toEqual([
      expect.stringMatching(/^id,destinationId,event,/),
      expect.stringContaining(`${row!.id},${id},`),
      '',
    ]);
    expect((await send('GET', '/conversions/file', theirs.tokens.admin)).status).toBe(404);
    const none = await send('GET', '/conversions/file', theirs.tokens.admin, undefined, theirs);
    expect(none.body.trim().split('\r\n')).toHaveLength(1);
    const counts = await send(
      'GET',
      `/conversions/counts?destinationId=${id}`,
      theirs.tokens.admin,
      undefined,
      theirs,
    );
    expect(counts.body.counts.delivered).toBe(0);
    const made = await send('POST', '/conversionDestinations', ours.tokens.viewer, destination('meta'));
    expect(made.status).toBe(403);
  });
});
