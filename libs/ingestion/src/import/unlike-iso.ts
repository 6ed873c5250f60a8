import { DateTime } from 'luxon';
import { inRange } from '../time/instant.js';
import { formattedTime } from './local-time.js';

const TIME = String.raw`(?:[ T日]*(\d{1,2}:\d{2}\S*(?: ?UTC)?))?`;
/** As spreadsheets write it in China and Japan: `2026/11/28 9:49`, `2026年11月28日 09:49`, `2026-1-5`. */
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?${TIME}$`);
/** With dots the day comes first: `28.11.2026 10:00`. */
const DAY_FIRST = new RegExp(String.raw`^(\d{1,2})\.(\d{1,2})\.(\d{4})${TIME}$`);
/** `20261128` and `20261128094900`: as numbers since epoch they would be days of 1970 or of the 27th century. */
const COMPACT = /^((?:19[7-9]|20\d|210)\d)(0[1-9]|1[0-2])([0-3]\d)(?:([01]\d|2[0-4])([0-5]\d)([0-5]\d))?$/;

/** A time in another writing that leaves no doubt, as ISO 8601 has it; any other text is what it is. */
export function likeIso(text: string): string {
  const compact = COMPACT.exec(text);
  if (compact) {
    const [, year, month, day, hour, minute, second] = compact;
    return `${year}-${month}-${day}${hour === undefined ? '' : `T${hour}:${minute}:${second}`}`;
  }
  const first = YEAR_FIRST.exec(text);
  if (first) return joined(first[1]!, first[2]!, first[3]!, first[4]);
  const last = DAY_FIRST.exec(text);
  return last ? joined(last[3]!, last[2]!, last[1]!, last[4]) : text;
}

function joined(year: string, month: string, day: string, time: string | undefined): string {
  const two = (digits: string) => digits.padStart(2, '0');
  const date = `${year}-${two(month)}-${two(day)}`;
  if (time === undefined) return date;
  return `${date}T${time.indexOf(':') === 1 ? `0${time}` : time}`;
}

/** `Sat, 28 Nov 2026 10:00:00 GMT` (RFC 2822), and `28/Nov/2026:10:00:00 +0000` of web servers' logs. */
const MAIL = /^(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}/;
const WEB_LOG = /^\[?(\d{1,2}\/[A-Z][a-z]{2}\/\d{4}:\d{2}:\d{2}:\d{2} [+-]\d{4})\]?$/;

/** Ms since epoch of a time with the name of its month and its own zone; undefined where it is none. */
export function monthNamed(text: string): number | undefined {
  if (MAIL.test(text)) return inRange(DateTime.fromRFC2822(text).toMillis());
  const log = WEB_LOG.exec(text);
  return log ? inRange(formattedTime(log[1]!, 'd/MMM/yyyy:HH:mm:ss ZZZ', 'UTC')) : undefined;
}

/** 1990 to 2099 in days of a spreadsheet; as seconds since epoch all of it is the first day of 1970, which nobody imports. */
const SERIAL = { from: 32_874, to: 73_050 };
const SERIAL_OF_1970 = 25_569;
const DAY_MS = 86_400_000;

/** What the clocks show, in ms as if in UTC, by a number of days as spreadsheets keep times; undefined for other numbers. */
export function wallOfSerial(days: number): number | undefined {
  if (!(days >= SERIAL.from && days < SERIAL.to)) return undefined;
  return Math.round((days - SERIAL_OF_1970) * DAY_MS);
}
