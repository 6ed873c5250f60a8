import { type AcceptedEvent, type IngestRules } from '@groundswell/contracts';
import { ProjectEntity } from '@groundswell/postgres';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { CollectorWorld } from './support/collector-world.js';

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
