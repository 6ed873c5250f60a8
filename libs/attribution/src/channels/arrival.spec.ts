import { describe, expect, it } from '@jest/globals';
import { type Arrival, hostOf, isTagged, keyOf } from './arrival.js';

const arrival = (over: Partial<Arrival> = {}): Arrival => ({
  ...{ utmSource: '', utmMedium: '', utmCampaign: '', utmContent: '', utmTerm: '' },
  clickIds: {},
  referrerHost: '',
  ...over,
});

describe('channels', () => {
  it.each<[string, Partial<Arrival>]>([
    ['(direct)', {}],
    ['(direct)', { utmSource: 'Direct', utmMedium: '(none)' }],
    ['paid_search', { utmSource: 'google', utmMedium: 'CPC' }],
    ['paid_search', { clickIds: { gclid: 'x' } }],
    ['paid_search', { clickIds: { bd_vid: 'x' } }],
    ['paid_search', { utmSource: 'baidu', utmMedium: 'sem' }],
    ['paid_social', { utmSource: 'facebook', utmMedium: 'paid_social' }],
    ['paid_social', { utmSource: 'fb', utmMedium: 'cpc' }],
    ['paid_social', { clickIds: { ttclid: 'x' } }],
    ['paid_video', { utmSource: 'bilibili', utmMedium: 'cpv' }],
    ['paid_other', { utmSource: 'somewhere', utmMedium: 'cpa' }],
    ['display', { utmSource: 'google', utmMedium: 'display' }],
    ['email', { utmSource: 'spring', utmMedium: 'email' }],
    ['email', { referrerHost: 'mail.google.com' }],
    ['invite', { utmSource: 'invite', utmMedium: 'referral' }],
    ['organic_search', { referrerHost: 'google.co.uk' }],
    ['organic_search', { referrerHost: 'cn.bing.com' }],
    ['organic_social', { referrerHost: 't.co' }],
    ['organic_social', { clickIds: { fbclid: 'x' }, referrerHost: 'l.facebook.com' }],
    ['organic_video', { utmSource: 'bilibili', utmMedium: 'video' }],
    ['ai_assistant', { referrerHost: 'chatgpt.com' }],
    ['referral', { referrerHost: 'blog.example' }],
    ['referral', { referrerHost: 'notgoogle.example' }],
    ['other', { utmCampaign: 'spring' }],
  ])('%s', (channel, over) => expect(keyOf(arrival(over), 'channel')).toBe(channel));
});

it('names every level', () => {
  const ad = arrival({ utmSource: 'Google', utmCampaign: 'Spring', utmTerm: 'chat app', utmContent: 'v1' });
  const levels = ['source', 'campaign', 'adGroup', 'creative'] as const;
  expect(levels.map((level) => keyOf(ad, level))).toEqual(['Google', 'Spring', 'chat app', 'v1']);
  const linked = arrival({ referrerHost: 'blog.example' });
  expect(levels.map((level) => keyOf(linked, level))).toEqual(['blog.example', '(none)', '(none)', '(none)']);
  expect(levels.map((level) => keyOf(arrival(), level))).toEqual(Array(4).fill('(direct)'));
  expect(keyOf(arrival({ clickIds: { gclid: 'x' } }), 'source')).toBe('google');
  expect(isTagged(arrival({ utmSource: 'direct', utmCampaign: 'qr' }))).toBe(true);
});

it.each([
  ['https://www.Google.com/search?q=a', 'google.com'],
  ['http://user@shop.example:8080#x', 'shop.example'],
  ['blog.example/post', 'blog.example'],
  ['android-app://com.google.android.gm/', 'com.google.android.gm'],
  ['$direct', ''],
  ['', ''],
])('the host of %s', (url, host) => expect(hostOf(url)).toBe(host));
