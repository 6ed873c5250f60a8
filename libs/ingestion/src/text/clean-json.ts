import { MAX_DEPTH } from '@groundswell/contracts';
import { Refusal } from '../acceptance.js';
import { cleanText } from './clean.js';

type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object of JSON values that every store can keep; absent and null are {}. @throws Refusal */
export function cleanObject(value: unknown, path: string): JsonObject {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw new Refusal('wrong_type', `"${path}" must be an object.`, path);
  return cleanValue(value, path, 1) as JsonObject;
}

function cleanValue(value: unknown, path: string, depth: number): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) {
    throw new Refusal('too_deep', `"${path}" is nested more than ${MAX_DEPTH} levels deep.`, path);
  }
  if (Array.isArray(value)) return value.map((item) => cleanValue(item, path, depth + 1));
  const clean: JsonObject = {};
  for (const [key, inner] of Object.entries(value)) {
    // Defined, not assigned: a key named __proto__ is data like any other.
    Object.defineProperty(clean, cleanText(key), {
      value: cleanValue(inner, path, depth + 1),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return clean;
}
