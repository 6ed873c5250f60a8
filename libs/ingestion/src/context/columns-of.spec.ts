import { describe, expect, it } from '@jest/globals';
import { columnsOf } from './columns-of.js';

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1';

describe('columnsOf', () => {
  it.each([
    [
      'a phone’s browser',
      { userAgent: IPHONE },
      {},
      { browser: 'Mobile Safari', os: 'iOS', deviceType: 'mobile' },
    ],
    ['an app on a tablet', { device: { type: 'ios', model: 'iPad8,1' } }, {}, { deviceType: 'tablet' }],
    [
      'an app on a phone',
      { device: { type: 'android' }, os: { name: 'Android' } },
      {},
      { deviceType: 'mobile' },
    ],
    ['a session by context', { sessionId: 1711353600 }, { $session_id: 'x' }, { sessionId: '1711353600' }],
    ['a session by property', {}, { $session_id: 'x' }, { sessionId: 'x' }],
    ['a country code', { location: { country: 'cn' } }, {}, { country: 'CN' }],
    ['a country by name', { location: { country: 'China' } }, {}, { country: undefined }],
    [
      'a campaign by context',
      { campaign: { name: 'a', source: 'b' } },
      {},
      { utmCampaign: 'a', utmSource: 'b' },
    ],
    [
      'a campaign by the page’s search',
      { page: { url: 'https://x.example/', search: '?utm_source=baidu&bd_vid=1' } },
      {},
      { utmSource: 'baidu', clickIds: { bd_vid: '1' } },
    ],
    ['a campaign by a property', {}, { url: 'https://x.example/?utm_term=a%20b' }, { utmTerm: 'a b' }],
    [
      'every click id',
      {
        page: {
          search: '?gclid=1&gbraid=2&wbraid=3&fbclid=4&ttclid=5&msclkid=6&gdt_vid=7&qz_gdt=8&clickid=9',
        },
      },
      {},
      {
        clickIds: {
          gclid: '1',
          gbraid: '2',
          wbraid: '3',
          fbclid: '4',
          ttclid: '5',
          msclkid: '6',
          gdt_vid: '7',
          qz_gdt: '8',
          clickid: '9',
        },
      },
    ],
    ['a broken escape', { page: { search: '?utm_source=%zz%' } }, {}, { utmSource: '%zz%' }],
    [
      'a referrer',
      { page: { referrer: 'https://a.example/' } },
      { referrer: 'b' },
      { referrer: 'https://a.example/' },
    ],
    [
      'half a character at the cut',
      { app: { version: 'x'.repeat(59) + '😀' } },
      {},
      { appVersion: 'x'.repeat(59) + '\ufffd' },
    ],
    [
      'wrong types everywhere',
      {
        page: 5,
        device: 'x',
        os: [],
        app: null,
        library: true,
        location: 'de',
        campaign: [1],
        sessionId: {},
      },
      { $browser: {}, url: 7 },
      { sessionId: undefined, browser: undefined, platform: 'other' },
    ],
  ])('reads %s', (_case, context, properties, expected) => {
    expect(columnsOf(context, properties, undefined)).toMatchObject(expected);
  });

  it('takes the header where the context names no user agent', () => {
    expect(columnsOf({}, {}, IPHONE)).toMatchObject({ os: 'iOS', platform: 'web' });
  });
});
