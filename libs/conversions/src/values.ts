import type { Json, JsonObject } from './network.js';

/** Without the fields that have no value: networks refuse an empty one. */
export function without(fields: Record<string, Json>): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

export const secondsOf = (at: Date) => Math.floor(at.getTime() / 1000);

/** Each once; undefined where none is left. */
export function hashedAll(
  values: readonly string[],
  hash: (value: string) => string | null,
): string[] | undefined {
  const hashes = new Set(values.map(hash).filter((hashed) => hashed !== null));
  return hashes.size > 0 ? [...hashes] : undefined;
}

/** A page without its query, which may say who somebody is; undefined for what is no address of one. */
export function pageOf(url: string | null): string | undefined {
  if (url === null || !URL.canParse(url)) return undefined;
  const { protocol, origin, pathname } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? `${origin}${pathname}` : undefined;
}

/** Money in hundredths, as the Chinese networks count it (分). */
export const inFen = (value: number) => Math.round(value * 100);
