import { isbot } from 'isbot';

/**
 * Whether whoever opened a page is a program. Stricter than `isBot`, which reads events: what opens a page without being a
 * browser, or without saying what it is, is no person.
 */
export function isAutomaticVisit(userAgent: string): boolean {
  const text = userAgent.slice(0, 500);
  return text === '' || isbot(text);
}
