import { storableText } from '../storable/storable.js';
import { isJunkId } from './junk-ids.js';

/** The identity part of one event. At least one of the two ids is there. */
export interface IdentityItem {
  /** An id that the product knows the person by. */
  userId?: string;
  /** A device's id. */
  anonymousId?: string;
  /** True for an identify call. Linking needs only the two ids; SDKs send both on later events too. */
  identify: boolean;
  /** Person properties to set. */
  traits?: Record<string, unknown>;
}

/** What an item says about names. */
export interface Names {
  /** The event belongs to the person of this name. */
  name: string;
  /** A device's name to be linked with it. */
  linked: string | null;
  /** True when `name` is an id of the product's own, not a device's. */
  identified: boolean;
}

/** Junk links nothing: such a device is ignored beside a userId, such a userId beside a device. */
export function namesOf(item: IdentityItem): Names {
  const user = item.userId === undefined ? null : storableText(item.userId);
  const device = item.anonymousId === undefined ? null : storableText(item.anonymousId);
  const usableUser = user !== null && !isJunkId(user) ? user : null;
  const usableDevice = device !== null && !isJunkId(device) ? device : null;
  if (usableUser !== null) {
    return { name: usableUser, linked: usableDevice === usableUser ? null : usableDevice, identified: true };
  }
  const name = usableDevice ?? user ?? device;
  if (name === null) throw new Error('an event has a userId or an anonymousId');
  return { name, linked: null, identified: false };
}
