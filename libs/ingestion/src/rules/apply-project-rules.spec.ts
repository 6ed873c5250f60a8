import { type AcceptedEvent, acceptedEventSchema, type IngestRules } from '@groundswell/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CountryOfIp } from '../geo/country-of-ip.js';
import { applyProjectRules, compileRules } from './apply-project-rules.js';

const countries = new CountryOfIp();
const secret = Buffer.from('a secret of the project');
const NO_RULES: IngestRules = { keepIp: false, internalRules: [], privacyRules: [] };

const event = (over: Partial<AcceptedEvent> = {}): AcceptedEvent => ({
  v: 1,
  projectId: 1,
  messageId: 'm',
  type: 'track',
  event: 'Opened',
  userId: 'u',
  timestamp: '2026-01-01T00:00:00.000Z',
  receivedAt: '2026-01-01T00:00:00.000Z',
  source: 'live',
  platform: 'web',
  properties: {},
  ...over,
});
const apply = (given: AcceptedEvent, rules: Partial<IngestRules> = {}, sender = {}, connection = {}) =>
  applyProjectRules(given, sender, connection, compileRules({ ...NO_RULES, ...rules }, secret), countries);

describe('the country of an address', () => {
  it.each([
    ['a stated address', {}, { ip: '114.114.114.114' }, { ip: '8.8.8.8' }, 'CN'],
    ['the connection of a page', {}, {}, { ip: '8.8.8.8' }, 'US'],
    ['IPv4 in IPv6', {}, {}, { ip: '::ffff:8.8.8.8' }, 'US'],
    ['no address that is hidden', {}, { ip: '0.0.0.0' }, { ip: '8.8.8.8' }, undefined],
    ['no private address', {}, {}, { ip: '10.1.2.3' }, undefined],
    ['no nonsense', {}, { ip: 'localhost' }, {}, undefined],
    ['no server of the project', { platform: 'server' as const }, {}, { ip: '8.8.8.8' }, undefined],
    ['no computer that migrates', { source: 'import' as const }, {}, { ip: '8.8.8.8' }, undefined],
    ['what the event says itself', { country: 'FR' }, { ip: '8.8.8.8' }, {}, 'FR'],
    [
      'nothing where the sender asks for that',
      { properties: { $geoip_disable: true } },
      {},
      { ip: '8.8.8.8' },
      undefined,
    ],
  ])('is taken from %s', (_case, over, sender, connection, country) => {
    expect(apply(event(over), {}, sender, connection).country).toBe(country);
  });
});

describe('what is left of an event', () => {
  it('has no address, wherever an SDK puts one, and what is none stays', () => {
    const ip = '198.51.100.7';
    const left = apply(
      event({
        type: 'group',
        properties: { $ip: ip, ip, ip_address: ip, context: { ip, a: 1 }, traits: { ip }, version: '1.2.3' },
        traits: { $ip: ip, name: 'Ann' },
        traitsOnce: { ip: 'intellectual property' },
      }),
    );
    expect(JSON.stringify(left)).not.toContain(ip);
    expect(left.properties).toEqual({ context: { a: 1 }, traits: {}, version: '1.2.3' });
    expect(left.traitsOnce).toEqual({ ip: 'intellectual property' });
  });

  it('may lose what it was kept by its own rule', () => {
    const rules: Partial<IngestRules> = {
      keepIp: true,
      privacyRules: [{ path: 'properties.$ip', action: 'hash' }],
    };
    expect(apply(event(), rules, {}, { ip: '8.8.8.8' }).properties.$ip).toMatch(/^[0-9a-f]{64}$/);
  });

  it('shows a dropped URL in no column that was read from it', () => {
    const url = 'https://x.example/?utm_source=SECRET&gclid=SECRET2';
    const given = event({
      properties: { url },
      utmSource: 'SECRET',
      clickIds: { gclid: 'SECRET2' },
      browser: 'Chrome',
    });
    const left = apply(given, { privacyRules: [{ path: 'properties.url', action: 'drop' }] });
    expect(JSON.stringify(left)).not.toContain('SECRET');
    expect(left.browser).toBe('Chrome');
  });

  it('reaches into lists and names with dots', () => {
    const properties = { items: [{ email: 'a' }, { email: 'b', n: 1 }], 'a.b': 'c' };
    const privacyRules: IngestRules['privacyRules'] = [
      { path: 'properties.items.email', action: 'drop' },
      { path: 'properties.a.b', action: 'drop' },
    ];
    expect(apply(event({ properties }), { privacyRules }).properties).toEqual({ items: [{}, { n: 1 }] });
  });
});

describe('any event under any rules', () => {
  const name = fc.constantFrom('a', 'b', 'a.b', '$ip', 'ip', 'email', '__proto__', 'constructor', 'context');
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.ipV4(),
      tie('object'),
      tie('list'),
    ),
    list: fc.array(tie('value'), { maxLength: 3 }),
    object: fc.array(fc.tuple(name, tie('value')), { maxLength: 4 }).map((all) => Object.fromEntries(all)),
  })).object as fc.Arbitrary<Record<string, unknown>>;
  const rules = fc.record({
    keepIp: fc.boolean(),
    internalRules: fc.array(
      fc.record({
        field: fc.oneof(
          fc.constantFrom('userId', 'ip', 'emailDomain'),
          name.map((one) => `properties.${one}`),
        ),
        operator: fc.constantFrom('equals', 'contains', 'startsWith', 'endsWith', 'inRange'),
        value: fc.oneof(fc.string(), fc.constantFrom('10.0.0.0/8', '::/0', '1.2.3.4')),
      }),
      { maxLength: 3 },
    ),
    privacyRules: fc.array(
      fc.record({
        path: fc.tuple(fc.constantFrom('properties', 'traits'), name).map((parts) => parts.join('.')),
        action: fc.constantFrom('drop', 'hash'),
      }),
      { maxLength: 3 },
    ),
  }) as fc.Arbitrary<IngestRules>;
  const text = fc.oneof(fc.string(), fc.ipV4(), fc.ipV6(), fc.constant(undefined));

  it('is still one that the log takes, under the same ids and the same time; what was given is as before', () => {
    fc.assert(
      fc.property(json, json, rules, text, text, (properties, traits, given, ip, userAgent) => {
        const before = event({ properties, traits });
        const copy = JSON.stringify(before);
        const after = apply(before, given, { ip, userAgent }, { ip, userAgent });
        expect(JSON.stringify(before)).toBe(copy);
        expect(acceptedEventSchema.safeParse(JSON.parse(JSON.stringify(after))).success).toBe(true);
        const { messageId, userId, timestamp } = after;
        expect({ messageId, userId, timestamp }).toEqual({
          messageId: before.messageId,
          userId: before.userId,
          timestamp: before.timestamp,
        });
      }),
      { numRuns: 1000 },
    );
  });
});
