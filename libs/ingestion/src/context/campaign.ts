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
const UTM_NAMES = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_content', 'utm_term'];
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

/** What Google Play writes where a value is missing. */
const NOT_SET = '(not set)';

/**
 * The query of what Google Play says of an installation (`utm_source=…&gclid=…`), as an address has it; undefined for what is none.
 * Some libraries hand it on encoded once more.
 */
export function installReferrer(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.length > 4_000) return undefined;
  const plain = text.includes('=') ? text : decoded(text);
  const values = new URLSearchParams(plain.replace(/^\?/, ''));
  for (const [name, value] of [...values]) if (value === NOT_SET) values.delete(name);
  const query = `?${values.toString()}`;
  return namesCampaign(query) ? query : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What properties of these names say, as a row of a table has them: UTM values and click ids, else the address, else an installation. */
export function campaignOfRow(properties: Readonly<Record<string, unknown>>): Campaign {
  const said = [...UTM_NAMES, ...CLICK_IDS].flatMap((name): [string, string][] => {
    const value = properties[name];
    return typeof value === 'string' && value !== '' ? [[name, value]] : [];
  });
  if (said.length > 0) return campaignOf(undefined, `?${new URLSearchParams(said).toString()}`);
  const url = [properties.url, properties.$current_url].find(
    (one): one is string => typeof one === 'string' && namesCampaign(one),
  );
  return campaignOf(undefined, url ?? installReferrer(properties.install_referrer));
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
