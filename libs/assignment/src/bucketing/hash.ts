import { textOf } from '../text-of.js';

const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * FNV-1a with 32 bits, over UTF-16 code units as GrowthBook's SDKs take it (and not over bytes).
 * Source: Fowler, Noll, Vo, http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function fnv1a32(text: string): number {
  let hashed = OFFSET_BASIS;
  for (let at = 0; at < text.length; at += 1) hashed = Math.imul(hashed ^ text.charCodeAt(at), PRIME);
  return hashed >>> 0;
}

/**
 * Where somebody falls between 0 (inclusive) and 1 (exclusive); null for a version that is not known.
 * Version 1 has steps of .001 and is biased where several seeds end alike; version 2 hashes twice, in steps of .0001.
 * Source: GrowthBook, "Build Your Own SDK", hash.
 */
export function hash(seed: string, value: unknown, version: number): number | null {
  if (version === 2) return (fnv1a32(String(fnv1a32(`${seed}${textOf(value)}`))) % 10000) / 10000;
  if (version === 1) return (fnv1a32(`${textOf(value)}${seed}`) % 1000) / 1000;
  return null;
}
