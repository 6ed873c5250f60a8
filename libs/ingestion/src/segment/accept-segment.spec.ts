import { acceptedEventSchema } from '@groundswell/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type SegmentContext, acceptSegment } from './accept-segment.js';

const request: SegmentContext = {
  projectId: 1,
  receivedAt: new Date('2024-03-25T12:00:00.000Z'),
  source: 'live',
};
const accept = (payload: unknown, context: Partial<SegmentContext> = {}) =>
  acceptSegment(payload, { ...request, ...context });
const event = (payload: unknown, context: Partial<SegmentContext> = {}) => {
  const result = accept(payload, context);
  if (!result.ok) throw new Error(result.message);
  return result.event;
};
const track = { type: 'track', event: 'Chat Started', userId: 'ada', messageId: 'm1' };

describe('acceptSegment', () => {
  it('takes a track as analytics-node sends it', () => {
    const payload = {
      ...track,
      anonymousId: 'device',
      timestamp: '2024-03-25T11:00:00.000Z',
      context: { library: { name: '@segment/analytics-node', version: '3.1.0' } },
      properties: { model: 'moon-1' },
      integrations: {},
    };
    expect(event(payload)).toEqual({
      v: 1,
      projectId: 1,
      messageId: 'm1',
      type: 'track',
      event: 'Chat Started',
      userId: 'ada',
      anonymousId: 'device',
      timestamp: '2024-03-25T11:00:00.000Z',
      receivedAt: '2024-03-25T12:00:00.000Z',
      source: 'live',
      platform: 'server',
      properties: { model: 'moon-1' },
    });
  });

  it.each([
    [{ type: 'page', name: 'Home', userId: 'a' }, '$pageview', { name: 'Home' }],
    [
      { type: 'page', name: 'Home', category: 'Docs', userId: 'a', properties: { path: '/' } },
      '$pageview',
      { name: 'Home', category: 'Docs', path: '/' },
    ],
    [{ type: 'screen', name: 'Chat', userId: 'a' }, '$screen', { name: 'Chat' }],
    [{ type: 'identify', userId: 'a', traits: { plan: 'pro' } }, '$identify', {}],
    [
      { type: 'group', userId: 'a', groupId: 'g', traits: { size: 3 } },
      '$groupidentify',
      { groupId: 'g', traits: { size: 3 } },
    ],
    [{ type: 'alias', userId: 'a', previousId: 'b' }, '$create_alias', {}],
  ])('names %j', (payload, name, properties) => {
    expect(event(payload)).toMatchObject({ event: name, properties });
  });

  it.each([
    ['not an object', 'x', 'not_an_object'],
    ['an array', [track], 'not_an_object'],
    ['no type', { ...track, type: undefined }, 'unknown_type'],
    ['no event name', { ...track, event: ' ' }, 'no_event_name'],
    ['an endless event name', { ...track, event: 'x'.repeat(201) }, 'event_name_too_long'],
    ['no id', { ...track, userId: undefined }, 'no_id'],
    ['empty ids', { ...track, userId: '', anonymousId: null }, 'no_id'],
    ['an object as id', { ...track, userId: {} }, 'wrong_type'],
    ['an endless id', { ...track, userId: 'x'.repeat(201) }, 'id_too_long'],
    ['an unreadable time', { ...track, timestamp: 'yesterday' }, 'bad_timestamp'],
    ['a day that does not exist', { ...track, timestamp: '2024-02-30T00:00:00Z' }, 'bad_timestamp'],
    ['a time before 1970', { ...track, timestamp: '1969-12-31T00:00:00Z' }, 'bad_timestamp'],
    ['an alias of nothing', { ...track, type: 'alias' }, 'no_id'],
    ['an endless message id', { ...track, messageId: 'x'.repeat(201) }, 'id_too_long'],
    ['traits that are a list', { ...track, type: 'identify', traits: [] }, 'wrong_type'],
    ['a cycle', cycle(), 'malformed'],
    ['nesting that JSON cannot write', { ...track, context: nested(20_000) }, 'too_deep'],
    ['properties that are text', { ...track, properties: 'x' }, 'wrong_type'],
    ['33 KB', { ...track, properties: { x: 'x'.repeat(33 * 1024) } }, 'too_large'],
    ['33 KB of Chinese', { ...track, properties: { x: '中'.repeat(11 * 1024) } }, 'too_large'],
    ['nesting of 30', { ...track, properties: nested(30) }, 'too_deep'],
  ])('refuses %s', (_case, payload, reason) => {
    expect(accept(payload)).toMatchObject({ ok: false, reason, message: expect.any(String) });
  });

  it('takes numbers as ids', () => expect(event({ ...track, userId: 42 }).userId).toBe('42'));
  it('keeps ids and names to the letter', () => {
    expect(event({ ...track, userId: ' a ', event: 'B ' })).toMatchObject({ userId: ' a ', event: 'B ' });
  });
  it('makes a message id where there is none', () => {
    expect(event({ ...track, messageId: '' }).messageId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });
  it('takes the time of arrival where none is said', () => {
    expect(event(track).timestamp).toBe('2024-03-25T12:00:00.000Z');
  });
  it('reads the original time before the other one', () => {
    const payload = {
      ...track,
      originalTimestamp: '2024-03-25T10:00:00Z',
      timestamp: '2024-03-25T11:00:00Z',
    };
    expect(event(payload).timestamp).toBe('2024-03-25T10:00:00.000Z');
  });
  it.each(['soon', null, {}, '9999-01-01T00:00:00Z'])('leaves the time alone for the sentAt %j', (sentAt) => {
    const payload = { ...track, timestamp: '2024-03-25T10:00:00Z', sentAt };
    expect(event(payload).timestamp).toBe('2024-03-25T10:00:00.000Z');
  });
  it('corrects by the sentAt of the batch', () => {
    const payload = { ...track, timestamp: '2024-03-25T14:00:00Z' };
    expect(event(payload, { sentAt: '2024-03-25T14:00:10Z' }).timestamp).toBe('2024-03-25T11:59:50.000Z');
  });
  it('does not copy what needs no change', () => {
    const properties = { text: '中😀' };
    expect(event({ ...track, properties }).properties).toBe(properties);
  });
  it.each<[string, object, unknown, string, true | undefined]>([
    [
      'both times: the original one',
      { originalTimestamp: '10:00', timestamp: '09:00' },
      '11:00',
      '11:00',
      undefined,
    ],
    ['no original: the time itself', { timestamp: '10:00' }, '11:00', '11:00', undefined],
    [
      'an original that is null',
      { originalTimestamp: null, timestamp: '10:00' },
      '11:00',
      '11:00',
      undefined,
    ],
    ['no time at all: ours', {}, '11:00', '12:00', undefined],
    ['sent before it happened', { timestamp: '10:05' }, '10:00', '12:05', undefined],
    ['sent when it happened', { timestamp: '10:00' }, '10:00', '12:00', undefined],
    [
      'its own sentAt before the batch’s',
      { timestamp: '10:00', sentAt: '10:10' },
      '11:00',
      '11:50',
      undefined,
    ],
    [
      'its own sentAt unreadable: the batch’s',
      { timestamp: '10:00', sentAt: 'soon' },
      '11:00',
      '11:00',
      undefined,
    ],
    ['both unreadable: as it is', { timestamp: '10:00', sentAt: 'soon' }, {}, '10:00', undefined],
    ['sent two days before it happened', { timestamp: '10:00' }, '2024-03-23T10:00:00Z', '12:00', true],
    ['sent by a clock of 1970', { timestamp: '10:00' }, '1970-01-02T00:00:00Z', '12:00', true],
    ['sent by a clock of 2099', { timestamp: '10:00' }, '2099-01-01T00:00:00Z', '10:00', undefined],
  ])('%s', (_case, times, sentAt, expected, clamped) => {
    const whole = (value: unknown) =>
      typeof value === 'string' && /^\d\d:\d\d$/.test(value) ? `2024-03-25T${value}:00.000Z` : value;
    const payload = Object.fromEntries(Object.entries({ ...track, ...times }).map(([k, v]) => [k, whole(v)]));
    const { timestamp, clamped: marked } = event(payload, { sentAt: whole(sentAt) });
    expect([timestamp, marked]).toEqual([whole(expected), clamped]);
  });

  it('corrects a wrong clock by sentAt', () => {
    const payload = { ...track, timestamp: '2030-01-01T00:00:00Z', sentAt: '2030-01-01T00:10:00Z' };
    expect(event(payload).timestamp).toBe('2024-03-25T11:50:00.000Z');
  });
  it('marks a time that it pulled back', () => {
    expect(event({ ...track, timestamp: '2030-01-01T00:00:00Z' })).toMatchObject({
      timestamp: '2024-03-25T12:00:00.000Z',
      clamped: true,
    });
  });
  it('replaces what no store can keep', () => {
    const { properties } = event({ ...track, properties: { 'a\0': 'x\ud800y' } });
    expect(properties).toEqual({ 'a\ufffd': 'x\ufffdy' });
  });
  it('keeps __proto__ as data', () => {
    const { properties } = event({ ...track, properties: JSON.parse('{"__proto__":{"x":1}}') });
    expect(JSON.stringify(properties)).toBe('{"__proto__":{"x":1}}');
    expect(({} as { x?: number }).x).toBeUndefined();
  });
  it('merges the context of the batch under that of the item', () => {
    const context = { location: { country: 'de' }, platform: 'ios' };
    const batchContext = { platform: 'web', app: { version: '2' } };
    expect(event({ ...track, context }, { batchContext })).toMatchObject({
      platform: 'ios',
      country: 'DE',
      appVersion: '2',
    });
  });

  it.each([
    [{ platform: 'mini_program' }, undefined, 'mini_program'],
    [{ platform: 'mini-program' }, undefined, 'mini_program'],
    [{ library: { name: 'analytics.js' } }, undefined, 'web'],
    [{ library: { name: 'analytics-python' } }, undefined, 'server'],
    [{ library: { name: 'analytics-ios' }, device: { type: 'ios' } }, undefined, 'ios'],
    [{ library: { name: 'analytics-kotlin' } }, undefined, 'android'],
    [{ channel: 'server' }, undefined, 'server'],
    [{}, 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36', 'web'],
    [{}, 'curl/8.0', 'other'],
    [{}, undefined, 'other'],
  ])('platform of %j with %s: %s', (context, userAgent, platform) => {
    expect(event({ ...track, context }, { userAgent }).platform).toBe(platform);
  });

  it('reads UTM values and click ids of the landing page', () => {
    const url = 'https://x.example/?utm_source=baidu&utm_campaign=spring&bd_vid=abc&gclid=def#top';
    expect(event({ ...track, context: { page: { url, referrer: 'https://y.example/' } } })).toMatchObject({
      utmSource: 'baidu',
      utmCampaign: 'spring',
      clickIds: { bd_vid: 'abc', gclid: 'def' },
      referrer: 'https://y.example/',
    });
  });

  it('keeps the address of what may be an arrival, as SDKs of browsers say it twice', () => {
    const page = { url: 'https://x.example/a', referrer: 'https://x.example/' };
    const seen = { type: 'page', userId: 'a', context: { page } };
    expect(event(seen).properties).toEqual({ url: page.url });
    expect(event({ ...seen, properties: { url: 'own' } }).properties).toEqual({ url: 'own' });
    expect(event({ ...track, context: { page } }).properties).not.toHaveProperty('url');
    const tagged = event({ ...track, context: { page, campaign: { name: 'spring' } } });
    expect(tagged.properties).toMatchObject({ url: page.url });
  });

  it('never throws, and what it accepts is an event as the pipeline reads it', () => {
    const hostile = fc.record(
      {
        type: fc.oneof(
          fc.constantFrom('track', 'page', 'identify', 'alias', 'group', 'screen'),
          fc.anything(),
        ),
        event: fc.anything(),
        userId: fc.anything(),
        anonymousId: fc.oneof(fc.string(), fc.anything()),
        messageId: fc.anything(),
        timestamp: fc.anything(),
        sentAt: fc.anything(),
        context: fc.anything(),
        properties: fc.oneof(fc.object(), fc.anything()),
        traits: fc.anything(),
      },
      { requiredKeys: [] },
    );
    const likely = hostile.map((odd) => ({
      ...odd,
      type: 'track',
      event: 'x',
      userId: 'a',
      timestamp: undefined,
    }));
    fc.assert(
      fc.property(
        fc.oneof(hostile, likely, fc.anything({ withBigInt: true, withDate: true, withMap: true })),
        (payload) => {
          const result = accept(payload);
          if (!result.ok) return expect(result.reason).not.toBe('unreadable');
          const written = JSON.parse(JSON.stringify(result.event)) as unknown;
          expect(acceptedEventSchema.safeParse(written).success).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

function cycle(): unknown {
  const payload: Record<string, unknown> = { ...track };
  payload.properties = { payload };
  return payload;
}

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = { x: value };
  return value;
}
