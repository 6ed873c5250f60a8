/**
 * A person's events in order, as one number each: sorting numbers costs a third of sorting tuples. From the highest bits:
 * 43 of milliseconds since 1900, 42 of when it was received, 16 and 48 of its place in the log, 32 of marks. Ties in time
 * are so broken by arrival.
 */
export const packedEvent = (marks: string): string =>
  `bitShiftLeft(toUInt256(${sinceEpoch('timestamp')}), ${TIME_SHIFT})
    + bitShiftLeft(toUInt256(toUnixTimestamp64Milli(received_at)), 96)
    + bitShiftLeft(toUInt256(log_partition), 80) + bitShiftLeft(toUInt256(log_offset), 32) + ${marks}`;

const TIME_SHIFT = 138;

/** The same order without marks. */
export const orderOf = (): string => packedEvent('0');
/** Milliseconds since 1900 of such a number. */
export const instantMillis = (packed: string): string => `toInt64(bitShiftRight(${packed}, ${TIME_SHIFT}))`;

/** 1900-01-01, where ClickHouse's times begin: nothing is negative. */
const EPOCH = -2_208_988_800_000;
const sinceEpoch = (column: string) => `(toUnixTimestamp64Milli(${column}) - (${EPOCH}))`;

/** A person has fewer events than this in a question; more would only shift their times by milliseconds. */
const PLACE_BITS = 21;

/** From sorted packed events (`packed`), their keys: time and place in one number that rises with the place. */
export const keysOf = (packed: string): string =>
  `arrayMap((x, i) -> bitShiftLeft(toUInt64(bitShiftRight(x, ${TIME_SHIFT})), ${PLACE_BITS}) + i, ${packed}, arrayEnumerate(${packed}))`;

export const marksOf = (packed: string): string => `arrayMap(x -> toUInt32(x), ${packed})`;

/** Milliseconds since 1900. */
export const millisOf = (key: string): string => `bitShiftRight(${key}, ${PLACE_BITS})`;
/** From 1. */
export const placeOf = (key: string): string => `bitAnd(${key}, ${2 ** PLACE_BITS - 1})`;
export const millisBetween = (one: string, other: string): string =>
  `(toInt64(${millisOf(other)}) - toInt64(${millisOf(one)}))`;
/** As DateTime64. */
export const instantOf = (key: string): string =>
  `fromUnixTimestamp64Milli(toInt64(${millisOf(key)}) + (${EPOCH}), 'UTC')`;
