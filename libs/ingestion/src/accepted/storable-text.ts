const NUL_OR_SURROGATE_ESCAPE = /\\u(?:0000|[dD][89a-fA-F])/;
/** With the `u` flag a well-formed pair is one character, so this matches lone halves only. */
// eslint-disable-next-line no-control-regex -- NUL is what is looked for.
const UNSTORABLE = /\u0000|\p{Surrogate}/gu;

/** True where the JSON text can hold a NUL or half a surrogate pair, which PostgreSQL and ClickHouse refuse. */
export function mayBeUnstorable(json: string): boolean {
  return NUL_OR_SURROGATE_ESCAPE.test(json);
}

/** The same value with each NUL and each lone surrogate shown as U+FFFD, in keys too. */
export function toStorable(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(UNSTORABLE, '\uFFFD');
  if (Array.isArray(value)) return value.map(toStorable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key.replace(UNSTORABLE, '\uFFFD'), toStorable(entry)]),
  );
}
