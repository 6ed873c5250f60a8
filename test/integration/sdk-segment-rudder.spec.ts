import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import RudderAnalytics from '@rudderstack/rudder-sdk-node';
import { Analytics } from '@segment/analytics-node';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { type NewProject, Product } from '../support/product.js';
import { RoughRoad } from '../support/rough-road.js';
import { untilStored } from '../support/stored-events.js';

const root = join(__dirname, '..', '..');

/** What a test does with an SDK, whichever it is. Each call has a message id, which is noted. */
interface Client {
  track(userId: string, event: string, properties?: Record<string, unknown>): void;
  identify(userId: string, anonymousId: string, traits: Record<string, string>): void;
  page(userId: string, name: string): void;
  group(userId: string, groupId: string): void;
  alias(userId: string, previousId: string): void;
  /** Resolves once nothing waits in the SDK any more. */
  end(): Promise<void>;
  errors: unknown[];
}
type Start = (writeKey: string, host: string, sent: string[]) => Client;

const startSegment: Start = (writeKey, host, sent) => {
  const analytics = new Analytics({ writeKey, host, flushAt: 20, flushInterval: 50, maxRetries: 10 });
  const errors: unknown[] = [];
  analytics.on('error', (error) => errors.push(error));
  const noted = () => {
    const messageId = randomUUID();
    sent.push(messageId);
    return { messageId };
  };
  return {
    track: (userId, event, properties) => analytics.track({ userId, event, properties, ...noted() }),
    identify: (userId, anonymousId, traits) =>
      analytics.identify({ userId, anonymousId, traits, ...noted() }),
    page: (userId, name) => analytics.page({ userId, name, ...noted() }),
    group: (userId, groupId) => analytics.group({ userId, groupId, ...noted() }),
    alias: (userId, previousId) => analytics.alias({ userId, previousId, ...noted() }),
    end: () => analytics.closeAndFlush({ timeout: 60_000 }),
    errors,
  };
};

const startRudder =
  (gzip: boolean): Start =>
  (writeKey, host, sent) => {
    const errors: unknown[] = [];
    const analytics = new RudderAnalytics(writeKey, {
      dataPlaneUrl: host,
      flushAt: 20,
      flushInterval: 50,
      retryCount: 10,
      gzip,
      axiosRetryConfig: { retryDelay: () => 100 },
      errorHandler: (error: unknown) => errors.push(error),
      logLevel: 'silly',
    });
    let waiting = 0;
    const done = () => void waiting--;
    const noted = () => {
      const messageId = randomUUID();
      sent.push(messageId);
      waiting++;
      return { messageId };
    };
    return {
      track: (userId, event, properties) =>
        void analytics.track({ userId, event, properties: properties as never, ...noted() }, done),
      identify: (userId, anonymousId, traits) =>
        void analytics.identify({ userId, anonymousId, traits, ...noted() }, done),
      page: (userId, name) => void analytics.page({ userId, name, ...noted() }, done),
      group: (userId, groupId) => void analytics.group({ userId, groupId, ...noted() }, done),
      alias: (userId, previousId) => void analytics.alias({ userId, previousId, ...noted() }, done),
      async end() {
        while (waiting > 0) {
          await analytics.flush();
          await pause(10);
        }
      },
      errors,
    };
  };

const SDKS: [string, Start][] = [
  ['analytics-node of Segment', startSegment],
  ['rudder-sdk-node, zipped', startRudder(true)],
  ['rudder-sdk-node, plain', startRudder(false)],
];

let product: Product;
let road: RoughRoad;
beforeAll(async () => {
  product = await Product.start();
  road = await RoughRoad.to(product.url);
}, 120_000);
afterAll(async () => {
  await road.close();
  await product.stop();
});

describe.each(SDKS)('%s', (name, start) => {
  let project: NewProject;
  let sent: string[] = [];
  let client: Client;
  beforeEach(async () => {
    project = await product.createProject({ name: `${name} ${Math.random()}` });
    sent = [];
    client = start(project.writeKey, road.url, sent);
  });
  const stored = async () => {
    const rows = await untilStored(product, project.id, sent.length);
    expect(rows.map(({ messageId }) => messageId).sort()).toEqual([...sent].sort());
    return rows;
  };

  it('loses nothing of what it sends until its end', async () => {
    for (let index = 0; index < 500; index++) {
      client.track(`user-${index % 20}`, 'Message Sent', { index, text: '中文 😀' });
    }
    await client.end();
    const rows = await stored();
    expect([rows.length, client.errors]).toEqual([500, []]);
    expect(new Set(rows.map(({ platform }) => platform))).toEqual(new Set(['server']));
    expect(new Set(rows.map(({ personId }) => personId)).size).toBe(20);
    expect(rows[0]?.properties).toMatchObject({ text: '中文 😀' });
  });

  it('says who somebody is, was, and belongs to', async () => {
    client.identify('ada', 'device-1', { plan: 'pro' });
    client.page('ada', 'Home');
    client.group('ada', 'acme');
    client.alias('ada', 'ada-before');
    await client.end();
    const rows = await stored();
    expect(rows.map(({ event }) => event).sort()).toEqual([
      '$create_alias',
      '$groupidentify',
      '$identify',
      '$pageview',
    ]);
    const path = `/projects/${project.id}/persons?page=1&perPage=50`;
    const { body } = await product.call<{ data: { distinctIds: string[]; properties: object }[] }>(
      'GET',
      path,
    );
    expect(body.data.map(({ distinctIds }) => distinctIds.sort())).toEqual([
      ['ada', 'ada-before', 'device-1'],
    ]);
    expect(body.data[0]?.properties).toMatchObject({ plan: 'pro' });
  });

  it.each(['away', 'deaf', 'busy'] as const)(
    'sends again what met a road that was %s, and it counts once',
    async (state) => {
      const before = road.hindered;
      road.state = state;
      for (let index = 0; index < 50; index++) client.track('ada', 'Retried', { index });
      while (road.hindered < before + 2) await pause(20);
      road.state = 'open';
      await client.end();
      expect(await stored()).toHaveLength(50);
      expect(client.errors).toEqual([]);
    },
    90_000,
  );

  it('hears that its key is wrong, and reaches nobody', async () => {
    const stranger = start('gsw_wrong', road.url, []);
    stranger.track('eve', 'Intruded');
    await stranger.end();
    expect(stranger.errors.length).toBeGreaterThan(0);
    expect(await stored()).toEqual([]);
  });
});

/** A script that ends as scripts do: the SDK has what it has until its flush. */
const SCRIPTS: Record<string, (writeKey: string, host: string) => string> = {
  'analytics-node of Segment': (writeKey, host) => `
    import { Analytics } from '@segment/analytics-node';
    const analytics = new Analytics({ writeKey: '${writeKey}', host: '${host}' });
    for (let n = 0; n < 75; n++) analytics.track({ userId: 'ada', event: 'Ended', properties: { n } });
    process.once('SIGTERM', () => analytics.closeAndFlush().then(() => process.exit(0)));
    console.log('sent');
    setInterval(() => undefined, 1_000);`,
  'rudder-sdk-node': (writeKey, host) => `
    import RudderAnalytics from '@rudderstack/rudder-sdk-node';
    const analytics = new RudderAnalytics('${writeKey}', { dataPlaneUrl: '${host}', flushAt: 100 });
    for (let n = 0; n < 75; n++) analytics.track({ userId: 'ada', event: 'Ended', properties: { n } });
    process.once('SIGTERM', () => analytics.flush().then(() => process.exit(0)));
    console.log('sent');
    setInterval(() => undefined, 1_000);`,
};

it.each(Object.keys(SCRIPTS))('%s flushes when its process is asked to end', async (name) => {
  const project = await product.createProject({ name: `${name} ends` });
  const child = spawn(process.execPath, ['--input-type=module', '-'], { cwd: root });
  child.stdin.end(SCRIPTS[name]!(project.writeKey, product.url));
  const faults = text(child.stderr);
  await once(child.stdout, 'data');
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect([(await ended)[0], await faults]).toEqual([0, '']);
  const rows = await untilStored(product, project.id, 75);
  expect(rows.map(({ properties }) => properties.n).sort((a, b) => Number(a) - Number(b))).toEqual(
    Array.from({ length: 75 }, (_, n) => n),
  );
});
