/** No character of UTF-16 takes more bytes of JSON than this: a control character is written \u0000. */
const BYTES_PER_UNIT = 6;
/** The longest number, `-1.2345678901234567e-308`, and a comma. */
const SCALAR_BYTES = 26;
/** Quotes, colon and comma. */
const PUNCTUATION_BYTES = 4;
/** Beyond it the exact way has to say what is wrong. */
const MAX_WALKED_DEPTH = 100;

/**
 * At least as many bytes as the value takes as JSON, or Infinity; found without writing it, which takes several times
 * as long. For values that came out of JSON: others may bring a `toJSON` of their own.
 */
export function sizeBound(value: unknown, depth = 0): number {
  if (typeof value === 'string') return value.length * BYTES_PER_UNIT + PUNCTUATION_BYTES;
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? Infinity : SCALAR_BYTES;
  if (depth > MAX_WALKED_DEPTH) return Infinity;
  return Array.isArray(value) ? boundOfArray(value, depth) : boundOfObject(value, depth);
}

function boundOfArray(values: unknown[], depth: number): number {
  let bytes = PUNCTUATION_BYTES;
  for (const inner of values) bytes += sizeBound(inner, depth + 1);
  return bytes;
}

function boundOfObject(value: object, depth: number): number {
  if ('toJSON' in value) return Infinity;
  let bytes = PUNCTUATION_BYTES;
  for (const key in value) {
    bytes += key.length * BYTES_PER_UNIT + PUNCTUATION_BYTES;
    bytes += sizeBound((value as Record<string, unknown>)[key], depth + 1);
  }
  return bytes;
}
