import { type Arrival, networkOf } from './arrival.js';
import { CLICK_ID_NETWORKS } from './channel-rules.js';
import { lowered } from './site.js';

/** Names of networks, as spend has them, and what `utm_source` calls them: whole, in small letters. */
export const NETWORK_SOURCES: readonly (readonly [network: string, sources: readonly string[]])[] = [
  ['google', ['google', 'google.com', 'google_ads', 'google-ads', 'googleads', 'adwords', 'youtube']],
  [
    'meta',
    [
      ...['meta', 'meta_ads', 'meta-ads', 'facebook', 'facebook.com', 'facebook_ads', 'fb', 'instagram'],
      ...['instagram.com', 'ig', 'messenger', 'msg', 'an', 'audience_network', 'threads', 'th'],
    ],
  ],
  ['tiktok', ['tiktok', 'tiktok.com', 'tiktok_ads', 'tiktok-ads', 'tiktokads']],
  ['microsoft', ['microsoft', 'microsoft_ads', 'bing', 'bing.com', 'bing_ads', 'bingads', 'msads']],
  ['baidu', ['baidu', 'baidu.com', 'baidu_ads']],
  ['tencent', ['tencent', 'tencent_ads', 'gdt', 'wechat', 'weixin', 'qq']],
  ['ocean_engine', ['ocean_engine', 'oceanengine', 'ocean-engine', 'toutiao', 'douyin']],
];

/** Known to no network of spend: a click on one of our own links. */
export const OWN_LINK = CLICK_ID_NETWORKS.find(([clickId]) => clickId === 'gs_click')![1];

/** The network that a touch tells, by its click id or else by `utm_source`; ''. */
export function toldNetwork(arrival: Arrival): string {
  const clicked = networkOf(arrival);
  if (clicked !== '' && clicked !== OWN_LINK) return clicked;
  const source = lowered(arrival.utmSource);
  return NETWORK_SOURCES.find(([, sources]) => sources.includes(source))?.[0] ?? '';
}

/** Between a name and the network that told it; no UTM value that people read holds it. */
export const NETWORK_MARK = '\u001f';

/** A key of touches whose name several networks use, of the touches that tell theirs. */
export const keyAt = (network: string, name: string): string =>
  network === '' ? name : `${name}${NETWORK_MARK}${network}`;

/** What `keyAt` made; network '': it tells none. */
export function partsOfKey(key: string): { name: string; network: string } {
  const at = key.lastIndexOf(NETWORK_MARK);
  return at < 0
    ? { name: key, network: '' }
    : { name: key.slice(0, at), network: key.slice(at + NETWORK_MARK.length) };
}
