import {
  createKafkaEventLog,
  type EmbeddedKafka,
  findJava,
  startEmbeddedKafka,
} from '@groundswell/event-log';
import { metrics } from '@groundswell/platform';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { basic, CollectorWorld } from './support/collector-world.js';

const MAX_IN_FLIGHT_BYTES = 64 * 1024 * 1024;
const track = (fields: object = {}) => ({
  type: 'track',
  event: 'Chat Started',
  userId: 'ada',
  messageId: randomUUID(),
  ...fields,
});
const large = () =>
  JSON.stringify({
    batch: Array.from({ length: 130 }, () => track({ properties: { x: 'x'.repeat(30_000) } })),
  });

async function gauge(name: string): Promise<number> {
  const [value] = (await metrics.getSingleMetric(name)!.get()).values;
  return value?.value ?? 0;
}
const inFlight = () => gauge('groundswell_collector_in_flight_bytes');

async function until(what: () => Promise<boolean>, limitMs = 60_000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await what())) {
    if (Date.now() > end) throw new Error('not in time');
    await pause(50);
  }
}

describe('senders that are slow', () => {
  let world: CollectorWorld;
  const sockets: Socket[] = [];
  beforeAll(async () => {
    world = await CollectorWorld.create('PostgreSQL');
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await until(async () => (await inFlight()) === 0);
  });
  afterAll(() => world.close());

  /** Opens a request and sends so much of its body, and no more. */
  const open = async (headers: string[], sent: string, url = world.url): Promise<Socket> => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    sockets.push(socket);
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.write(['POST /v1/batch HTTP/1.1', 'host: x', ...headers, '', sent].join('\r\n'));
    return socket;
  };
  const answer = async (socket: Socket): Promise<string> => String((await once(socket, 'data'))[0]);
  const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;

  it('take no memory by what they only say', async () => {
    for (let at = 0; at < 100; at++) await open(['content-length: 5000000'], '{');
    for (let at = 0; at < 100; at++) await open(['transfer-encoding: chunked'], chunk('{'));
    await until(async () => (await inFlight()) > 0);
    expect(await inFlight()).toBeLessThan(2_000_000);
    expect((await world.post('/v1/track', { body: track() })).status).toBe(200);
  });

  it('leave room to those who have a key, when strangers fill theirs', async () => {
    const room = MAX_IN_FLIGHT_BYTES / 2;
    const part = chunk(' '.repeat(2_000_000));
    for (let at = 0; at < 30; at++) await open(['transfer-encoding: chunked'], part);
    // Who is refused frees 2 MB at most, so from here on less than 4 MB of it are free, however slowly the rest arrives.
    await until(async () => (await inFlight()) > room - 3_500_000);
    expect(await inFlight()).toBeLessThanOrEqual(room);
    expect((await world.post('/v1/batch', { raw: large() })).status).toBe(200);
    const stranger = await world.post('/v1/batch', { key: null, raw: ' '.repeat(4_000_000) });
    expect(stranger).toMatchObject({ status: 503, body: { reason: 'busy' } });
    expect(stranger.headers.get('retry-after')).toBe('1');
  });

  it('hear of a wrong key before they have sent anything', async () => {
    const socket = await open(['content-length: 5000000', `authorization: ${basic('gsw_wrong')}`], '');
    expect(await answer(socket)).toMatch(/^HTTP\/1\.1 401 .*wrong_key/s);
    expect((await world.post('/v1/track', { body: track() })).status).toBe(200);
  });

  it('are told so after a while, and what they held is free again', async () => {
    const strict = await CollectorWorld.create('PostgreSQL', undefined, { limits: { bodyLimitMs: 300 } });
    const headers = ['transfer-encoding: chunked', `authorization: ${basic(strict.key)}`];
    const socket = await open(headers, chunk('{"'), strict.url);
    expect(await answer(socket)).toMatch(/^HTTP\/1\.1 503 .*too_slow/s);
    await until(async () => (await inFlight()) === 0);
    await strict.close();
  });
});

describe('a write key that sends too much', () => {
  let world: CollectorWorld;
  beforeAll(async () => {
    world = await CollectorWorld.create('PostgreSQL', undefined, { limits: { eventsPerSecond: 20 } });
  });
  afterAll(() => world.close());

  it('is told when to come again, loses nothing, and is in nobody else’s way', async () => {
    const other = await world.addProject();
    const first = Array.from({ length: 100 }, () => track());
    expect((await world.post('/v1/batch', { body: { batch: first } })).status).toBe(200);
    const again = track();
    const refused = await world.post('/v1/track', { body: again });
    expect(refused).toMatchObject({ status: 429, body: { success: false, reason: 'rate_limit' } });
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThanOrEqual(1);
    // SDKs of PostHog give up at a 429.
    const captured = { uuid: randomUUID(), event: 'x', distinct_id: 'ada' };
    const posthog = await world.post('/e/', { key: null, body: { api_key: world.key, ...captured } });
    expect(posthog.status).toBe(503);
    const left = Number(posthog.headers.get('retry-after'));
    expect(left).toBeGreaterThanOrEqual(1);
    expect(left).toBeLessThanOrEqual(seconds);
    expect((await world.post('/v1/track', { key: other.key, body: track() })).status).toBe(200);
    await until(async () => (await world.post('/v1/track', { body: again })).status === 200);
    const stored = await world.stored([...first.map(({ messageId }) => messageId), again.messageId]);
    expect(stored).toHaveLength(101);
  });

  it('has no limit unless one is set', async () => {
    const free = await CollectorWorld.create('PostgreSQL');
    for (let at = 0; at < 5; at++) {
      const batch = Array.from({ length: 1_000 }, () => track());
      expect((await free.post('/v1/batch', { body: { batch } })).status).toBe(200);
    }
    await free.close();
  });
});

/** A broker of its own, which is stopped in its tracks, killed, and comes back. */
describe('the collector, while Kafka does not answer', () => {
  let home = '';
  let kafka: EmbeddedKafka | null = null;
  let world: CollectorWorld;
  const isThere = Boolean(process.env.TEST_KAFKA_BROKERS);
  if (!isThere) console.log('Skipped: a broker that stops, as none could be started.');

  beforeAll(async () => {
    if (!isThere || !(await findJava())) return;
    home = mkdtempSync(join(tmpdir(), 'groundswell-pressure-'));
    mkdirSync(join(home, 'logs'));
    kafka = await startEmbeddedKafka({ home });
    const log = createKafkaEventLog({ brokers: kafka.brokers });
    world = await CollectorWorld.create('Kafka', log, { isRead: true });
  }, 120_000);
  afterAll(async () => {
    await world?.close();
    await kafka?.stop();
    if (home) rmSync(home, { recursive: true, force: true });
  }, 60_000);

  const acknowledged: string[] = [];
  const send = async () => {
    const event = track();
    const answer = await world.post('/v1/track', { body: event });
    if (answer.status === 200) acknowledged.push(event.messageId);
    else {
      expect(answer).toMatchObject({ status: 503, body: { success: false, reason: 'unavailable' } });
      expect(answer.headers.get('retry-after')).toBe('1');
    }
    return answer.status;
  };
  const isBack = () => until(async () => (await send()) === 200);

  const outages: [string, (pid: number) => void, (pid: number) => void][] = [
    ['stands still', (pid) => process.kill(pid, 'SIGSTOP'), (pid) => process.kill(pid, 'SIGCONT')],
    ['was killed', (pid) => process.kill(pid, 'SIGKILL'), () => undefined],
  ];
  (isThere ? it.each(outages) : it.skip.each(outages))(
    'which %s: 503 at once, memory bounded, and back by itself',
    async (_name, takeAway, giveBack) => {
      expect(await send()).toBe(200);
      const { pid } = kafka!;
      takeAway(pid);
      const begun = Date.now();
      const first = await Promise.all(Array.from({ length: 40 }, send));
      const found = Date.now() - begun;
      if (first.includes(503)) {
        // Nobody finds out for themselves what is known: each takes far less time than the first ones did.
        const after = Date.now();
        let refused = 0;
        for (let at = 0; at < 50; at++) refused += (await send()) === 503 ? 1 : 0;
        if (refused === 50) expect((Date.now() - after) / 50).toBeLessThan(Math.max(found, 500) / 5);
      }
      let most = 0;
      const watch = setInterval(() => void inFlight().then((bytes) => (most = Math.max(most, bytes))), 5);
      const heavy = Array.from(
        { length: 40 },
        async () => (await world.post('/v1/batch', { raw: large() })).status,
      );
      const statuses = new Set(await Promise.all(heavy));
      clearInterval(watch);
      expect(most).toBeLessThanOrEqual(MAX_IN_FLIGHT_BYTES);
      expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([]);
      giveBack(pid);
      await isBack();
      expect(await gauge('groundswell_collector_queued_bytes')).toBe(0);
      expect(new Set((await world.stored(acknowledged)).map(({ messageId }) => messageId))).toEqual(
        new Set(acknowledged),
      );
    },
    180_000,
  );
});
