import { acceptedEventSchema } from '@groundswell/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { acceptExportRow } from './accept-export-row.js';
import { EXPORT_FORMATS, type ExportFormat, detectExport } from './export-format.js';

type Row = Record<string, unknown>;
const context = {
  projectId: 1,
  importId: '3f0e2f6e-52a5-4c4e-9d2a-0d8a1b6b2f11',
  line: 2,
  receivedAt: new Date('2026-01-01T00:00:00Z'),
};
const event = (row: Row, format: ExportFormat, more: object = {}) => {
  const result = acceptExportRow(row, format, { ...context, ...more });
  if (!result.ok) throw new Error(`${result.reason}: ${result.message}`);
  return result.event;
};

/** As the tools document their rows. */
const posthog: Row = {
  uuid: '018e75a2-1c2b-7def-8a11-2b1f0a6c9d01',
  event: 'chat_started',
  distinct_id: 'user-7',
  properties: { $lib: 'posthog-node', $is_identified: true, model: 'moon-1', $set: { plan: 'pro' } },
  person_id: '0f1e2d3c-0000-4000-8000-000000000001',
  person_properties: { plan: 'free' },
  elements_chain: '',
  timestamp: '2024-03-25T10:00:00.123456Z',
  created_at: '2024-03-25T10:00:01Z',
};
const mixpanel: Row = {
  event: 'Chat Started',
  properties: {
    time: 1711360800,
    distinct_id: 'user-7',
    $insert_id: 'a1b2c3d4e5f6g7h8',
    $device_id: '18e75a2-device',
    $user_id: 'user-7',
    $browser: 'Chrome',
    $os: 'Mac OS X',
    $city: 'Berlin',
    mp_country_code: 'DE',
    mp_lib: 'web',
    mp_processing_time_ms: 1711360801123,
    $current_url: 'https://shop.example/?utm_source=baidu&gclid=g1',
    model: 'moon-1',
  },
};
const amplitude: Row = {
  $insert_id: '4f7d0b2a-insert',
  uuid: '8f1c6c1e-eb0f-11ee-b3a1-0242ac110002',
  event_type: 'Chat Started',
  event_time: '2024-03-25 10:00:00.123000',
  server_upload_time: '2024-03-25 10:00:02.000000',
  user_id: 'user-7',
  device_id: 'device-R',
  amplitude_id: 654321987,
  session_id: 1711360800000,
  platform: 'iOS',
  os_name: 'ios',
  os_version: '17.4',
  device_family: 'Apple iPhone',
  version_name: '2.3.1',
  country: 'Germany',
  city: 'Berlin',
  library: 'amplitude-ios/8.19.1',
  event_properties: { model: 'moon-1' },
  user_properties: { plan: 'pro', utm_source: 'baidu', gclid: 'EMPTY' },
  groups: { company: ['acme'] },
};
const segment: Row = {
  type: 'track',
  event: 'Chat Started',
  messageId: 'ajs-1',
  userId: 'user-7',
  anonymousId: 'anon-1',
  timestamp: '2024-03-25T10:00:00.123Z',
  originalTimestamp: '2024-03-25T12:00:00.000Z',
  sentAt: '2024-03-25T12:00:01.000Z',
  receivedAt: '2024-03-25T10:00:01.123Z',
  context: { library: { name: 'analytics.js' } },
  properties: { model: 'moon-1' },
};
const groundswell: Row = {
  localDate: '2024-03-25',
  event: 'Chat Started',
  personId: 7,
  timestamp: '2024-03-25T10:00:00.123Z',
  receivedAt: '2024-03-25T10:00:01.123Z',
  eventId: 'ajs-1',
  distinctId: 'anon-1',
  platform: 'web',
  sessionId: '',
  country: 'DE',
  utmSource: 'baidu',
  clickIds: { gclid: 'g1' },
  importId: '',
  traffic: 'bot',
  clamped: false,
  properties: { model: 'moon-1' },
  userId: 'user-7',
};
const ROWS: Record<ExportFormat, Row> = { posthog, mixpanel, amplitude, segment, groundswell };

describe('detectExport', () => {
  it.each(EXPORT_FORMATS)('knows rows of %s', (format) => expect(detectExport([ROWS[format]])).toBe(format));
  it('knows rows that CSV made text of', () => {
    const asText = Object.fromEntries(
      Object.entries(posthog).map(([key, value]) => [
        key,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
    );
    expect(detectExport([asText])).toBe('posthog');
    expect(event(asText, 'posthog')).toEqual(event(posthog, 'posthog'));
  });
  it.each([
    [[]],
    [[{ event: 'login', user: 'u', time: 1 }]],
    [[{ type: 'track', name: 'x' }]],
    [[{ event_type: 'x', user: 1 }]],
    [[posthog, { a: 1 }]],
  ])('leaves %j to a mapping', (rows) => expect(detectExport(rows)).toBeNull());
});

describe.each(EXPORT_FORMATS)('a row of %s', (format) => {
  it('is the event that it tells of', () => {
    const got = event(ROWS[format], format);
    expect(got).toMatchObject({ userId: 'user-7', source: 'import', importId: context.importId });
    expect(got.timestamp.slice(0, 19)).toBe('2024-03-25T10:00:00');
    expect(got.event.toLowerCase().replace('_', ' ')).toBe('chat started');
    expect(got.properties.model).toBe('moon-1');
    expect(acceptedEventSchema.safeParse(JSON.parse(JSON.stringify(got))).success).toBe(true);
  });
  it('has the same message id each time, also without one of its own', () => {
    const bare = structuredClone(ROWS[format]);
    for (const name of ['uuid', '$insert_id', 'messageId', 'eventId']) delete bare[name];
    if (format === 'mixpanel') delete (bare.properties as Row).$insert_id;
    expect(event(bare, format).messageId).toBe(event(bare, format).messageId);
    expect(event(bare, format).messageId).not.toBe(event(bare, format, { line: 3 }).messageId);
    expect(event(bare, format).messageId).not.toBe(event(bare, format, { file: 'b.json' }).messageId);
    expect(event(ROWS[format], format).messageId).toBe(event(ROWS[format], format, { line: 9 }).messageId);
  });
});

describe('our own export', () => {
  it('comes back as it went, with the id that it came by linked to whom it counted for', () => {
    expect(event(groundswell, 'groundswell')).toMatchObject({
      messageId: 'ajs-1',
      type: 'track',
      userId: 'user-7',
      anonymousId: 'anon-1',
      platform: 'web',
      country: 'DE',
      utmSource: 'baidu',
      clickIds: { gclid: 'g1' },
      traffic: 'bot',
      sessionId: undefined,
    });
  });
  it.each([
    [
      'of a known person by their own id',
      { distinctId: 'user-7' },
      { userId: 'user-7', anonymousId: undefined },
    ],
    ['of nobody known', { userId: undefined }, { userId: undefined, anonymousId: 'anon-1' }],
    ['of one without a place for text', { clickIds: { gclid: 1 } }, { clickIds: undefined }],
    [
      'of an identify',
      { event: '$identify', traits: { plan: 'pro' } },
      { type: 'identify', traits: { plan: 'pro' } },
    ],
    ['of another with traits', { traits: { plan: 'pro' } }, { traits: undefined }],
  ])('%s', (_name, change, expected) => {
    const row = { ...groundswell, ...change };
    expect(detectExport([row])).toBe('groundswell');
    expect(event(row, 'groundswell')).toMatchObject(expected);
  });
  it('comes back where the event was as large as an event may be, with all that is known of the person', () => {
    const some = (size: number, character = 'x') => ({ text: character.repeat(size - '{"text":""}'.length) });
    const properties = some(32_768);
    // Three bytes each.
    const traits = some(262_144, '中');
    const row = { ...groundswell, event: '$identify', properties, traits };
    expect(event(row, 'groundswell')).toMatchObject({ properties, traits });
    for (const larger of [
      { properties: some(32_769) },
      { traits: some(262_145) },
      { clickIds: some(32_769) },
    ]) {
      const field = Object.keys(larger)[0]!;
      expect(acceptExportRow({ ...row, ...larger }, 'groundswell', context)).toMatchObject({
        reason: 'too_large',
        message: expect.stringContaining(`Send less in "${field}"`),
      });
    }
  });
});

describe('PostHog', () => {
  it('takes the properties that an event set for the person, not the snapshot beside it', () => {
    expect(event(posthog, 'posthog').traits).toEqual({ plan: 'pro' });
  });
  it.each([
    [
      '$identify',
      { distinct_id: 'u', properties: { $anon_distinct_id: 'a' } },
      { userId: 'u', anonymousId: 'a' },
    ],
    ['$create_alias', { distinct_id: 'u', properties: { alias: 'b' } }, { userId: 'u', previousId: 'b' }],
    [
      'x',
      { distinct_id: 'a', properties: { $is_identified: false } },
      { userId: undefined, anonymousId: 'a' },
    ],
  ])('%s of %j', (name, row, who) =>
    expect(event({ ...posthog, event: name, ...row }, 'posthog')).toMatchObject(who),
  );
  it.each([
    ['2024-03-25 10:00:00.123456', '2024-03-25T10:00:00.123Z'],
    ['2024-03-25 12:00:00+02:00', '2024-03-25T10:00:00.000Z'],
  ])('reads the time %s', (timestamp, iso) =>
    expect(event({ ...posthog, timestamp }, 'posthog').timestamp).toBe(iso),
  );
});

describe('Mixpanel', () => {
  const of = (properties: Row, name = 'x') =>
    event({ event: name, properties: { time: 1711360800, $insert_id: 'i', ...properties } }, 'mixpanel');
  it.each([
    [
      'both ids',
      'x',
      { distinct_id: 'u', $user_id: 'u', $device_id: 'd' },
      { userId: 'u', anonymousId: 'd' },
    ],
    [
      'a device alone',
      'x',
      { distinct_id: '$device:d', $device_id: 'd' },
      { anonymousId: 'd', userId: undefined },
    ],
    ['a device that is the distinct id', 'x', { distinct_id: 'd', $device_id: 'd' }, { anonymousId: 'd' }],
    ['a user of a server', 'x', { distinct_id: 'u' }, { userId: 'u', anonymousId: undefined }],
    [
      'an id from before a merge',
      'x',
      { distinct_id: 'u', $distinct_id_before_identity: 'd' },
      { userId: 'u', anonymousId: 'd' },
    ],
    [
      '$identify',
      '$identify',
      { distinct_id: 'd', $identified_id: 'u', $anon_id: 'd' },
      { type: 'identify', userId: 'u', anonymousId: 'd' },
    ],
    [
      '$create_alias',
      '$create_alias',
      { distinct_id: 'd', alias: 'u' },
      { type: 'alias', userId: 'u', previousId: 'd' },
    ],
    [
      '$merge',
      '$merge',
      { $distinct_ids: ['$device:d', 'u'] },
      { type: 'alias', event: '$create_alias', userId: 'u', previousId: 'd' },
    ],
    [
      '$merge the other way round',
      '$merge',
      { $distinct_ids: ['u', '$device:d'] },
      { userId: 'u', previousId: 'd' },
    ],
  ])('%s', (_case, name, properties, who) => expect(of(properties, name)).toMatchObject(who));
  it('fills columns and keeps the rest as properties', () => {
    const got = event(mixpanel, 'mixpanel');
    expect(got).toMatchObject({
      platform: 'web',
      os: 'macOS',
      browser: 'Chrome',
      country: 'DE',
      utmSource: 'baidu',
    });
    expect(got.clickIds).toEqual({ gclid: 'g1' });
    expect(Object.keys(got.properties).sort()).toEqual(
      ['$browser', '$city', '$current_url', '$os', 'model', 'mp_country_code', 'mp_lib'].sort(),
    );
  });
  it('takes one $insert_id for two events where name or person differ, as Mixpanel does', () => {
    const ids = [of({ distinct_id: 'u' }), of({ distinct_id: 'v' }), of({ distinct_id: 'u' }, 'y')];
    expect(new Set(ids.map(({ messageId }) => messageId)).size).toBe(3);
  });
  it('reads the clocks of the zone of an old project', () => {
    const got = event(mixpanel, 'mixpanel', { exportZone: 'America/Los_Angeles' });
    expect(got.timestamp).toBe('2024-03-25T17:00:00.000Z');
  });
  it('reads a row of the JSON pipelines', () => {
    const row = {
      event_name: 'x',
      distinct_id: 'u',
      device_id: 'd',
      insert_id: 'i',
      time: 1711360800,
      properties: { a: 1 },
    };
    expect(detectExport([row])).toBe('mixpanel');
    expect(event(row, 'mixpanel')).toMatchObject({
      event: 'x',
      userId: 'u',
      anonymousId: 'd',
      properties: { a: 1 },
    });
  });
  it.each([
    ['no id', { event: 'x', properties: { time: 1 } }],
    ['an alias of nobody', { event: '$create_alias', properties: { time: 1711360800, distinct_id: 'a' } }],
    ['no time', { event: 'x', properties: { distinct_id: 'a' } }],
  ])('refuses %s', (_case, row) =>
    expect(acceptExportRow(row, 'mixpanel', context)).toMatchObject({ ok: false }),
  );
});

describe('Amplitude', () => {
  const of = (row: Row) => event({ ...amplitude, ...row }, 'amplitude');
  it('links the device to the user', () => {
    expect(of({})).toMatchObject({ userId: 'user-7', anonymousId: 'device-R' });
    expect(of({ user_id: null })).toMatchObject({ userId: undefined, anonymousId: 'device-R' });
    expect(of({ user_id: null, device_id: null })).toMatchObject({ anonymousId: 'amplitude:654321987' });
  });
  it('fills columns', () => {
    expect(of({})).toMatchObject({
      ...{ platform: 'ios', os: 'ios', deviceType: 'mobile', appVersion: '2.3.1', country: 'DE' },
      ...{ sessionId: '1711360800000', utmSource: 'baidu', traits: undefined },
      properties: { $groups: { company: ['acme'] }, model: 'moon-1' },
    });
    const web = of({ platform: 'Web', os_name: 'Chrome', device_family: 'Windows', session_id: -1 });
    expect(web).toMatchObject({ platform: 'web', browser: 'Chrome', os: 'Windows', sessionId: undefined });
  });
  it('takes the user properties of an $identify for the person', () => {
    expect(of({ event_type: '$identify' })).toMatchObject({ type: 'identify', traits: { plan: 'pro' } });
  });
  it('names a page view as everybody does', () => {
    expect(of({ event_type: '[Amplitude] Page Viewed' })).toMatchObject({ type: 'page', event: '$pageview' });
  });
  it.each([
    ['South Korea', 'KR'],
    ['Turkey', 'TR'],
    ['cn', 'CN'],
    ['Atlantis', undefined],
  ])('country %s is %s', (country, code) => expect(of({ country }).country).toBe(code));
});

describe('Segment', () => {
  it('is not corrected for the clock again', () => {
    expect(event(segment, 'segment').timestamp).toBe('2024-03-25T10:00:00.123Z');
  });
  it('keeps every type of message', () => {
    const { event: _name, ...rest } = segment;
    expect(event({ ...rest, type: 'identify', traits: { plan: 'pro' } }, 'segment').traits).toEqual({
      plan: 'pro',
    });
    expect(event({ ...rest, type: 'alias', previousId: 'old' }, 'segment').previousId).toBe('old');
  });
});

it('never throws, and what it accepts is an event as the pipeline reads it', () => {
  const odd = fc.oneof(
    fc.anything(),
    fc.constantFrom('{', '{"a":1}', '2024-03-25', 1711360800, 'u', ['a', 'b']),
  );
  const names = [...new Set(Object.values(ROWS).flatMap((row) => Object.keys(row)))];
  const row = fc
    .tuple(
      fc.constantFrom(...EXPORT_FORMATS),
      fc.dictionary(fc.constantFrom(...names), odd),
      fc.dictionary(
        fc.constantFrom(...Object.keys(mixpanel.properties as Row), 'alias', '$distinct_ids'),
        odd,
      ),
    )
    .map(([format, changes, inner]) => {
      const base = structuredClone(ROWS[format]);
      if (format === 'mixpanel') base.properties = { ...(base.properties as Row), ...inner };
      return [format, { ...base, ...changes }] as const;
    });
  fc.assert(
    fc.property(row, ([format, value]) => {
      const result = acceptExportRow(value, format, context);
      if (!result.ok) return expect(result.reason).not.toBe('unreadable');
      const written = JSON.parse(JSON.stringify(result.event)) as unknown;
      expect(acceptedEventSchema.safeParse(written).success).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
