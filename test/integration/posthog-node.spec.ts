import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PostHog, type PostHogOptions } from 'posthog-node';
import { setTimeout as pause } from 'node:timers/promises';
import { type NewProject, Product } from '../support/product.js';
import { RoughRoad } from '../support/rough-road.js';
import { storedEvents, untilStored } from '../support/stored-events.js';

/** posthog-node as it is, against the whole product, by both protocols that it speaks. */
describe.each(['v0', 'v1'])('posthog-node, capture mode %s', (mode) => {
  let product: Product;
  let project: NewProject;
  let road: RoughRoad;
  const errors: unknown[] = [];
  const sent: string[] = [];

  beforeAll(async () => {
    process.env.POSTHOG_CAPTURE_MODE = mode;
    // The SDK tells the console of each failure that a test is about.
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
    jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    product = await Product.start();
    road = await RoughRoad.to(product.url);
  });
  afterAll(async () => {
    delete process.env.POSTHOG_CAPTURE_MODE;
    jest.restoreAllMocks();
    await road.close();
    await product.stop();
  });
  afterEach(() => {
    errors.length = 0;
    sent.length = 0;
  });

  /** A client of a new project; what it captures is noted by uuid. */
  const start = async (options: PostHogOptions = {}) => {
    project = await product.createProject({ name: `posthog-node ${mode} ${Math.random()}` });
    const client = new PostHog(project.writeKey, {
      host: road.url,
      fetchRetryDelay: 200,
      ...options,
    });
    for (const kind of ['capture', 'identify', 'alias', 'groupidentify']) {
      client.on(kind, ({ uuid }: { uuid: string }) => sent.push(uuid));
    }
    client.on('error', (error: unknown) => errors.push(error));
    return client;
  };
  const stored = async () => {
    const rows = await untilStored(product, project.id, sent.length);
    expect(rows.map(({ messageId }) => messageId).sort()).toEqual([...sent].sort());
    return rows;
  };

  it('loses nothing of what it captures until its shutdown', async () => {
    const client = await start({ flushAt: 50, flushInterval: 100 });
    for (let index = 0; index < 1_000; index++) {
      const properties = { index, text: '中文 😀' };
      client.capture({ distinctId: `user-${index % 20}`, event: 'Message Sent', properties });
    }
    await client.shutdown();
    const rows = await stored();
    expect([rows.length, errors]).toEqual([1_000, []]);
    expect(new Set(rows.map(({ platform }) => platform))).toEqual(new Set(['server']));
    expect(new Set(rows.map(({ personId }) => personId)).size).toBe(20);
    expect(rows[0]?.properties).toMatchObject({ text: '中文 😀', $lib: 'posthog-node' });
    expect(road.seen.some((line) => line.startsWith('POST /i/v1/'))).toBe(mode === 'v1');
  });

  it('says who somebody is, was, and belongs to', async () => {
    const client = await start({ flushAt: 1 });
    const browser = '01a20b6d-891c-7974-a247-ee8aa9a64fd5';
    const first = (plan: string) => ({ $set: { plan }, $set_once: { firstPlan: plan } });
    client.capture({ distinctId: browser, event: 'Visited' });
    client.capture({ distinctId: 'ada-in-the-crm', event: 'Deal Won' });
    await client.flush();
    await stored();
    client.identify({ distinctId: 'ada', properties: { $anon_distinct_id: browser, ...first('free') } });
    client.identify({ distinctId: 'ada', properties: first('pro') });
    await client.flush();
    client.alias({ distinctId: 'ada', alias: 'ada-in-the-crm' });
    await client.flush();
    await stored();
    client.groupIdentify({ groupType: 'company', groupKey: 'acme', properties: { seats: 3 } });
    client.capture({ distinctId: 'eve', event: 'Read', properties: { $process_person_profile: false } });
    await client.shutdown();
    const rows = await stored();
    expect(rows.map(({ event }) => event).sort()).toEqual([
      '$create_alias',
      '$groupidentify',
      '$identify',
      '$identify',
      'Deal Won',
      'Read',
      'Visited',
    ]);
    const people = await product.query<{ rows: { users: number }[] }>(project.id, {
      kind: 'activeUsers',
      from: new Date().toISOString().slice(0, 10),
      to: new Date().toISOString().slice(0, 10),
      event: 'Visited',
    });
    expect(people.rows[0]?.users).toBe(1);
    const path = `/projects/${project.id}/persons?page=1&perPage=50`;
    const { body } = await product.call<{ data: { distinctIds: string[]; properties: object }[] }>(
      'GET',
      path,
    );
    const ada = body.data.find(({ distinctIds }) => distinctIds.includes('ada'));
    expect(ada?.distinctIds.sort()).toEqual([browser, 'ada', 'ada-in-the-crm'].sort());
    expect(ada?.properties).toMatchObject({ plan: 'pro', firstPlan: 'free' });
  });

  it('is told that there are no flags, without an error', async () => {
    const client = await start();
    const flags = await client.evaluateFlags('ada');
    expect(flags.getFlag('new-checkout')).toBeUndefined();
    await client.shutdown();
    expect(errors).toEqual([]);
    await stored();
  });

  it.each(['away', 'deaf', 'busy'] as const)(
    'sends again what met a road that was %s, and it counts once',
    async (state) => {
      const client = await start({ flushAt: 10, flushInterval: 50, fetchRetryCount: 10 });
      const before = road.hindered;
      road.state = state;
      for (let index = 0; index < 30; index++) client.capture({ distinctId: 'ada', event: 'Retried' });
      while (road.hindered < before + 2) await pause(20);
      road.state = 'open';
      await client.shutdown();
      expect((await stored()).length).toBe(30);
    },
    60_000,
  );

  it('hears of each event that is refused, and the others are kept', async () => {
    const client = await start({ flushAt: 3 });
    client.capture({ distinctId: 'ada', event: 'Good' });
    client.capture({ distinctId: 'undefined', event: 'Nobody’s' });
    client.capture({ distinctId: 'ada', event: 'Good' });
    await client.shutdown();
    const rows = await untilStored(product, project.id, 2);
    expect(rows.map(({ event }) => event)).toEqual(['Good', 'Good']);
    expect(errors).toHaveLength(1);
  });

  if (mode === 'v0') {
    it('halves what is too much for one request', async () => {
      const client = await start({ flushAt: 400, maxBatchSize: 400, disableCompression: true });
      const text = 'x'.repeat(28_000);
      for (let index = 0; index < 300; index++) {
        client.capture({ distinctId: 'ada', event: 'Large', properties: { text } });
      }
      await client.shutdown();
      const rows = await stored();
      expect([rows.length, errors]).toEqual([300, []]);
    }, 60_000);
  }

  it('does not reach another project by any key', async () => {
    const client = await start();
    const stranger = new PostHog('gsw_wrong', { host: road.url, fetchRetryCount: 0 });
    stranger.on('error', (error: unknown) => errors.push(error));
    stranger.capture({ distinctId: 'ada', event: 'Intruded' });
    await stranger.shutdown();
    await client.shutdown();
    expect(errors.length).toBeGreaterThan(0);
    expect(await storedEvents(product, project.id)).toEqual([]);
  });
});
