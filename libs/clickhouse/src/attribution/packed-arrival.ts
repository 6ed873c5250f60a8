import { CODE_BITS } from './arrival-dictionary.query.js';

/** What `kind` of an arrival is, where impressions count. */
export const KIND = { other: 0, click: 1, impression: 2 } as const;
const KIND_BITS = 2;
const TAGS_FROM = CODE_BITS + KIND_BITS;
/** Instants from here on are no negative numbers. */
const BEGINNING = 2 ** 47;

/**
 * An arrival as one number, which is gathered by person in a fraction of the time that its columns take. From the top: session (64
 * bits, the highest of them 0), instant in ms (48), place in the log (16 and 64), tags (38), kind, code of the key. Of rows with
 * `session`, `tagged`, `tags`, `kind`, `code` and the columns of `events`. Put together from halves, as sums of the wide are slow.
 */
export const PACKED = halves(
  `bitShiftLeft(toUInt128(session), 64)
    + (${instant('toUnixTimestamp64Milli(timestamp)')} + log_partition)`,
  `bitShiftLeft(toUInt128(log_offset), 64)
    + (bitShiftLeft(if(tagged, bitOr(bitShiftRight(tags, ${TAGS_FROM}), 1), toUInt64(0)), ${TAGS_FROM})
      + bitShiftLeft(toUInt64(kind), ${CODE_BITS}) + code)`,
);

/** A conversion in the same array: behind all arrivals of its person, with the revenue below. Of rows with `at` and `revenue`. */
export const PACKED_CONVERSION = halves(
  `bitShiftLeft(toUInt128(bitShiftLeft(toUInt64(1), 63)), 64) + ${instant('at')}`,
  'toUInt128(reinterpretAsUInt64(revenue))',
);

function halves(upper: string, lower: string): string {
  return `bitShiftLeft(toUInt256(${upper}), 128) + (${lower})`;
}

function instant(ms: string): string {
  return `bitShiftLeft(toUInt64(${ms} + ${BEGINNING}), 16)`;
}

/** Of a `session_id`; 0 for none. */
export const SESSION = `if(session_id = '', toUInt64(0), bitShiftRight(sipHash64(session_id), 1))`;

export const sessionOf = (arrival: string) => `toUInt64(bitShiftRight(${arrival}, 192))`;
/** Of some beginning, so for comparing. */
export const momentOf = (arrival: string) =>
  `toInt64(bitShiftRight(toUInt64(bitShiftRight(${arrival}, 128)), 16))`;
/** Of a conversion, ms since epoch. */
export const conversionAt = (conversion: string) => `${momentOf(conversion)} - ${BEGINNING}`;
export const revenueOf = (conversion: string) => `reinterpretAsFloat64(toUInt64(${conversion}))`;
/** What is told below the place in the log. */
export const markOf = (arrival: string) => `toUInt64(${arrival})`;
export const hasTags = (mark: string) => `${mark} >= ${2 ** TAGS_FROM}`;
/** The same number for marks of one visit with the same tags. */
export const tagsInVisit = (mark: string, visit: string) =>
  `bitShiftLeft(${visit}, ${64 - TAGS_FROM}) + bitShiftRight(${mark}, ${TAGS_FROM})`;

/** An arrival without its session: these sort by time. */
export const withoutSession = (arrival: string) => `bitShiftLeft(${arrival}, 64)`;
/** Of such a one, ms since epoch. */
export const instantOf = (touch: string) => `toInt64(bitShiftRight(${touch}, 208)) - ${BEGINNING}`;
const markOfTouch = (touch: string) => `toUInt64(bitShiftRight(${touch}, 64))`;
export const codeOf = (touch: string) => `toUInt32(bitAnd(${markOfTouch(touch)}, ${2 ** CODE_BITS - 1}))`;
export const kindOf = (touch: string) =>
  `toUInt8(bitAnd(bitShiftRight(${markOfTouch(touch)}, ${CODE_BITS}), ${2 ** KIND_BITS - 1}))`;
