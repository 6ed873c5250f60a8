import { Refusal } from '../acceptance.js';
import { instantOf, inRange } from '../time/instant.js';
import { formattedTime, onClocksOf, wallTime } from './local-time.js';
import { likeIso, monthNamed, wallOfSerial } from './unlike-iso.js';

const DIGITS = /^\d+(\.\d+)?$/;
/** `YYYY-MM-DD`, optionally with a time behind a blank or a T; a zone of its own may follow. */
const ISO_LIKE =
  /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2})(?::(\d{2})(?:[.,](\d+))?)?)? ?(Z|UTC|[+-]\d{2}(?::?\d{2})?)?$/;
const NANOSECONDS = /^\d{19}$/;

/**
 * Ms since epoch of a time in a log. Without a zone of its own it is local time of `timeZone`.
 * @throws Refusal quoting what could not be read
 */
export function rowTime(value: unknown, format: string | undefined, timeZone: string): number {
  const text = typeof value === 'string' ? value.trim() : value;
  const instant = format === undefined ? guessed(text, timeZone) : formatted(text, format, timeZone);
  if (instant !== undefined) return instant;
  throw new Refusal('bad_timestamp', unreadable(quoted(value), format), 'timestamp');
}

function guessed(value: unknown, timeZone: string): number | undefined {
  if (typeof value === 'number') return guessed(String(value), timeZone);
  if (typeof value !== 'string') return instantOf(value);
  const text = likeIso(value);
  if (!DIGITS.test(text)) return isoLike(text, timeZone) ?? monthNamed(text);
  const wall = wallOfSerial(Number(text));
  if (wall !== undefined) return inRange(onClocksOf(timeZone, wall));
  return NANOSECONDS.test(text) ? inRange(Math.floor(Number(text) / 1e6)) : instantOf(Number(text));
}

function isoLike(value: string, timeZone: string): number | undefined {
  const parts = ISO_LIKE.exec(value);
  if (!parts) return instantOf(value);
  const [, day, minute = '00:00', second = '00', fraction = '', zone] = parts;
  // More digits than milliseconds are cut, as ClickHouse and JavaScript keep milliseconds.
  const millis = fraction.slice(0, 3).padEnd(3, '0');
  if (zone) return instantOf(`${day}T${minute}:${second}.${millis}${isoZone(zone)}`);
  const local = wallTime(`${day}T${minute}`, timeZone);
  return Number(second) < 60 ? inRange(local + Number(second) * 1000 + Number(millis)) : undefined;
}

/** PostgreSQL writes `+08`. */
function isoZone(zone: string): string {
  if (zone === 'UTC') return 'Z';
  return zone.length === 3 ? `${zone}:00` : zone;
}

function formatted(value: unknown, format: string, timeZone: string): number | undefined {
  if (format === 'epochSeconds' || format === 'X') return inRange(Math.round(numberOf(value) * 1000));
  if (format === 'epochMillis' || format === 'x') return inRange(Math.round(numberOf(value)));
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' ? inRange(formattedTime(text, format, timeZone)) : undefined;
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && DIGITS.test(value) ? Number(value) : NaN;
}

function quoted(value: unknown): string {
  const text = typeof value === 'string' || typeof value === 'number' ? JSON.stringify(value) : typeof value;
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function unreadable(time: string, format: string | undefined): string {
  if (format !== undefined)
    return `The time ${time} cannot be read; it does not fit the timestampFormat "${format}".`;
  return `The time ${time} cannot be read; give a timestampFormat, such as "dd/MM/yyyy HH:mm".`;
}
