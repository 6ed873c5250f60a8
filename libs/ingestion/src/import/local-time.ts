import { LRUCache } from 'lru-cache';
import { DateTime, FixedOffsetZone, IANAZone, type TokenParser } from 'luxon';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const ONE_HOUR_EAST = FixedOffsetZone.instance(60);

const minutes = new LRUCache<string, number>({ max: 50_000 });
const parsers = new LRUCache<string, TokenParser>({ max: 100 });

/**
 * Ms since epoch of `YYYY-MM-DDTHH:mm` on the clocks of a zone, NaN where there is no such day or time. Remembered
 * by the minute: zones change at whole minutes, and neighbouring rows of a log share theirs.
 */
export function wallTime(minute: string, timeZone: string): number {
  const key = `${timeZone} ${minute}`;
  const known = minutes.get(key);
  if (known !== undefined) return known;
  const found = onClocksOf(timeZone, DateTime.fromISO(minute, { zone: 'utc' }).toMillis());
  minutes.set(key, found);
  return found;
}

/** Ms since epoch of a text in a Luxon format, English month names; NaN where it does not fit. */
export function formattedTime(text: string, format: string, timeZone: string): number {
  try {
    const parser = parserOf(format);
    const wall = DateTime.fromFormatParser(text, parser, { zone: 'utc', locale: 'en' }).toMillis();
    if (timeZone === 'UTC' || Number.isNaN(wall)) return wall;
    // A text with an offset of its own is the same instant wherever it is read.
    const east = DateTime.fromFormatParser(text, parser, { zone: ONE_HOUR_EAST, locale: 'en' }).toMillis();
    return wall === east ? wall : onClocksOf(timeZone, wall);
  } catch {
    // Luxon throws where the parts contradict each other, such as a week and a month.
    return NaN;
  }
}

/**
 * The instant at which the clocks of a zone show what they show in UTC at `wall` (ms). What they show twice in autumn
 * is the first time, what they skip in spring an hour later; Luxon's own choice depends on the day that it is asked.
 */
export function onClocksOf(timeZone: string, wall: number): number {
  if (timeZone === 'UTC' || Number.isNaN(wall)) return wall;
  const zone = IANAZone.create(timeZone);
  const before = wall - zone.offset(wall - DAY_MS) * MINUTE_MS;
  const after = wall - zone.offset(wall + DAY_MS) * MINUTE_MS;
  const shows = (instant: number) => instant + zone.offset(instant) * MINUTE_MS === wall;
  return shows(before) || !shows(after) ? before : after;
}

function parserOf(format: string): TokenParser {
  let parser = parsers.get(format);
  if (!parser) {
    parser = DateTime.buildFormatParser(format, { locale: 'en' });
    parsers.set(format, parser);
  }
  return parser;
}
