import type { UrlTarget } from '../definitions.js';
import { compiledPattern } from './pattern.js';

/** Stands for a `*` where a URL is read: hosts may not contain that. */
const WILDCARD = '_____';

/** Whether a page is meant: none that excludes it matches, and one that includes it does, where there are such. */
export function isURLTargeted(url: string, targets: readonly UrlTarget[]): boolean {
  if (targets.length === 0) return false;
  const excluded = targets.filter(({ include }) => include === false);
  if (excluded.some((target) => matches(url, target))) return false;
  const included = targets.filter(({ include }) => include !== false);
  return included.length === 0 || included.some((target) => matches(url, target));
}

function matches(url: string, { type, pattern }: UrlTarget): boolean {
  const page = parsed(url, 'https://_');
  if (!page) return false;
  return type === 'regex' ? matchesPattern(page, pattern) : type === 'simple' && matchesParts(page, pattern);
}

function matchesPattern(page: URL, pattern: string): boolean {
  const compiled = compiledPattern(pattern, '');
  return (
    compiled !== null && (compiled.test(page.href) || compiled.test(page.href.slice(page.origin.length)))
  );
}

/** Host, path and what is asked of query and anchor, each by itself; other parameters may be there. */
function matchesParts(page: URL, pattern: string): boolean {
  const withScheme = pattern.replace(/^([^:/?]*)\./i, 'https://$1.').replaceAll('*', WILDCARD);
  const wanted = parsed(withScheme, `https://${WILDCARD}`);
  if (!wanted) return false;
  return (
    partMatches(page.host, wanted.host) &&
    pathMatches(page.pathname, wanted.pathname) &&
    (wanted.hash === '' || partMatches(page.hash, wanted.hash)) &&
    [...wanted.searchParams].every(([name, value]) => partMatches(page.searchParams.get(name) ?? '', value))
  );
}

const partMatches = (actual: string, wanted: string) => new RegExp(`^${escaped(wanted)}$`, 'i').test(actual);

/** Slashes at either end make no difference. */
const pathMatches = (actual: string, wanted: string) =>
  new RegExp(`^/?${escaped(wanted).replace(/^\/|\/$/g, '')}/?$`, 'i').test(actual);

function escaped(text: string): string {
  return text.replace(/[*.+?^${}()|[\]\\]/g, '\\$&').replaceAll(WILDCARD, '.*');
}

function parsed(url: string, base: string): URL | null {
  return URL.canParse(url, base) ? new URL(url, base) : null;
}
