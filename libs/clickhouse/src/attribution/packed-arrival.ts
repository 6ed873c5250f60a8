import { CODE_BITS } from './arrival-dictionary.query.js';

/** What `kind` of an arrival is, where impressions count. */
export const KIND = { other: 0, click: 1, impression: 2 } as const;
const KIND_BITS = 2;
const TAGS_FROM = CODE_BITS + KIND_BITS;
/** Instants from here on are no negative numbers. */
const BEGINNING = 2 ** 47;

/**
 * An arrival as one number, which is gathered by person in a fraction of the time that its columns take. From the top: session (64
 * bits), instant in ms (48), place in the log (16 and 64), tags (38), kind, code of the key. Of rows with `session`, `tagged`,
 * `tags`, `kind`, `code` and the columns of `events`.
 */
export const PACKED = `bitShiftLeft(toUInt256(bitShiftLeft(toUInt128(session), 64)
    + bitShiftLeft(toUInt64(toUnixTimestamp64Milli(timestamp) + ${BEGINNING}), 16) + log_partition), 128)
  + bitShiftLeft(toUInt128(log_offset), 64)
  + bitShiftLeft(if(tagged, bitOr(bitShiftRight(tags, ${TAGS_FROM}), 1), toUInt64(0)), ${TAGS_FROM})
  + bitShiftLeft(toUInt64(kind), ${CODE_BITS}) + code`;

export const sessionOf = (arrival: string) => `toUInt64(bitShiftRight(${arrival}, 192))`;
/** Of some beginning, so for comparing. */
export const momentOf = (arrival: string) =>
  `toInt64(bitShiftRight(toUInt64(bitShiftRight(${arrival}, 128)), 16))`;
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
