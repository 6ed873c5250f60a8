import { acceptedEventSchema } from '@groundswell/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type PostHogContext, acceptPostHog } from './accept-posthog.js';

const request: PostHogContext = {
  projectId: 1,
  receivedAt: new Date('2024-03-25T12:00:00.000Z'),
  source: 'live',
};
const accept = (payload: unknown, context: Partial<PostHogContext> = {}) =>
  acceptPostHog(payload, { ...request, ...context });
const event = (payload: unknown, context: Partial<PostHogContext> = {}) => {
  const result = accept(payload, context);
  if (!result.ok) throw new Error(result.message);
  return result.event;
};
const DEVICE = '01a20b6d-891c-7974-a247-ee8aa9a64fd5';
const captured = { event: 'Chat Started', distinct_id: 'ada', uuid: 'u1' };
/** As posthog-js says who is there, before and after `identify`. */
const web = { $lib: 'web', $device_id: DEVICE, distinct_id: DEVICE, $is_identified: false };
const signedIn = { ...web, distinct_id: 'ada', $is_identified: true, $user_id: 'ada' };

describe('acceptPostHog', () => {
  it('takes an event as posthog-node sends it', () => {
    const properties = { model: 'moon-1', $lib: 'posthog-node', $lib_version: '5.70.0', $is_server: true };
    const timestamp = '2024-03-25T11:00:00.000Z';
    expect(event({ ...captured, properties, timestamp }, { userAgent: 'posthog-node/5.70.0' })).toEqual({
      v: 1,
      projectId: 1,
      messageId: 'u1',
      type: 'track',
      event: 'Chat Started',
      userId: 'ada',
      timestamp,
      receivedAt: '2024-03-25T12:00:00.000Z',
      source: 'live',
      platform: 'server',
      properties,
    });
  });

  it('reads the newer protocol as the older', () => {
    const { properties, ...v1 } = event(
      {
        ...captured,
        session_id: 's1',
        window_id: 'w1',
        options: { process_person_profile: false, disable_skew_correction: true },
        timestamp: '2024-03-25T11:00:00.000Z',
        properties: { model: 'x', $set: { plan: 'pro' } },
      },
      { sdk: 'posthog-node/5.70.0', sentAt: '2024-03-25T11:59:00Z' },
    );
    expect(v1).toMatchObject({
      anonymousId: 'ada',
      sessionId: 's1',
      platform: 'server',
      timestamp: '2024-03-25T11:00:00.000Z',
    });
    expect(v1.userId).toBeUndefined();
    expect(v1.traits).toBeUndefined();
    expect(properties).toMatchObject({ model: 'x', $lib: 'posthog-node', $window_id: 'w1' });
  });

  it.each([
    ['$pageview', 'page', '$pageview'],
    ['$screen', 'screen', '$screen'],
    ['$identify', 'identify', '$identify'],
    ['$set', 'track', '$set'],
    ['$pageleave', 'track', '$pageleave'],
    ['$autocapture', 'track', '$autocapture'],
    ['$feature_flag_called', 'track', '$feature_flag_called'],
    ['constructor', 'track', 'constructor'],
  ])('names %s', (name, type, stored) => {
    expect(event({ ...captured, event: name })).toMatchObject({ type, event: stored });
  });

  it('describes a group as Segment does, under nobody who could be merged', () => {
    const properties = { $group_type: 'company', $group_key: 'acme', $group_set: { seats: 3 } };
    const group = event({ event: '$groupidentify', distinct_id: '$company_acme', properties });
    expect(group).toMatchObject({
      type: 'group',
      anonymousId: '$company_acme',
      properties: { groupType: 'company', groupId: 'acme', traits: { seats: 3 } },
    });
    expect(event({ event: '$groupidentify', distinct_id: 'ada', properties })).toMatchObject({
      userId: 'ada',
    });
  });

  it.each<[string, object, object]>([
    ['an anonymous browser', { properties: web }, { anonymousId: DEVICE }],
    ['a signed-in browser, without its device', { properties: signedIn }, { userId: 'ada' }],
    [
      'an identify, with the id from before',
      { event: '$identify', properties: { ...signedIn, $anon_distinct_id: DEVICE } },
      { userId: 'ada', anonymousId: DEVICE },
    ],
    ['an identify by a server', { event: '$identify', distinct_id: 'ada' }, { userId: 'ada' }],
    [
      'a server that knows its users',
      { distinct_id: 'ada', properties: { $lib: 'posthog-node' } },
      { userId: 'ada' },
    ],
    [
      'a server that passes on a browser’s id',
      { distinct_id: DEVICE, properties: { $lib: 'posthog-node' } },
      { anonymousId: DEVICE },
    ],
    ['no library: a server', { distinct_id: 'ada' }, { userId: 'ada' }],
    ['a number', { distinct_id: 42 }, { userId: '42' }],
    [
      'an event without a person',
      { distinct_id: 'ada', properties: { $process_person_profile: false } },
      { anonymousId: 'ada' },
    ],
    [
      'an app that says nothing',
      { distinct_id: 'x1', properties: { $lib: 'posthog-ios' } },
      { anonymousId: 'x1' },
    ],
    [
      'an old browser after identify',
      { properties: { $lib: 'web', distinct_id: 'ada', $user_id: 'ada' } },
      { userId: 'ada' },
    ],
    [
      'an old browser before it',
      { properties: { $lib: 'web', distinct_id: '17f-0d-3a-1-17f', $device_id: '17f-0d-3a-1-17f' } },
      { anonymousId: '17f-0d-3a-1-17f' },
    ],
    [
      'junk beside a device',
      { distinct_id: 'null', properties: { ...signedIn, $user_id: 'null' } },
      { anonymousId: DEVICE },
    ],
    [
      'an identify with junk',
      { event: '$identify', distinct_id: '[object Object]', properties: { $anon_distinct_id: DEVICE } },
      { anonymousId: DEVICE },
    ],
    [
      'an identify from junk',
      { event: '$identify', distinct_id: 'ada', properties: { $anon_distinct_id: 'undefined' } },
      { userId: 'ada' },
    ],
    [
      'an alias of a known user',
      { event: '$create_alias', distinct_id: 'ada', properties: { alias: 'ada-old' } },
      { userId: 'ada', previousId: 'ada-old' },
    ],
    [
      'an alias that names a device',
      { event: '$create_alias', properties: { ...web, alias: 'ada' } },
      { userId: 'ada', previousId: DEVICE },
    ],
    [
      'a dangerous merge',
      { event: '$merge_dangerously', distinct_id: 'ada', properties: { alias: 'bob' } },
      { userId: 'ada', previousId: 'bob', event: '$create_alias' },
    ],
    [
      'an old people call',
      { event: '$set', $distinct_id: 'ada', $set: { plan: 'pro' } },
      { userId: 'ada', traits: { plan: 'pro' } },
    ],
  ])('knows who is behind %s', (_case, payload, who) => {
    const { userId, anonymousId, previousId, event: name, traits } = event({ event: 'x', ...payload });
    const {
      event: wantedName = name,
      traits: wantedTraits = traits,
      ...ids
    } = who as Partial<ReturnType<typeof event>>;
    expect({ userId, anonymousId, previousId }).toEqual({
      userId: undefined,
      anonymousId: undefined,
      previousId: undefined,
      ...ids,
    });
    expect([name, traits]).toEqual([wantedName, wantedTraits]);
  });

  it.each([
    ['not an object', 'x', 'not_an_object'],
    ['a list', [captured], 'not_an_object'],
    ['no name', { distinct_id: 'ada' }, 'no_event_name'],
    ['no id', { event: 'x' }, 'no_id'],
    ['a junk id', { event: 'x', distinct_id: 'undefined' }, 'junk_id'],
    [
      'an id of everybody without consent',
      { event: 'x', distinct_id: '$posthog_cookieless', properties: { $device_id: null } },
      'junk_id',
    ],
    [
      'two junk ids',
      { event: '$identify', distinct_id: 'null', properties: { $anon_distinct_id: '0' } },
      'junk_id',
    ],
    ['an object as id', { event: 'x', distinct_id: {} }, 'wrong_type'],
    ['an endless id', { event: 'x', distinct_id: 'x'.repeat(201) }, 'id_too_long'],
    ['an alias of nothing', { event: '$create_alias', distinct_id: 'ada' }, 'no_id'],
    [
      'an alias of junk',
      { event: '$create_alias', distinct_id: 'ada', properties: { alias: 'null' } },
      'junk_id',
    ],
    [
      'an alias for junk',
      { event: '$create_alias', distinct_id: 'null', properties: { alias: 'ada' } },
      'junk_id',
    ],
    ['a group without a key', { event: '$groupidentify', distinct_id: 'ada' }, 'no_id'],
    ['a time that is none', { ...captured, timestamp: 'yesterday' }, 'bad_timestamp'],
    ['an age that is none', { ...captured, offset: -1 }, 'bad_timestamp'],
    ['properties that are a list', { ...captured, properties: [] }, 'wrong_type'],
    ['person properties that are text', { ...captured, $set: 'x' }, 'wrong_type'],
    ['too much', { ...captured, properties: { x: 'x'.repeat(33 * 1024) } }, 'too_large'],
  ])('refuses %s', (_case, payload, reason) => {
    expect(accept(payload)).toMatchObject({
      ok: false,
      reason,
      message: expect.stringMatching(/\w \w.*\.$/),
    });
  });

  it.each<[string, object, Partial<PostHogContext>, string]>([
    ['no time', {}, {}, '2024-03-25T12:00:00.000Z'],
    ['an age', { offset: 60_000 }, { sentAt: '2024-03-25T13:00:00Z' }, '2024-03-25T11:59:00.000Z'],
    [
      'a clock an hour ahead',
      { timestamp: '2024-03-25T12:59:00Z' },
      { sentAt: '2024-03-25T13:00:00Z' },
      '2024-03-25T11:59:00.000Z',
    ],
    [
      'a clock in the query',
      { timestamp: '2024-03-25T12:59:00Z' },
      { sentAt: Date.parse('2024-03-25T13:00:00Z') },
      '2024-03-25T11:59:00.000Z',
    ],
    [
      'its own sent_at',
      { timestamp: '2024-03-25T12:59:00Z', sent_at: '2024-03-25T13:00:00Z' },
      {},
      '2024-03-25T11:59:00.000Z',
    ],
    [
      'a clock that is not to be corrected',
      { timestamp: '2024-03-25T11:00:00Z', properties: { $ignore_sent_at: true } },
      { sentAt: '2024-03-25T11:00:00Z' },
      '2024-03-25T11:00:00.000Z',
    ],
  ])('corrects the clock: %s', (_case, payload, context, timestamp) => {
    expect(event({ ...captured, ...payload }, context).timestamp).toBe(timestamp);
  });

  it.each<[string, object, object]>([
    [
      'the page',
      { $current_url: 'https://x.example/?utm_source=baidu&bd_vid=1' },
      { utmSource: 'baidu', clickIds: { bd_vid: '1' } },
    ],
    [
      'the session, not a year-old campaign',
      {
        $current_url: 'https://x.example/b',
        $session_entry_url: 'https://x.example/?utm_source=new',
        utm_source: 'old',
      },
      { utmSource: 'new' },
    ],
    [
      'a session without a campaign',
      { $session_entry_url: 'https://x.example/', utm_source: 'old', gclid: '1' },
      { utmSource: undefined },
    ],
    [
      'an app’s properties',
      { utm_campaign: 'a b&c', ttclid: '9', gclid: null },
      { utmCampaign: 'a b&c', clickIds: { ttclid: '9' } },
    ],
    ['no referrer', { $referrer: '$direct' }, { referrer: undefined }],
    [
      'the session’s referrer',
      { $referrer: 'https://old.example/', $session_entry_referrer: 'https://new.example/' },
      { referrer: 'https://new.example/' },
    ],
    [
      'a Mac',
      { $os: 'Mac OS X', $browser: 'Safari', $device_type: 'Desktop', $lib: 'web' },
      { os: 'macOS', browser: 'Safari', deviceType: 'desktop', platform: 'web' },
    ],
    [
      'an iPhone’s app',
      { $os_name: 'iOS', $device_type: 'Mobile', $lib: 'posthog-ios', $app_version: '7' },
      { os: 'iOS', deviceType: 'mobile', platform: 'ios', appVersion: '7' },
    ],
    ['an SDK for servers', { $lib: 'posthog-rs' }, { platform: 'server' }],
    [
      'React Native',
      { $os_name: 'Android', $device_type: 'Mobile', $lib: 'posthog-react-native' },
      { platform: 'android' },
    ],
    ['a country', { $geoip_country_code: 'cn', $session_id: 's' }, { country: 'CN', sessionId: 's' }],
    [
      'wrong types',
      {
        $os: {},
        $current_url: 5,
        $session_entry_url: [],
        utm_source: {},
        $referrer: 7,
        $lib: [],
        $raw_user_agent: {},
      },
      { platform: 'other' },
    ],
  ])('fills columns from %s', (_case, properties, columns) => {
    expect(event({ ...captured, properties })).toMatchObject(columns);
  });

  it('keeps person properties apart from the event’s', () => {
    const { traits, traitsOnce, properties } = event({
      ...captured,
      $set: { a: 1 },
      $set_once: { a: 0, b: 0 },
      properties: { $set: { c: 2 }, $set_once: { d: 3 }, token: 'k', distinct_id: 'ada', own: true },
    });
    expect([traits, traitsOnce]).toEqual([
      { a: 1, c: 2 },
      { a: 0, b: 0, d: 3 },
    ]);
    expect(properties).toEqual({ own: true });
  });

  it('knows a retry of old SDKs by their other ids', () => {
    expect(event({ event: 'x', distinct_id: 'a', properties: { $insert_id: 'i' } }).messageId).toBe('i');
    expect(event({ event: 'x', distinct_id: 'a', messageId: 'm' }).messageId).toBe('m');
  });

  it('makes of anything an event that the pipeline reads, or a refusal with a reason that was foreseen', () => {
    const odd = fc.oneof(
      fc.anything(),
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom(null, -0, 'null', DEVICE),
    );
    const names = fc.constantFrom(
      'event',
      'distinct_id',
      'uuid',
      'timestamp',
      'offset',
      'sent_at',
      '$set',
      '$set_once',
      'options',
      'session_id',
    );
    const inner = fc.constantFrom(
      '$set',
      '$lib',
      '$os',
      '$device_id',
      '$session_id',
      '$current_url',
      '$session_entry_url',
      'utm_source',
      'alias',
      '$group_key',
      '$group_set',
      '$is_identified',
      '$user_id',
      '$raw_user_agent',
      '$anon_distinct_id',
      '__proto__',
      'token',
    );
    const kinds = fc.constantFrom(
      'x',
      '$identify',
      '$create_alias',
      '$groupidentify',
      '$pageview',
      '$set',
      '__proto__',
    );
    fc.assert(
      fc.property(
        kinds,
        fc.dictionary(names, odd),
        fc.oneof(odd, fc.dictionary(inner, odd)),
        odd,
        (name, own, properties, sentAt) => {
          const result = accept({ ...captured, event: name, properties, ...own }, { sentAt });
          if (!result.ok) return expect(result.reason).not.toBe('unreadable');
          expect(
            acceptedEventSchema.safeParse(JSON.parse(JSON.stringify(result.event))).error?.issues ?? [],
          ).toEqual([]);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
