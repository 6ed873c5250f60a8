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
  /**
   * Message id of an alias: it says that `anonymousId`, which may be anybody's known id, is another of `userId`. That
   * is logged and can be undone.
   */
  alias?: string;
  /** Person properties to set. */
  traits?: Record<string, unknown>;
  /** The same, each only where the person has none of that name yet. */
  traitsOnce?: Record<string, unknown>;
}

/** What an item says about names. */
export interface Names {
  /** The event belongs to the person of this name. */
  name: string;
  /** A device's name to be linked with it. */
  linked: string | null;
  /** Message id of the alias by which `linked` is, where it is more than a device. */
  alias?: string;
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
    const linked = usableDevice === usableUser ? null : usableDevice;
    const alias = linked === null ? undefined : item.alias;
    return { name: usableUser, linked, identified: true, ...(alias !== undefined && { alias }) };
  }
  const name = usableDevice ?? user ?? device;
  if (name === null) throw new Error('an event has a userId or an anonymousId');
  return { name, linked: null, identified: false };
}
