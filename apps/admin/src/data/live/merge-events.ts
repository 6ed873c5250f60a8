import type { LiveEvent } from '../../api/types.js';

/** How many events stay on the page. */
export const KEPT = 200;

/**
 * Asking again from a little before the newest one known: events of several collectors become visible out of
 * order by a moment.
 */
const OVERLAP_MS = 10_000;

/** Newest first, each event once. Gives back `known` itself when nothing is new. */
export function mergeEvents(
  known: readonly LiveEvent[],
  arrived: readonly LiveEvent[],
): readonly LiveEvent[] {
  const ids = new Set(known.map(({ eventId }) => eventId));
  const fresh = arrived.filter(({ eventId }) => !ids.has(eventId));
  if (fresh.length === 0) return known;
  const all = [...fresh, ...known];
  all.sort((a, b) => (a.receivedAt < b.receivedAt ? 1 : a.receivedAt > b.receivedAt ? -1 : 0));
  return all.slice(0, KEPT);
}

/** The `after` of the next question; undefined to begin. */
export function askAfter(known: readonly LiveEvent[]): string | undefined {
  const newest = known[0];
  return newest && new Date(Date.parse(newest.receivedAt) - OVERLAP_MS).toISOString();
}
