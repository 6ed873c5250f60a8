import type { ChannelCondition, ChannelName, ChannelRule } from '@groundswell/contracts';

/** Click ids that networks put into landing URLs, and whose they are; the first that is there decides. */
export const CLICK_ID_NETWORKS: readonly (readonly [clickId: string, network: string])[] = [
  ['gclid', 'google'],
  ['gbraid', 'google'],
  ['wbraid', 'google'],
  ['msclkid', 'microsoft'],
  ['bd_vid', 'baidu'],
  ['ttclid', 'tiktok'],
  ['gdt_vid', 'tencent'],
  ['qz_gdt', 'tencent'],
  ['clickid', 'ocean_engine'],
  ['fbclid', 'meta'],
  ['gs_click', 'link'],
];

const is = (field: ChannelCondition['field'], ...values: string[]): ChannelCondition => ({
  ...{ field, operator: 'is', values },
});
const named = (...values: string[]): ChannelCondition => ({ field: 'source', operator: 'isNamed', values });
const medium = (...values: string[]) => is('utmMedium', ...values);
const source = (...values: string[]) => is('source', ...values);
const rule = (channel: string, ...conditions: ChannelCondition[]): ChannelRule => ({ channel, conditions });
/** `paid search`, `paid-search`, … */
const spelled = (first: string, second: string) => ['', '-', '_', ' '].map((mark) => first + mark + second);

const SEARCH = named(
  ...['google', 'bing', 'microsoft', 'baidu', 'yahoo', 'yandex', 'duckduckgo', 'ecosia', 'naver'],
  ...['sogou', 'haosou', 'so.com', 'sm.cn', 'quark'],
);
const SOCIAL = named(
  ...['facebook', 'instagram', 'meta', 'threads', 'twitter', 'linkedin', 'reddit', 'pinterest'],
  ...['snapchat', 'tiktok', 'douyin', 'weibo', 'wechat', 'weixin', 'xiaohongshu', 'zhihu', 'kuaishou'],
  ...['toutiao', 'ocean_engine', 'tencent', 'qq', 'tieba', 'vk', 'whatsapp', 'telegram', 'discord'],
  ...['quora', 'lnkd'],
);
const SOCIAL_SHORT = source('x', 'fb', 'ig', 'x.com', 't.co', 't.me', 'red');
const VIDEO = named('youtube', 'bilibili', 'vimeo', 'twitch', 'iqiyi', 'youku', 'youtu.be');
const ASSISTANTS = named(
  ...['chatgpt', 'openai', 'perplexity', 'gemini', 'claude', 'copilot', 'deepseek', 'kimi', 'doubao'],
  'yuanbao',
);
const PAID = medium(
  ...['*cpa*', '*cpc*', '*cpm*', '*cpv*', 'ppc', 'sem', 'ad', 'ads', 'paid*', 'retargeting', 'feed'],
);

/**
 * The rules of a project that has none of its own. `fbclid` alone is no proof of an advertisement, as every link out of Facebook
 * has one. What Google Play says of an installation that no advertisement brought is `google-play` and `organic`.
 */
export const CHANNEL_RULES: readonly ChannelRule[] = [
  rule('email', medium('email', 'e-mail', 'e_mail', 'mail', 'newsletter', 'edm')),
  rule('email', source('email', 'e-mail', 'mail', 'newsletter', 'mail.*', '*.mail.*')),
  rule('sms', medium('sms', 'text')),
  rule('push', medium('*push', 'notification*')),
  rule('affiliate', medium('affiliate', 'affiliates')),
  rule('invite', source('invite', 'invitation')),
  rule('display', medium('display', 'banner', 'expandable', 'interstitial', 'cpm', 'programmatic')),
  rule('paid_search', medium(...spelled('paid', 'search'), 'sem')),
  rule('paid_social', medium(...spelled('paid', 'social'))),
  rule('paid_video', medium(...spelled('paid', 'video'))),
  rule('paid_video', PAID, VIDEO),
  rule('paid_search', PAID, SEARCH),
  rule('paid_social', PAID, SOCIAL),
  rule('paid_social', PAID, SOCIAL_SHORT),
  rule('paid_search', is('network', 'google', 'microsoft', 'baidu')),
  rule('paid_social', is('network', 'tiktok', 'tencent', 'ocean_engine')),
  rule('paid_other', PAID),
  rule('app_store', medium('organic'), source('google-play')),
  rule('organic_search', medium('organic')),
  rule(
    'organic_social',
    medium('social', 'sns', 'sm', ...spelled('social', 'network'), ...spelled('social', 'media')),
  ),
  rule('organic_video', medium('*video*')),
  rule('referral', medium('referral', 'link', 'app', 'press')),
  rule('ai_assistant', ASSISTANTS),
  rule('organic_video', VIDEO),
  rule('organic_search', SEARCH),
  rule('organic_social', SOCIAL),
  rule('organic_social', SOCIAL_SHORT),
];
export const REFERRAL = 'referral';
export const OTHER_CHANNEL = 'other';

const name = (key: string, en: string, zh: string): ChannelName => ({ key, en, zh });
/** How the channels of the rules above are called. */
export const CHANNEL_NAMES: readonly ChannelName[] = [
  name('email', 'Email', '邮件'),
  name('sms', 'SMS', '短信'),
  name('push', 'Push', '推送'),
  name('affiliate', 'Affiliates', '联盟推广'),
  name('invite', 'Invites', '邀请'),
  name('display', 'Display', '展示广告'),
  name('paid_search', 'Paid search', '付费搜索'),
  name('paid_social', 'Paid social', '付费社交'),
  name('paid_video', 'Paid video', '付费视频'),
  name('paid_other', 'Other paid', '其他付费'),
  name('app_store', 'App store', '应用商店'),
  name('organic_search', 'Organic search', '自然搜索'),
  name('organic_social', 'Organic social', '自然社交'),
  name('organic_video', 'Organic video', '自然视频'),
  name('ai_assistant', 'AI assistants', 'AI 助手'),
  name(REFERRAL, 'Referral', '引荐'),
  name(OTHER_CHANNEL, 'Other', '其他'),
];

/** `utm_source` of links that say they are none. */
export const SAID_DIRECT = ['direct', '(direct)'] as const;
