/** What stands in a setting where an erased person's id stood; nobody is sent under it. */
export const ERASED = '(erased)';

/** Attributes of a targeting condition that name a person or their device. */
const ID_ATTRIBUTE = /^(id|user_?id|distinct_?id|anonymous_?id|device_?id)$/i;

/**
 * A definition without these ids where it names people: in filters by `distinctId`, in rules by `userId`, and in conditions by
 * an attribute of the person's id. The same words elsewhere (a country, a value) are not about the person, and stay.
 */
export function withoutIds(json: unknown, ids: ReadonlySet<string>): unknown {
  if (Array.isArray(json)) return json.map((item) => withoutIds(item, ids));
  if (!isObject(json)) return json;
  const isOfPeople = json.property === 'distinctId' || json.field === 'userId';
  return mapValues(json, (value, key) => {
    if (isOfPeople && key === 'value') return replaced(value, ids);
    return key === 'condition' ? conditionWithout(value, ids) : withoutIds(value, ids);
  });
}

function conditionWithout(json: unknown, ids: ReadonlySet<string>): unknown {
  if (Array.isArray(json)) return json.map((item) => conditionWithout(item, ids));
  if (!isObject(json)) return json;
  return mapValues(json, (value, key) =>
    ID_ATTRIBUTE.test(key) ? replaced(value, ids) : conditionWithout(value, ids),
  );
}

/** Every text within that is one of the ids, and every number, as which a product may keep them. */
function replaced(json: unknown, ids: ReadonlySet<string>): unknown {
  if (typeof json === 'string' || typeof json === 'number') return ids.has(String(json)) ? ERASED : json;
  if (Array.isArray(json)) return json.map((item) => replaced(item, ids));
  return isObject(json) ? mapValues(json, (value) => replaced(value, ids)) : json;
}

function mapValues(
  json: Record<string, unknown>,
  change: (value: unknown, key: string) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, change(value, key)]));
}

function isObject(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
