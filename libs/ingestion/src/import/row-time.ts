import { DateTime } from 'luxon';
import { Refusal } from '../acceptance.js';
import { instantOf } from '../time/instant.js';

const DIGITS = /^-?\d+(\.\d+)?$/;
/** `YYYY-MM-DD`, optionally with a time behind a blank or a T; a zone of its own may follow. */
const ISO_LIKE =
  /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d+))?)? ?(Z|UTC|[+-]\d{2}:?\d{2})?$/;

/**
 * Ms since epoch of a time in a log. Without a zone of its own it is local time of `timeZone`.
 * @throws Refusal quoting what could not be read
 */
export function rowTime(value: unknown, format: string | undefined, timeZone: string): number {
  const text = typeof value === 'string' ? value.trim() : value;
  const instant = format === undefined ? guessed(text, timeZone) : formatted(text, format, timeZone);
  if (instant !== undefined) return instant;
  const shown = JSON.stringify(value)?.slice(0, 60) ?? 'nothing';
  const advice =
    format === undefined ? 'give a timestampFormat' : `it does not fit the timestampFormat "${format}"`;
  throw new Refusal('bad_timestamp', `The time ${shown} cannot be read; ${advice}.`, 'timestamp');
}

function guessed(value: unknown, timeZone: string): number | undefined {
  if (typeof value === 'number') return instantOf(value);
  if (typeof value !== 'string') return undefined;
  if (DIGITS.test(value)) return instantOf(Number(value));
  const parts = ISO_LIKE.exec(value);
  if (!parts) return instantOf(value);
  const [, day, time = '00:00', fraction = '', zone] = parts;
  // More digits than milliseconds are cut, as ClickHouse and JavaScript keep milliseconds.
  const iso = `${day}T${time}${fraction ? `.${fraction.slice(0, 3)}` : ''}`;
  if (zone) return instantOf(`${iso}${zone === 'UTC' ? 'Z' : zone}`);
  return timeZone === 'UTC' ? instantOf(`${iso}Z`) : local(DateTime.fromISO(iso, { zone: timeZone }));
}

function formatted(value: unknown, format: string, timeZone: string): number | undefined {
  if (format === 'epochSeconds') return instantOf(Number(value) * 1000 || undefined);
  if (format === 'epochMillis') return instantOf(new Date(Number(value)));
  if (typeof value !== 'string') return undefined;
  return local(DateTime.fromFormat(value, format, { zone: timeZone }));
}

function local(time: DateTime): number | undefined {
  return time.isValid ? instantOf(time.toJSDate()) : undefined;
}
