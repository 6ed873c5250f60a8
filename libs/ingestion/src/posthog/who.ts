import { Refusal } from '../acceptance.js';
import { idOf, junkId, type Somebody, somebodyOf, usableId } from '../text/fields.js';
import { runsOnDevice } from './library.js';
import type { JsonObject } from './wire-properties.js';

export interface Who extends Somebody {
  /** For an alias: the id that becomes another name of `userId`. */
  previousId?: string;
}

const ASK = 'a "distinct_id"';
/** Ids that browsers and phones make up for themselves; people's ids of a product may look so as well. */
const MADE_UP = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/**
 * Who an event of PostHog's dialect is of. It has one id, the `distinct_id`; whether that is a user's or only a device's
 * decides what may be merged with it (docs/adr/0004-sdk-protocols.md).
 * @throws Refusal
 */
export function whoOf(event: string, payload: JsonObject, properties: JsonObject): Who {
  const said = payload.distinct_id ?? payload.$distinct_id ?? properties.distinct_id;
  const distinctId = idOf(said, 'distinct_id');
  const deviceId = usableId(idOf(properties.$device_id, 'properties.$device_id'));
  if (event === '$create_alias') return aliasOf(distinctId, properties);
  if (event === '$identify') return identified(distinctId, deviceId, properties);
  // Nobody can be merged into the pseudo-person under which SDKs on servers describe a group.
  if (isAnonymous(distinctId, properties) || isGroup(event, distinctId, properties)) {
    return somebodyOf({ anonymousId: usableId(distinctId) ?? deviceId ?? distinctId }, ASK);
  }
  // An identified person's device is left out: it stays the same when another person signs in on it.
  const anonymousId = usableId(distinctId) === undefined ? deviceId : undefined;
  return somebodyOf({ userId: distinctId, anonymousId }, ASK);
}

function identified(userId: string | undefined, deviceId: string | undefined, properties: JsonObject): Who {
  const before = usableId(idOf(properties.$anon_distinct_id, 'properties.$anon_distinct_id'));
  const fallback = usableId(userId) === undefined ? deviceId : undefined;
  return somebodyOf({ userId, anonymousId: before ?? fallback }, ASK);
}

/** The two ids of an alias; a device that gets its first name by it is the one that is linked. */
function aliasOf(distinctId: string | undefined, properties: JsonObject): Who {
  const alias = idOf(properties.alias, 'properties.alias');
  if (alias === undefined) {
    throw new Refusal('no_id', 'An alias needs an "alias" in its properties.', 'properties.alias');
  }
  if (usableId(alias) === undefined) throw junkId(alias, 'an "alias"');
  const { userId } = somebodyOf({ userId: distinctId }, ASK);
  return isAnonymous(userId, properties)
    ? { userId: alias, previousId: userId }
    : { userId, previousId: alias };
}

function isAnonymous(distinctId: string | undefined, properties: JsonObject): boolean {
  if (distinctId === undefined) return true;
  const { $is_identified, $user_id, $device_id, $lib } = properties;
  if ($is_identified === true || $user_id === distinctId) return false;
  if ($is_identified === false || isFalse(properties.$process_person_profile)) return true;
  if ($device_id === distinctId || MADE_UP.test(distinctId)) return true;
  return runsOnDevice($lib);
}

function isGroup(event: string, distinctId: string | undefined, properties: JsonObject): boolean {
  const { $group_type, $group_key } = properties;
  return event === '$groupidentify' && distinctId === `$${String($group_type)}_${String($group_key)}`;
}

export function isFalse(value: unknown): boolean {
  return value === false || value === 'false';
}
