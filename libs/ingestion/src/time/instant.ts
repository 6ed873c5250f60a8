import { DateTime } from 'luxon';
import { Refusal } from '../acceptance.js';

const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = Date.UTC(2106, 0, 1);
/** Numbers below this are seconds: as milliseconds they would lie before 5 January 1970… 1973 for epoch in ms. */
const SECONDS_BELOW = 100_000_000_000;
const WITH_ZONE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

/** Ms since epoch of an ISO 8601 instant, a Date or epoch seconds or milliseconds; undefined where it is none. */
export function instantOf(value: unknown): number | undefined {
  if (typeof value === 'number') return inRange(Math.abs(value) < SECONDS_BELOW ? value * 1000 : value);
  if (value instanceof Date) return inRange(value.getTime());
  if (typeof value !== 'string') return undefined;
  if (WITH_ZONE.test(value)) return inRange(Date.parse(value));
  const parsed = DateTime.fromISO(value.trim(), { zone: 'utc' });
  return parsed.isValid ? inRange(parsed.toMillis()) : undefined;
}

function inRange(ms: number): number | undefined {
  return ms >= EARLIEST && ms < LATEST ? Math.round(ms) : undefined;
}

/** The instant, undefined where there is none. @throws Refusal where it is not readable */
export function optionalInstant(value: unknown, path: string): number | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const instant = instantOf(value);
  if (instant !== undefined) return instant;
  const message = `"${path}" is no time between 1970 and 2105; send ISO 8601, e.g. 2024-03-25T08:00:00.000Z.`;
  throw new Refusal('bad_timestamp', message, path);
}
