import { DateTime } from 'luxon';
import { Refusal } from '../acceptance.js';

/** The stores keep days from 1 January 1970 in every zone. */
const EARLIEST = Date.UTC(1970, 0, 2);
const LATEST = Date.UTC(2106, 0, 1);
/** Epoch numbers below the first are seconds, below the second milliseconds, else microseconds: 1973 to 5138 in each. */
const SECONDS_BELOW = 1e11;
const MILLIS_BELOW = 1e14;
/** As databases, PHP and Python's `str` write it; without a zone it is UTC, as it is with a T. */
const WITH_BLANK =
  /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?) ?(?:UTC|(Z|[+-]\d{2}(?::?\d{2})?))?$/;
const WITH_ZONE = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

/** Ms since epoch of an ISO 8601 instant, a Date or epoch seconds, ms or µs; undefined where it is none. */
export function instantOf(value: unknown): number | undefined {
  if (typeof value === 'number') return inRange(epochToMillis(value));
  if (value instanceof Date) return inRange(value.getTime());
  if (typeof value !== 'string') return undefined;
  const parts = WITH_ZONE.exec(value);
  // Date.parse rolls 30 February over to March.
  if (parts) return isDay(parts[1], parts[2], parts[3]) ? inRange(Date.parse(value)) : undefined;
  const text = value.trim().replace(WITH_BLANK, '$1T$2$3');
  const parsed = DateTime.fromISO(text, { zone: 'utc' });
  return parsed.isValid ? inRange(parsed.toMillis()) : undefined;
}

/** True for what the stores can keep in every time zone. */
export function isStorableInstant(ms: number): boolean {
  return ms >= EARLIEST && ms < LATEST;
}

/** @returns undefined where the stores cannot keep it, also for NaN */
export function inRange(ms: number): number | undefined {
  return isStorableInstant(ms) ? ms : undefined;
}

function epochToMillis(value: number): number {
  if (value < SECONDS_BELOW) return Math.round(value * 1000);
  return value < MILLIS_BELOW ? Math.round(value) : Math.floor(value / 1000);
}

function isDay(year: unknown, month: unknown, day: unknown): boolean {
  if (Number(day) <= 28) return Number(day) > 0;
  return Number(day) <= new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
}

/** The instant, undefined where there is none. @throws Refusal where it is not readable */
export function optionalInstant(value: unknown, path: string): number | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const instant = instantOf(value);
  if (instant !== undefined) return instant;
  const message = `"${path}" is no time between 1970 and 2105; send ISO 8601, e.g. 2024-03-25T08:00:00.000Z.`;
  throw new Refusal('bad_timestamp', message, path);
}
