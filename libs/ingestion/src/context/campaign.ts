import { LINK_CLICK_ID } from '@groundswell/contracts';
import { isObject } from '../text/clean-json.js';
import { cleanText } from '../text/clean.js';
import { columnText } from '../text/fields.js';

/** Click ids that ad networks, and the tracking links of this product, put into landing URLs. */
export const CLICK_IDS = [
  'gclid',
  'gbraid',
  'wbraid',
  'fbclid',
  'ttclid',
  'msclkid',
  'bd_vid',
  'gdt_vid',
  'qz_gdt',
  'clickid',
  LINK_CLICK_ID,
];
const NAMED_IN_QUERY = new RegExp(`[?&](${CLICK_IDS.join('|')}|utm_[a-z]+)=`);
const MAX_CLICK_ID = 500;

/** True where a URL names a campaign or carries a click id. */
export function namesCampaign(url: string): boolean {
  return NAMED_IN_QUERY.test(url);
}

export interface Campaign {
  utmSource?: string;
  utmMedium?: string;
  utmCampaign?: string;
  utmContent?: string;
  utmTerm?: string;
  clickIds?: Record<string, string>;
}

/** UTM values of `context.campaign`, else of the page's URL or query, and the click ids of that. */
export function campaignOf(campaign: unknown, url: string | undefined): Campaign {
  const query = url && namesCampaign(url) ? queryOf(url) : undefined;
  const said = isObject(campaign) ? campaign : {};
  const utm = (name: string, inQuery: string) => columnText(said[name] ?? query?.get(inQuery), 500);
  const found: Campaign = {
    utmSource: utm('source', 'utm_source'),
    utmMedium: utm('medium', 'utm_medium'),
    utmCampaign: columnText(said.name ?? said.campaign ?? query?.get('utm_campaign'), 500),
    utmContent: utm('content', 'utm_content'),
    utmTerm: utm('term', 'utm_term'),
  };
  const clickIds = query ? clickIdsOf(query) : undefined;
  return clickIds ? { ...found, clickIds } : found;
}

function queryOf(url: string): URLSearchParams {
  const start = url.indexOf('?');
  const end = url.indexOf('#', start);
  return new URLSearchParams(url.slice(start + 1, end < 0 ? undefined : end));
}

function clickIdsOf(query: URLSearchParams): Record<string, string> | undefined {
  const found: Record<string, string> = {};
  for (const name of CLICK_IDS) {
    const value = query.get(name);
    if (value) found[name] = cleanText(value.slice(0, MAX_CLICK_ID));
  }
  return Object.keys(found).length > 0 ? found : undefined;
}
