const FIRST_MS = 30_000;
const LONGEST_MS = 6 * 3_600_000;
/** Nobody is believed who asks for more. */
const LONGEST_ASKED_MS = 24 * 3_600_000;

/** After so many failed attempts a conversion is given up: about two days. */
export const MOST_ATTEMPTS = 14;

/**
 * How long to wait before the next attempt: twice as long each time, and half of it by chance, so that what failed together
 * does not come back together (Brooker, "Exponential Backoff and Jitter", equal jitter).
 * @param attempts made so far
 * @param chance from 0 to 1
 */
export function backOffMs(attempts: number, chance: number): number {
  const longest = Math.min(FIRST_MS * 2 ** Math.max(0, attempts - 1), LONGEST_MS);
  return Math.round(longest / 2 + (longest / 2) * chance);
}

/** What a `Retry-After` header asks for: seconds or a date (RFC 9110, 10.2.3); null where it says nothing. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  const text = header.trim();
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), LONGEST_ASKED_MS) : null;
}
