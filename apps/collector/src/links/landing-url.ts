import { LINK_CLICK_ID } from '@groundswell/contracts';
import { CLICK_IDS } from '@groundswell/ingestion';
import type { LinkEntity } from '@groundswell/postgres';

const UTM = ['source', 'medium', 'campaign', 'content', 'term'] as const;
const MAX_VALUE = 500;

/**
 * Where a click goes: the stored address and nothing that the click says, but for values of known names in its query. The
 * link's own UTM values go before those of the click, and both before those of the address.
 * @param asked query of the click
 */
export function landingUrl(
  { destination, utm }: Pick<LinkEntity, 'destination' | 'utm'>,
  asked: Readonly<Record<string, unknown>>,
  clickId: string,
): string {
  const added = new Map<string, string>();
  for (const name of UTM) add(added, `utm_${name}`, utm[name] || asked[`utm_${name}`]);
  for (const name of CLICK_IDS) add(added, name, asked[name]);
  added.set(LINK_CLICK_ID, clickId);
  const url = new URL(destination);
  url.search = [...kept(url.search, added), ...pairs(added)].join('&');
  return url.href;
}

/** Of a name that stands there twice the first, as servers and tags of networks read it. */
function add(added: Map<string, string>, name: string, given: unknown): void {
  const value: unknown = Array.isArray(given) ? given[0] : given;
  if (typeof value === 'string' && value !== '') added.set(name, value.slice(0, MAX_VALUE));
}

/** What the address has itself, as it is written there. */
function kept(search: string, added: ReadonlyMap<string, string>): string[] {
  const nameOf = (pair: string) => [...new URLSearchParams(pair).keys()][0] ?? '';
  return search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !added.has(nameOf(pair)));
}

/** Encodes half a character that the cut left behind, too. */
const pairs = (added: ReadonlyMap<string, string>) =>
  [...added].map((pair) => new URLSearchParams([pair]).toString());
