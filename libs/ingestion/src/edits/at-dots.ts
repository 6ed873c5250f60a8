import { isObject } from '../text/clean-json.js';

type JsonObject = Record<string, unknown>;

/** The value at `a.b.c`; undefined where there is none. A key that has dots itself is found by the whole of them. */
export function valueAt(object: JsonObject, path: string): unknown {
  if (Object.hasOwn(object, path)) return object[path];
  for (const [key, rest] of splits(path)) {
    const inner = Object.hasOwn(object, key) ? object[key] : undefined;
    const found = isObject(inner) ? valueAt(inner, rest) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A copy without what is at the path; the object itself where nothing is. */
export function withoutAt(object: JsonObject, path: string): JsonObject {
  if (Object.hasOwn(object, path)) return defined(object, path, undefined);
  for (const [key, rest] of splits(path)) {
    const inner = Object.hasOwn(object, key) ? object[key] : undefined;
    if (isObject(inner) && valueAt(inner, rest) !== undefined) {
      return defined(object, key, withoutAt(inner, rest));
    }
  }
  return object;
}

/** A copy with the value at the path. What is missing on the way is made; what is no object there is replaced. */
export function withAt(object: JsonObject, path: string, value: unknown): JsonObject {
  const [key, rest] = splits(path).next().value ?? [path, null];
  if (rest === null || Object.hasOwn(object, path)) return defined(object, path, value);
  const inner = Object.hasOwn(object, key) ? object[key] : undefined;
  return defined(object, key, withAt(isObject(inner) ? inner : {}, rest, value));
}

function* splits(path: string): Generator<[key: string, rest: string]> {
  for (let dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
    if (dot + 1 < path.length) yield [path.slice(0, dot), path.slice(dot + 1)];
  }
}

/** Entries are defined, not assigned: a key named __proto__ is data like any other. */
function defined(object: JsonObject, key: string, value: unknown): JsonObject {
  const others = Object.entries(object).filter(([name]) => name !== key);
  return Object.fromEntries(value === undefined ? others : [...others, [key, value]]);
}
