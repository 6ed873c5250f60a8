import * as ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';

export type IpAddress = ipaddr.IPv4 | ipaddr.IPv6;

/** True for any address, those that hide one included. */
export function isAddressText(value: unknown): boolean {
  return (
    typeof value === 'string' && value.length <= 60 && ipaddr.isValid(value.trim()) && /[.:]/.test(value)
  );
}

/** One person sends many events; reading an address takes longer than all else that is done with it. */
const known = new LRUCache<string, { address: IpAddress | undefined }>({ max: 20_000 });

/**
 * An address, IPv4 in IPv6 as IPv4; undefined for what is none, and for `0.0.0.0`, which stands for "not told". While it
 * is remembered, the same text is the same object.
 */
export function addressOf(text: string | undefined): IpAddress | undefined {
  if (text === undefined || text.length > 60) return undefined;
  const before = known.get(text);
  if (before) return before.address;
  const found = { address: read(text) };
  known.set(text, found);
  return found.address;
}

function read(text: string): IpAddress | undefined {
  if (!ipaddr.isValid(text)) return undefined;
  const address = ipaddr.process(text);
  return address.range() === 'unspecified' ? undefined : address;
}
