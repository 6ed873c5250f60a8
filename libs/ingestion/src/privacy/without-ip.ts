import type { AcceptedEvent } from '@groundswell/contracts';
import { type IpAddress, isAddressText } from '../geo/ip-address.js';
import { isObject } from '../text/clean-json.js';

type JsonObject = Record<string, unknown>;

/** The event without any address that an SDK put into it; `kept` is the one that is to be stored, as `properties.$ip`. */
export function withoutIp(event: AcceptedEvent, kept: IpAddress | undefined): AcceptedEvent {
  const { traits, traitsOnce } = event;
  const properties = cleaned(event.properties);
  return {
    ...event,
    properties: kept ? { ...properties, $ip: kept.toString() } : properties,
    ...(traits && { traits: cleaned(traits) }),
    ...(traitsOnce && { traitsOnce: cleaned(traitsOnce) }),
  };
}

const NAMES = ['$ip', 'ip', 'request_ip', 'ip_address', 'ipAddress'];
/** Objects that SDKs put beside properties, and among them. */
const INNER = ['context', 'traits', '$set', '$set_once'];

/** Without what bears one of the names and is an address; `$ip` is never anything else. The object itself where all may stay. */
function cleaned(object: JsonObject): JsonObject {
  let left = object;
  for (const name of NAMES) {
    if (!Object.hasOwn(object, name) || (name !== '$ip' && !isAddressText(object[name]))) continue;
    const { [name]: _, ...others } = left;
    left = others;
  }
  for (const name of INNER) {
    const inner = Object.hasOwn(left, name) ? left[name] : undefined;
    const changed = isObject(inner) ? cleaned(inner) : inner;
    if (changed !== inner) left = { ...left, [name]: changed };
  }
  return left;
}
