import { isObject } from '../text/clean-json.js';

type JsonObject = Record<string, unknown>;

/** The object that holds `name` and under which key: the name as it stands, else by its dots. Undefined where it is not there. */
function placeOf(object: JsonObject, name: string): { holder: JsonObject; key: string } | undefined {
  if (Object.hasOwn(object, name)) return { holder: object, key: name };
  for (let dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
    const inner = Object.hasOwn(object, name.slice(0, dot)) ? object[name.slice(0, dot)] : undefined;
    const place = isObject(inner) ? placeOf(inner, name.slice(dot + 1)) : undefined;
    if (place) return place;
  }
  return undefined;
}

/** The scalar at a path such as `plan` or `account.plan`, as text. */
export function textAt(object: JsonObject, name: string): string | undefined {
  const place = placeOf(object, name);
  const value = place && place.holder[place.key];
  return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
}

/**
 * The object with every value at the path replaced, or taken away where `replace` says undefined; the object itself
 * where there is none. Objects that are written to are copied.
 */
export function replacedAt(
  object: JsonObject,
  name: string,
  replace: (value: unknown) => unknown,
): JsonObject {
  let result = object;
  if (Object.hasOwn(object, name)) result = withValue(result, name, replace(object[name]));
  for (let dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
    const key = name.slice(0, dot);
    const inner = Object.hasOwn(object, key) ? object[key] : undefined;
    if (typeof inner !== 'object' || inner === null) continue;
    const changed = replacedInside(inner, name.slice(dot + 1), replace);
    if (changed !== inner) result = withValue(result, key, changed);
  }
  return result;
}

/** Lists of objects are looked through. */
function replacedInside(inner: object, name: string, replace: (value: unknown) => unknown): object {
  if (!Array.isArray(inner)) return replacedAt(inner as JsonObject, name, replace);
  const items = inner.map((item: unknown) => (isObject(item) ? replacedAt(item, name, replace) : item));
  return items.some((item, index) => item !== inner[index]) ? items : inner;
}

/** Entries are defined, not assigned: a key named __proto__ is data like any other. */
function withValue(object: JsonObject, key: string, value: unknown): JsonObject {
  const entries = Object.entries(object);
  return Object.fromEntries(
    value === undefined
      ? entries.filter(([name]) => name !== key)
      : entries.map(([name, old]) => [name, name === key ? value : old]),
  );
}
