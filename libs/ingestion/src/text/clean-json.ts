import { MAX_DEPTH } from '@groundswell/contracts';
import { Refusal } from '../acceptance.js';
import { cleanText, isStorable } from './clean.js';

type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * An object of JSON values that every store can keep; absent and null are {}. It is the given object itself where
 * nothing has to be replaced, as nearly always.
 * @throws Refusal
 */
export function cleanObject(value: unknown, path: string): JsonObject {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw new Refusal('wrong_type', `"${path}" must be an object.`, path);
  return isClean(value, path, 1) ? value : (replaced(value) as JsonObject);
}

/** @throws Refusal where the nesting is too deep */
function isClean(value: unknown, path: string, depth: number): boolean {
  if (typeof value === 'string') return isStorable(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth > MAX_DEPTH) {
    throw new Refusal('too_deep', `"${path}" is nested more than ${MAX_DEPTH} levels deep.`, path);
  }
  let clean = true;
  // The walk goes on past the first fault, as the depth of all of it must be known.
  for (const [key, inner] of Object.entries(value)) {
    clean = isStorable(key) && clean;
    clean = isClean(inner, path, depth + 1) && clean;
  }
  return clean;
}

function replaced(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(replaced);
  // fromEntries defines each key, it does not assign: a key named __proto__ is data like any other.
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleanText(key), replaced(inner)]));
}
