import { AD_NETWORKS, CONVERSION_AGE_DAYS } from '@groundswell/contracts';
import { describe, expect, it } from '@jest/globals';
import type { Conversion } from '../conversion.js';
import { isExpired } from '../expiry.js';
import { md5, sha256 } from '../identity/hash.js';
import type { Sender } from '../network.js';
import { protocolOf } from '../protocols.js';
import { redacted } from '../redact.js';

const AT = new Date('2026-11-20T10:00:00.500Z');
const CLICKED = new Date('2026-11-19T08:00:00.000Z');
const click = (value: string, url: string | null = null) => ({ value, at: CLICKED, url });

const conversion = (over: Partial<Conversion> = {}): Conversion => ({
  eventId: 'order-1',
  name: 'Purchase',
  at: AT,
  value: 12.5,
  currency: 'EUR',
  clicks: {},
  cookies: { fbc: null, fbp: null, ttp: null },
  emails: ['Ada.L+x@gmail.com'],
  phones: ['+86 135 0000 0000'],
  externalId: 'ada',
  country: null,
  url: 'https://shop.example/thanks?order=1',
  userAgent: 'Mozilla/5.0',
  ip: null,
  ...over,
});
const live = { isTest: false, hasConsent: false };

describe('Meta', () => {
  const meta = protocolOf('meta');
  const sender: Sender<'meta'> = { settings: { pixelId: '77', testEventCode: 'TEST1' }, ...live };

  it('is sent an event as its documentation shows it', () => {
    const clicks = { fbclid: click('AbC') };
    expect(meta.request([conversion({ clicks })], sender)).toEqual({
      path: '/v23.0/77/events',
      body: {
        data: [
          {
            event_name: 'Purchase',
            event_time: 1795168800,
            event_id: 'order-1',
            action_source: 'website',
            event_source_url: 'https://shop.example/thanks',
            user_data: {
              em: [sha256('ada.l+x@gmail.com')],
              ph: [sha256('8613500000000')],
              external_id: [sha256('ada')],
              fbc: `fb.1.${CLICKED.getTime()}.AbC`,
              client_user_agent: 'Mozilla/5.0',
            },
            custom_data: { value: 12.5, currency: 'EUR' },
          },
        ],
      },
    });
  });

  it('is told that an event is a test, and prefers the cookie of its own tag', () => {
    const cookies = { fbc: 'fb.1.1.own', fbp: 'fb.1.2.browser', ttp: null };
    const { body } = meta.request([conversion({ cookies, url: null })], { ...sender, isTest: true });
    expect(body).toMatchObject({
      test_event_code: 'TEST1',
      data: [{ action_source: 'system_generated', user_data: { fbc: 'fb.1.1.own', fbp: 'fb.1.2.browser' } }],
    });
    expect((body.data as object[])[0]).not.toHaveProperty('event_source_url');
  });

  it('is not sent what it could not use', () => {
    expect(meta.unusable(conversion(), sender)).toBeNull();
    expect(meta.unusable(conversion({ value: null }), sender)).toMatch(/value and a currency/);
    const unknown = conversion({ emails: [], phones: [], externalId: null });
    expect(meta.unusable(unknown, sender)).toMatch(/who it was/);
  });

  it.each([
    [200, { events_received: 2 }, { kind: 'each' }],
    [200, { events_received: 1 }, { kind: 'none' }],
    [400, { error: { code: 190, message: 'expired' } }, { kind: 'unauthorized', reason: '190: expired' }],
    [400, { error: { code: 100, message: 'Invalid parameter' } }, { kind: 'none' }],
    [400, { error: { code: 80004, message: 'too many' } }, { kind: 'later' }],
    [500, { error: { code: 1, message: 'unknown' } }, { kind: 'later' }],
    [502, 'bad gateway', { kind: 'later' }],
  ])('answering %d %j is understood', (status, body, reading) => {
    expect(meta.read({ status, body: JSON.stringify(body) }, 2)).toMatchObject(reading);
  });
});

describe('Google', () => {
  const google = protocolOf('google');
  const sender: Sender<'google'> = { settings: { accountId: '1234567890' }, ...live };

  it('is sent events for the conversion actions that they name', () => {
    const batch = [
      conversion({ name: '11', clicks: { gclid: click('G'), wbraid: click('W') }, emails: [], phones: [] }),
      conversion({ name: '22', eventId: 'order-2', value: null }),
    ];
    const { path, body } = google.request(batch, { ...sender, isTest: true, hasConsent: true });
    expect(path).toBe('/v1/events:ingest');
    expect(body).toEqual({
      destinations: ['11', '22'].map((id) => ({
        reference: id,
        operatingAccount: { accountType: 'GOOGLE_ADS', accountId: '1234567890' },
        productDestinationId: id,
      })),
      events: [
        {
          destinationReferences: ['11'],
          transactionId: 'order-1',
          eventTimestamp: '2026-11-20T10:00:00.500Z',
          eventSource: 'WEB',
          adIdentifiers: { gclid: 'G' },
          conversionValue: 12.5,
          currency: 'EUR',
        },
        {
          destinationReferences: ['22'],
          transactionId: 'order-2',
          eventTimestamp: '2026-11-20T10:00:00.500Z',
          eventSource: 'WEB',
          userData: {
            userIdentifiers: [
              { emailAddress: sha256('adal@gmail.com') },
              { phoneNumber: sha256('+8613500000000') },
            ],
          },
        },
      ],
      consent: { adUserData: 'CONSENT_GRANTED', adPersonalization: 'CONSENT_GRANTED' },
      encoding: 'HEX',
      validateOnly: true,
    });
  });

  it('names the events for which it refuses a request', () => {
    const error = {
      status: 'INVALID_ARGUMENT',
      message: 'There was a problem with the request.',
      details: [
        { reason: 'INVALID_ARGUMENT' },
        { fieldViolations: [{ field: 'events[1].event_timestamp', description: 'too old' }] },
      ],
    };
    const reading = google.read({ status: 400, body: JSON.stringify({ error }) }, 3);
    expect(reading).toMatchObject({ kind: 'none' });
    expect([...(reading as { culprits: Map<number, string> }).culprits]).toEqual([
      [1, 'events[1].event_timestamp: too old'],
    ]);
    expect(google.read({ status: 403, body: '{}' }, 1).kind).toBe('unauthorized');
    expect(google.read({ status: 429, body: '{}' }, 1).kind).toBe('later');
  });
});

describe('TikTok', () => {
  const tiktok = protocolOf('tiktok');
  const sender: Sender<'tiktok'> = { settings: { eventSourceId: 'C77' }, ...live };

  it('is sent an event with what it knows people by', () => {
    const { path, body } = tiktok.request([conversion({ clicks: { ttclid: click('E.C.P.1') } })], sender);
    expect(path).toBe('/open_api/v1.3/event/track/');
    expect(body).toEqual({
      event_source: 'web',
      event_source_id: 'C77',
      data: [
        {
          event: 'Purchase',
          event_time: 1795168800,
          event_id: 'order-1',
          user: {
            email: [sha256('ada.l+x@gmail.com')],
            phone: [sha256('+8613500000000')],
            external_id: [sha256('ada')],
            ttclid: 'E.C.P.1',
            user_agent: 'Mozilla/5.0',
          },
          page: { url: 'https://shop.example/thanks' },
          properties: { value: 12.5, currency: 'EUR' },
        },
      ],
    });
  });

  it.each([
    [{ code: 0, message: 'OK' }, 'each'],
    [{ code: 40002, message: 'data.0.event_time: invalid' }, 'none'],
    [{ code: 40105, message: 'Access token is incorrect' }, 'unauthorized'],
    [{ code: 40100, message: 'Too many requests' }, 'later'],
    [{ code: 50000, message: 'System error' }, 'later'],
    ['not JSON', 'later'],
  ])('answering %j is understood', (body, kind) => {
    expect(tiktok.read({ status: 200, body: JSON.stringify(body) }, 1).kind).toBe(kind);
  });
});

describe('Baidu', () => {
  const baidu = protocolOf('baidu');
  const sender: Sender<'baidu'> = { settings: { landingUrl: 'https://shop.example/zh' }, ...live };

  it('is sent the landing page with its click, and nothing else of the address', () => {
    const batch = [
      conversion({
        name: '26',
        clicks: { bd_vid: click('V1', 'https://shop.example/a?mail=x@y&bd_vid=V1') },
      }),
      conversion({ name: '3', value: null, clicks: { bd_vid: click('V 2') } }),
    ];
    expect(baidu.request(batch, sender).body).toEqual({
      conversionTypes: [
        {
          logidUrl: 'https://shop.example/a?bd_vid=V1',
          newType: 26,
          convertTime: 1795168800,
          convertValue: 1250,
        },
        { logidUrl: 'https://shop.example/zh?bd_vid=V%202', newType: 3, convertTime: 1795168800 },
      ],
    });
    expect(baidu.unusable(conversion(), sender)).toMatch(/bd_vid/);
  });

  it.each([
    [
      { status: 0, desc: 'success' },
      { kind: 'each', verdicts: [{ kind: 'accepted' }, { kind: 'accepted' }] },
    ],
    [
      { status: 1, desc: 'partial', errors: [{ position: 'conversionTypes[1]', message: 'bad url' }] },
      { kind: 'each', verdicts: [{ kind: 'accepted' }, { kind: 'refused', reason: 'bad url' }] },
    ],
    [
      { status: 2, desc: 'failed', errors: [{ position: 'conversionTypes[0]', message: 'no' }] },
      { kind: 'none' },
    ],
    [{ status: 2, desc: 'token invalid' }, { kind: 'unauthorized' }],
    [{ status: 4, desc: 'system error' }, { kind: 'later' }],
  ])('answering %j is understood', (header, reading) => {
    expect(baidu.read({ status: 200, body: JSON.stringify({ header }) }, 2)).toMatchObject(reading);
  });
});

describe('Tencent', () => {
  const tencent = protocolOf('tencent');
  const sender: Sender<'tencent'> = { settings: { accountId: '9', userActionSetId: '8' }, ...live };

  it('is sent MD5 of bare digits, the later click, and money in 分', () => {
    const clicks = { qz_gdt: click('old'), gdt_vid: { ...click('new', 'https://m.example/'), at: AT } };
    expect(tencent.request([conversion({ name: 'PURCHASE', clicks })], sender)).toEqual({
      path: '/v3.0/user_actions/add',
      body: {
        account_id: 9,
        user_action_set_id: 8,
        actions: [
          {
            outer_action_id: 'order-1',
            action_time: 1795168800,
            action_type: 'PURCHASE',
            user_id: { hash_phone: md5('13500000000') },
            trace: { click_id: 'new' },
            url: 'https://m.example/',
            action_param: { value: 1250 },
          },
        ],
      },
    });
  });

  it('is authorized by the address, with a number that is used once', () => {
    const now = new Date('2026-11-20T10:00:01Z');
    const { query } = tencent.authorization({ accessToken: 'T' }, null, now);
    expect(query).toMatchObject({ access_token: 'T', timestamp: '1795168801' });
    expect(query!.nonce).toHaveLength(32);
    expect(tencent.authorization({ accessToken: 'T' }, null, now).query!.nonce).not.toBe(query!.nonce);
  });

  it.each([
    [{ code: 0 }, 'each'],
    [{ code: 11000, message: 'token expired' }, 'unauthorized'],
    [{ code: 18001, message: 'bad field' }, 'none'],
    [{ code: 51000, message: 'system error' }, 'later'],
  ])('answering %j is understood', (body, kind) => {
    expect(tencent.read({ status: 200, body: JSON.stringify(body) }, 1).kind).toBe(kind);
  });
});

describe('Ocean Engine', () => {
  const engine = protocolOf('oceanengine');

  it('is sent one event by its click', () => {
    const one = conversion({ name: 'active_pay', clicks: { clickid: click('C') } });
    expect(engine.request([one], { settings: {}, ...live }).body).toEqual({
      event_type: 'active_pay',
      context: { ad: { callback: 'C' } },
      timestamp: AT.getTime(),
      outer_event_id: 'order-1',
      properties: { pay_amount: 1250 },
    });
    expect(engine.unusable(conversion(), { settings: {}, ...live })).toMatch(/clickid/);
  });
});

describe('every network', () => {
  it('is not believed that all went well by its words alone', () => {
    const well = { code: 0, header: { status: 0 }, events_received: 1 };
    for (const network of AD_NETWORKS) {
      const read = (status: number) => protocolOf(network).read({ status, body: JSON.stringify(well) }, 1);
      expect([network, read(200).kind, read(429).kind, read(503).kind, read(401).kind]).toEqual([
        network,
        'each',
        'later',
        'later',
        'unauthorized',
      ]);
    }
  });

  const now = new Date('2026-11-30T00:00:00Z');
  const daysAgo = (days: number) => ({ at: new Date(now.getTime() - days * 86_400_000) });

  it.each(AD_NETWORKS)('%s: what is older than its limit is not sent, and nobody extends it', (network) => {
    const { most, usual } = CONVERSION_AGE_DAYS[network];
    expect(isExpired(network, daysAgo(usual - 0.1), null, now)).toBe(false);
    expect(isExpired(network, daysAgo(usual), null, now)).toBe(true);
    expect(isExpired(network, daysAgo(most), 365, now)).toBe(true);
    expect(isExpired(network, daysAgo(2), 1, now)).toBe(true);
  });

  it('Google: people are matched without a click for a shorter time', () => {
    expect(isExpired('google', { ...daysAgo(70), clicks: {} }, null, now)).toBe(true);
    expect(isExpired('google', { ...daysAgo(70), clicks: { gclid: click('G') } }, null, now)).toBe(false);
  });

  it('keeps of a payload nothing that says who it was', () => {
    const all = ['gclid', 'fbclid', 'ttclid', 'bd_vid', 'qz_gdt', 'clickid'];
    const clicks = Object.fromEntries(all.map((name) => [name, click(`${name}-secret-of-ada`)]));
    const one = conversion({ clicks, name: '1', ip: '203.0.113.77', url: 'https://x.example/secret-of-ada' });
    const settings = { pixelId: '1', accountId: '1', eventSourceId: 'e', landingUrl: 'https://a.example' };
    for (const network of AD_NETWORKS) {
      const { body } = protocolOf(network).request([one], { settings, ...live } as never);
      const kept = JSON.stringify(redacted(body));
      expect(kept).not.toContain('secret-of-ada');
      expect(kept).not.toContain('203.0.113.77');
      expect(kept).not.toMatch(/[0-9a-f]{32}/);
      expect(JSON.stringify(body)).not.toBe(kept);
    }
  });
});
