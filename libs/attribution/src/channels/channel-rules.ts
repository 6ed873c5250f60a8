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

/**
 * Holds where each expression that it has is found in its value, all of which are in lower case. Syntax is what RE2 and
 * JavaScript share.
 */
export interface ChannelRule {
  channel: string;
  /** In `utm_medium`. */
  medium?: string;
  /** In the source: `utm_source`, else the network of the click id, else the host of the referrer. */
  source?: string;
  /** In the network of the click id. */
  network?: string;
}

/** A whole name, or a label of a host: `google` as in `www.google.co.uk`. */
const named = (...names: string[]) => `(^|\\.)(${names.join('|')})(\\.|$)`;
const exactly = (...texts: string[]) => `^(${texts.join('|')})$`;

const SEARCH = named(
  ...[
    'google',
    'bing',
    'microsoft',
    'baidu',
    'yahoo',
    'yandex',
    'duckduckgo',
    'ecosia',
    'naver',
    'sogou',
    'haosou',
  ],
  ...['so\\.com', 'sm\\.cn', 'quark'],
);
const SOCIAL = `${named(
  ...[
    'facebook',
    'instagram',
    'meta',
    'threads',
    'twitter',
    'linkedin',
    'reddit',
    'pinterest',
    'snapchat',
    'tiktok',
  ],
  ...[
    'douyin',
    'weibo',
    'wechat',
    'weixin',
    'xiaohongshu',
    'zhihu',
    'kuaishou',
    'toutiao',
    'ocean_engine',
    'tencent',
  ],
  ...['qq', 'tieba', 'vk', 'whatsapp', 'telegram', 'discord', 'quora', 'lnkd'],
)}|${exactly('x', 'fb', 'ig', 'x\\.com', 't\\.co', 't\\.me', 'red')}`;
const VIDEO = named('youtube', 'bilibili', 'vimeo', 'twitch', 'iqiyi', 'youku', 'youtu\\.be');
const ASSISTANTS = named(
  ...[
    'chatgpt',
    'openai',
    'perplexity',
    'gemini',
    'claude',
    'copilot',
    'deepseek',
    'kimi',
    'doubao',
    'yuanbao',
  ],
);
const PAID = '^(.*cp[acmv].*|ppc|sem|ads?|paid.*|retargeting|feed)$';

/**
 * Channels of arrivals that are not direct: the first rule that holds; without one it is `referral` for a referrer of another
 * site and else `other`. `fbclid` alone is no proof of an advertisement, as every link out of Facebook has one.
 */
export const CHANNEL_RULES: readonly ChannelRule[] = [
  { channel: 'email', medium: exactly('e?-?_?mail', 'newsletter', 'edm') },
  { channel: 'email', source: `${exactly('e?-?mail', 'newsletter')}|(^|\\.)mail\\.` },
  { channel: 'sms', medium: exactly('sms', 'text') },
  { channel: 'push', medium: 'push$|^notification' },
  { channel: 'affiliate', medium: '^affiliates?$' },
  { channel: 'invite', source: exactly('invite', 'invitation') },
  {
    channel: 'display',
    medium: exactly('display', 'banner', 'expandable', 'interstitial', 'cpm', 'programmatic'),
  },
  { channel: 'paid_search', medium: '^paid.?search$|^sem$' },
  { channel: 'paid_social', medium: '^paid.?social$' },
  { channel: 'paid_video', medium: '^paid.?video$' },
  { channel: 'paid_video', medium: PAID, source: VIDEO },
  { channel: 'paid_search', medium: PAID, source: SEARCH },
  { channel: 'paid_social', medium: PAID, source: SOCIAL },
  { channel: 'paid_search', network: exactly('google', 'microsoft', 'baidu') },
  { channel: 'paid_social', network: exactly('tiktok', 'tencent', 'ocean_engine') },
  { channel: 'paid_other', medium: PAID },
  { channel: 'organic_search', medium: '^organic$' },
  { channel: 'organic_social', medium: '^(social|sns|sm|social.?(network|media))$' },
  { channel: 'organic_video', medium: 'video' },
  { channel: 'referral', medium: '^(referral|link|app|press)$' },
  { channel: 'ai_assistant', source: ASSISTANTS },
  { channel: 'organic_video', source: VIDEO },
  { channel: 'organic_search', source: SEARCH },
  { channel: 'organic_social', source: SOCIAL },
];
export const REFERRAL = 'referral';
export const OTHER_CHANNEL = 'other';

/** The host of a URL or of what begins like one, in its first group; of the text in lower case. Without `www.`. */
export const HOST = '^(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[^/?#@]*@)?(?:www\\.)?([^/?#:@\\s]+\\.[^/?#:@\\s]+)';

/** `utm_source` of links that say they are none. */
export const SAID_DIRECT = ['direct', '(direct)'] as const;
