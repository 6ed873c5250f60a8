import { isbot } from 'isbot';
import { LRUCache } from 'lru-cache';

const MAX_LENGTH = 500;
const answers = new LRUCache<string, boolean>({ max: 5_000 });

/**
 * User agents of visitors of pages: browsers, and crawlers, which name themselves or an address. The others are HTTP
 * libraries, as SDKs and scripts of the project's own servers use them: of these the agent says nothing about a person.
 */
const VISITOR = /mozilla\/|bot\b|crawl|spider|slurp|https?:\/\//i;

/** What a browser without a window calls itself: the tests and previews of the project's own team, above all. */
const WITHOUT_WINDOW = /Headless(?=Chrome)/;

/** True where the user agent is that of a bot or crawler, by the list of `isbot`. */
export function isBot(userAgent: string | undefined): boolean {
  if (userAgent === undefined) return false;
  const text = userAgent.slice(0, MAX_LENGTH);
  const known = answers.get(text);
  if (known !== undefined) return known;
  const answer = VISITOR.test(text) && isbot(text.replace(WITHOUT_WINDOW, ''));
  answers.set(text, answer);
  return answer;
}
