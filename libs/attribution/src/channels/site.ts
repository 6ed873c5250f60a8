/**
 * The parts of addresses that rules look at, as expressions that RE2 and JavaScript read alike: what is found is in the first
 * group. Neither classes such as \s nor any folding of case, as the two do not mean the same by them.
 */

const ENDS = '/?#:@\\x00-\\x20';
/** Host of a URL, or of what begins like one, that is in small letters; without `www.` and dots at its end. */
export const HOST = `^(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[^/?#@]*@)?(?:www\\.)?([^${ENDS}]+\\.[^${ENDS}]*[^.${ENDS}])`;
/** Path of such a URL; with its first slash. */
export const PATH = '^(?:[a-z][a-z0-9+.-]*:)?(?://)?[^/?#]*(/[^?#]*)';
/**
 * What a site may give out names below: the last two labels of a host, three where the second of them is one of registries. An
 * address of numbers is a site of its own.
 */
export const SITE =
  '(?:^|\\.)((?:[0-9]{1,3}\\.){3}[0-9]{1,3}|[^.]+\\.(?:(?:ac|co|com|edu|go|gov|ne|net|or|org)\\.)?[^.]+)$';

/** A to Z alone: what other letters are in small is not the same everywhere. */
export const lowered = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

const first = (expression: string, text: string): string => new RegExp(expression).exec(text)?.[1] ?? '';

/** '' where there is none. */
export const hostOf = (url: string): string => first(HOST, lowered(url));
/** '' where there is none. */
export const pathOf = (url: string): string => first(PATH, lowered(url));
/** Of a host; '' where it has none. */
export const siteOf = (host: string): string => first(SITE, host);

/** Host of a referrer that is another site than the page's; ''. */
export function foreignHost(referrer: string, page: string): string {
  const host = hostOf(referrer);
  const site = siteOf(host);
  return site !== '' && site === siteOf(hostOf(page)) ? '' : host;
}
