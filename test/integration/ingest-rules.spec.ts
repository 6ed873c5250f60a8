import { type AcceptedEvent, type IngestRules } from '@groundswell/contracts';
import { ProjectEntity } from '@groundswell/postgres';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { CollectorWorld } from './support/collector-world.js';
import { PipelineWorld } from './support/pipeline-world.js';
import type { TestDatabase } from './support/postgres-database.js';

const BROWSER =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36';
const CRAWLER = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';

let world: CollectorWorld;
beforeAll(async () => {
  world = await CollectorWorld.create('PostgreSQL');
});
afterAll(() => world?.close());

const track = (over: Record<string, unknown> = {}) => ({
  type: 'track',
  event: 'Opened',
  userId: `user-${randomUUID()}`,
  messageId: randomUUID(),
  ...over,
});

async function sent(path: string, messages: Record<string, unknown>[], userAgent = BROWSER, key = world.key) {
  const answer = await world.post(path, {
    key: path === '/v1/batch' ? key : null,
    body: path === '/v1/batch' ? { batch: messages } : { api_key: key, batch: messages },
    headers: { 'user-agent': userAgent },
  });
  expect(answer.status).toBe(200);
  const ids = messages.map(({ messageId, uuid }) => String(messageId ?? uuid));
  const stored = await world.stored(ids);
  return ids.map((id) => stored.find(({ messageId }) => messageId === id)!);
}

/** A project whose key the collector has not asked for yet. */
async function projectWith(rules: Partial<IngestRules>): Promise<{ id: number; key: string }> {
  const project = await world.addProject();
  await setRules(project.id, rules);
  return project;
}

const setRules = (id: number, rules: Partial<IngestRules>) =>
  world.database.dataSource.getRepository(ProjectEntity).update(id, rules);

const trafficOf = ({ traffic }: AcceptedEvent) => traffic ?? 'human';

describe('what the collector does by the rules of a project', () => {
  it('tells bots by the agent of whoever looks at the page', async () => {
    const [browser] = await sent('/v1/batch', [track()]);
    const [crawler] = await sent('/v1/batch', [track()], CRAWLER);
    const [sdk] = await sent(
      '/v1/batch',
      [track({ context: { library: { name: 'analytics-node' } } })],
      'node',
    );
    const [script] = await sent('/v1/batch', [track()], 'python-requests/2.31');
    const ofServer = { library: { name: 'analytics-python' }, userAgent: CRAWLER };
    const [forwarded] = await sent('/v1/batch', [track({ context: ofServer })], 'analytics-python/2.0');
    expect([browser, crawler, sdk, script, forwarded].map((event) => trafficOf(event!))).toEqual([
      'human',
      'bot',
      'human',
      'human',
      'bot',
    ]);
  });

  it('takes the country from the address, and keeps the address nowhere', async () => {
    const messages = [
      track({ context: { ip: '114.114.114.114' }, properties: { $ip: '8.8.8.8', ip: '8.8.4.4', left: 1 } }),
      track({ context: { ip: '8.8.8.8', location: { country: 'de' } } }),
      track({ context: { ip: '0.0.0.0' } }),
    ];
    const stored = await sent('/v1/batch', messages);
    expect(stored.map(({ country }) => country)).toEqual(['CN', 'DE', undefined]);
    expect(stored[0]?.properties).toEqual({ left: 1 });
    expect(JSON.stringify(stored)).not.toMatch(/\d+\.\d+\.\d+\.\d+/);
  });

  it('does the same for PostHog', async () => {
    const event = { event: 'Opened', distinct_id: 'p1', uuid: randomUUID() };
    const $set = { email: 'a@x.example', $ip: '8.8.8.8' };
    const properties = { $ip: '2001:4860:4860::8888', $lib: 'posthog-node', $set };
    const stored = await sent('/batch', [{ ...event, properties }]);
    expect(stored[0]).toMatchObject({ country: 'US', traits: { email: 'a@x.example' } });
    expect(JSON.stringify(stored)).not.toMatch(/8\.8\.8|2001:4860/);
  });

  it('keeps the address where the project asks for it', async () => {
    const { key } = await projectWith({ keepIp: true });
    const [stated] = await sent('/v1/batch', [track({ context: { ip: '8.8.8.8' } })], BROWSER, key);
    const [connected] = await sent('/v1/batch', [track()], BROWSER, key);
    expect(stated?.properties.$ip).toBe('8.8.8.8');
    expect(connected?.properties.$ip).toBe('127.0.0.1');
  });

  it('tells internal traffic by each kind of rule', async () => {
    const { key } = await projectWith({
      internalRules: [
        { field: 'userId', operator: 'startsWith', value: 'qa-' },
        { field: 'emailDomain', operator: 'equals', value: 'ours.example' },
        { field: 'ip', operator: 'inRange', value: '203.0.113.0/24' },
        { field: 'ip', operator: 'inRange', value: '2001:db8::/32' },
        { field: 'properties.build.kind', operator: 'equals', value: 'staging' },
      ],
    });
    const inside = [
      track({ userId: 'QA-1' }),
      track({ type: 'identify', traits: { email: 'Ann@Ours.example' } }),
      track({ context: { traits: { email: 'ann@ours.example' } } }),
      track({ userId: 'bob@ours.example' }),
      track({ context: { ip: '203.0.113.77' } }),
      track({ context: { ip: '::ffff:203.0.113.77' } }),
      track({ context: { ip: '2001:db8::5' } }),
      track({ properties: { build: { kind: 'staging' } } }),
    ];
    const outside = [
      track({ context: { ip: '203.0.114.77' } }),
      track({ properties: { email: 'ann@notours.example' } }),
      track({ properties: { build: { kind: 'live' } } }),
    ];
    const stored = await sent('/v1/batch', [...inside, ...outside], BROWSER, key);
    const found = new Map(stored.map((event) => [event.messageId, trafficOf(event)]));
    expect(inside.map(({ messageId }) => found.get(messageId))).toEqual(inside.map(() => 'internal'));
    expect(outside.map(({ messageId }) => found.get(messageId))).toEqual(outside.map(() => 'human'));
  });

  it('drops and hashes fields, so that their values are nowhere in the log', async () => {
    const { key } = await projectWith({
      privacyRules: [
        { path: 'properties.card', action: 'drop' },
        { path: 'properties.account.phone', action: 'hash' },
        { path: 'traits.email', action: 'hash' },
        { path: 'properties.referrer', action: 'drop' },
      ],
    });
    const messages = [
      track({
        properties: { card: 'SECRET-1', account: { phone: 'SECRET-2', plan: 'pro' }, referrer: 'SECRET-4' },
      }),
      track({ properties: { account: { phone: 'SECRET-2' } } }),
      track({ type: 'identify', traits: { email: 'SECRET-3', name: 'Ann' } }),
      track({ type: 'group', groupId: 'g', traits: { email: 'SECRET-3' } }),
    ];
    const stored = await sent('/v1/batch', messages, BROWSER, key);
    const [first, second, person, group] = messages.map(({ messageId }) =>
      stored.find((event) => event.messageId === messageId)!,
    );
    expect(JSON.stringify(stored)).not.toContain('SECRET');
    const phone = (event?: AcceptedEvent) => (event?.properties.account as { phone: string }).phone;
    expect(phone(first)).toMatch(/^[0-9a-f]{64}$/);
    expect(phone(second)).toBe(phone(first));
    expect(first?.properties).toMatchObject({ account: { plan: 'pro' } });
    expect(person?.traits).toEqual({ email: expect.stringMatching(/^[0-9a-f]{64}$/), name: 'Ann' });
    expect((group?.properties.traits as { email: string }).email).toBe(person?.traits?.email);
    const other = await projectWith({ privacyRules: [{ path: 'properties.phone', action: 'hash' }] });
    const [elsewhere] = await sent(
      '/v1/batch',
      [track({ properties: { phone: 'SECRET-2' } })],
      BROWSER,
      other.key,
    );
    expect(elsewhere?.properties.phone).not.toBe(phone(first));
  });

  it('follows a change within seconds', async () => {
    const { id, key } = await projectWith({});
    const [before] = await sent('/v1/batch', [track({ userId: 'qa-9' })], BROWSER, key);
    expect(trafficOf(before!)).toBe('human');
    await setRules(id, { internalRules: [{ field: 'userId', operator: 'equals', value: 'qa-9' }] });
    const until = Date.now() + 10_000;
    let now = 'human';
    while (now === 'human' && Date.now() < until) {
      await pause(500);
      const [event] = await sent('/v1/batch', [track({ userId: 'qa-9' })], BROWSER, key);
      now = trafficOf(event!);
    }
    expect(now).toBe('internal');
  }, 30_000);
});

/** Tables of PostgreSQL whose rows show the text, as text or as the bytes of a record. */
async function tablesWith({ dataSource }: TestDatabase, text: string): Promise<string[]> {
  const tables = await dataSource.query<{ name: string }[]>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const hex = Buffer.from(text).toString('hex');
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await dataSource.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM ${name} AS t WHERE t::text LIKE $1 OR t::text LIKE $2`,
      [`%${text}%`, `%${hex}%`],
    );
    if ((row?.n ?? 0) > 0) found.push(name);
  }
  return found;
}

describe('once it is stored', () => {
  let stores: PipelineWorld;
  beforeAll(async () => {
    stores = await PipelineWorld.create('PostgreSQL');
  });
  afterAll(() => stores?.close());

  it('a dropped or hashed value and an address are in no table, and traffic is in its own', async () => {
    const { key } = await projectWith({
      internalRules: [{ field: 'userId', operator: 'startsWith', value: 'qa-' }],
      privacyRules: [
        { path: 'properties.card', action: 'drop' },
        { path: 'traits.email', action: 'hash' },
      ],
    });
    const open = { properties: { card: 'RAW-VALUE', shown: 'VISIBLE' }, context: { ip: '198.51.100.7' } };
    const traits = { email: 'RAW-VALUE', $ip: '198.51.100.7' };
    const sentEvents = [
      ...(await sent('/v1/batch', [track(open), track({ ...open, userId: 'qa-1' })], BROWSER, key)),
      ...(await sent('/v1/batch', [track({ type: 'identify', traits })], BROWSER, key)),
      ...(await sent('/v1/batch', [track(open)], CRAWLER, key)),
    ];
    const scene = await stores.scene();
    await scene.append(sentEvents.map((event) => ({ ...event, projectId: scene.projectId })));
    await scene.start();
    await scene.settled();
    await scene.stopAll();

    for (const database of [world.database, stores.database]) {
      expect(await tablesWith(database, 'RAW-VALUE')).toEqual([]);
      expect(await tablesWith(database, '198.51.100.7')).toEqual([]);
      expect(await tablesWith(database, 'VISIBLE')).not.toEqual([]);
    }
    const rows = async (query: string) =>
      (await stores.clickhouse.query({ query, format: 'JSONEachRow' })).json<Record<string, unknown>>();
    const events = await rows('SELECT *, toJSONString(properties) AS text FROM events ORDER BY traffic');
    expect(JSON.stringify(events)).toContain('VISIBLE');
    expect(JSON.stringify(events)).not.toMatch(/RAW-VALUE|198\.51\.100\.7/);
    expect(events.map(({ traffic }) => traffic)).toEqual(['bot', 'human', 'human', 'internal']);
    const peopleIn = (table: string) =>
      rows(`SELECT bitmapCardinality(groupBitmapMergeState(people)) AS n FROM ${table}`);
    expect(await peopleIn('active_people')).toEqual([{ n: 1 }]);
    expect(await peopleIn('other_activity')).toEqual([{ n: 2 }]);
  }, 60_000);
});
