import { type ChannelCondition, type ChannelRule, channelRuleSetSchema } from '@groundswell/contracts';
import { describe, expect, it } from '@jest/globals';
import { type Arrival, isTagged } from './arrival.js';
import { decideChannel, seenByRules } from './channel-of.js';
import { CHANNEL_NAMES, CHANNEL_RULES } from './channel-rules.js';
import { keyOf } from './key-of.js';
import { foreignHost, hostOf, siteOf } from './site.js';

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
  ['https://www.google.com./', 'google.com'],
  ['https://BÜCHER.example/', 'bÜcher.example'],
  ['http://user@shop.example:8080#x', 'shop.example'],
  ['blog.example/post', 'blog.example'],
  ['android-app://com.google.android.gm/', 'com.google.android.gm'],
  ['$direct', ''],
  ['', ''],
])('the host of %s', (url, host) => expect(hostOf(url)).toBe(host));

it.each([
  ['shop.example.co.uk', 'example.co.uk'],
  ['co.uk', 'co.uk'],
  ['a.b.example.com', 'example.com'],
  ['192.168.1.7', '192.168.1.7'],
  ['localhost', ''],
])('the site of %s', (host, site) => expect(siteOf(host)).toBe(site));

it('knows its own site under other names', () => {
  expect(foreignHost('https://blog.shop.co.uk/', 'https://www.shop.co.uk/x')).toBe('');
  expect(foreignHost('https://other.co.uk/', 'https://www.shop.co.uk/x')).toBe('other.co.uk');
});

describe('rules of a project', () => {
  const decide = (over: Partial<Arrival>, rules: ChannelRule[]) =>
    decideChannel(seenByRules(arrival(over)), rules);
  const rule = (channel: string, ...conditions: ChannelCondition[]): ChannelRule => ({ channel, conditions });
  const one = (
    field: ChannelCondition['field'],
    operator: ChannelCondition['operator'],
    ...values: string[]
  ): ChannelCondition => ({ field, operator, values });

  it.each<[string, Partial<Arrival>, ChannelCondition[], boolean]>([
    ['a star is anything', { utmCampaign: 'KOL-Spring' }, [one('utmCampaign', 'is', 'kol-*')], true],
    ['signs mean themselves', { utmCampaign: 'aXb' }, [one('utmCampaign', 'is', 'a.b')], false],
    ['other letters keep their case', { utmSource: 'ПОЧТА' }, [one('utmSource', 'is', 'почта')], false],
    ['labels', { referrerHost: 'm.weibo.cn' }, [one('referrerHost', 'isNamed', 'weibo.cn')], true],
    ['whole labels', { referrerHost: 'myweibo.cn' }, [one('referrerHost', 'isNamed', 'weibo.cn')], false],
    [
      'all hold',
      { utmSource: 'a', utmMedium: 'b' },
      [one('utmSource', 'is', 'a'), one('utmMedium', 'is', 'c')],
      false,
    ],
    ['click ids', { clickIds: { ttclid: '' } }, [one('clickId', 'is', 'gclid', 'ttclid')], true],
    ['no click id', { utmSource: 'a' }, [one('clickId', 'isNotSet')], true],
    ['is not', { utmSource: 'a' }, [one('utmMedium', 'isNot', 'cpc')], true],
    ['landing', { page: 'https://shop.example/QR/5?x=1' }, [one('landingPath', 'is', '/qr/*')], true],
    ['direct stays direct', {}, [one('utmMedium', 'isNot', 'cpc')], false],
  ])('%s', (_, over, conditions, holds) => {
    expect(decide(over, [rule('mine', ...conditions)]).channel === 'mine').toBe(holds);
  });

  it('names the rule, the first of those that hold', () => {
    const rules = [
      rule('a', one('utmSource', 'is', 'x')),
      rule('b', one('utmSource', 'isSet')),
      rule('c', one('utmSource', 'isSet')),
    ];
    expect(decide({ utmSource: 'x' }, rules)).toEqual({ channel: 'a', rule: 0 });
    expect(decide({ utmSource: 'y' }, rules)).toEqual({ channel: 'b', rule: 1 });
    expect(decide({ referrerHost: 'z.example' }, rules)).toEqual({ channel: 'referral', rule: null });
    expect(decide({}, rules)).toEqual({ channel: '(direct)', rule: null });
  });
});

it('rules and names of the product are such as a project may write', () => {
  const set = { rules: CHANNEL_RULES, names: CHANNEL_NAMES };
  expect(channelRuleSetSchema.parse(set)).toEqual(set);
  const named = new Set(CHANNEL_NAMES.map(({ key }) => key));
  expect(CHANNEL_RULES.filter(({ channel }) => !named.has(channel))).toEqual([]);
});
