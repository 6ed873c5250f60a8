import * as ipaddr from 'ipaddr.js';

export type IpAddress = ipaddr.IPv4 | ipaddr.IPv6;

/** True for any address, those that hide one included. */
export function isAddressText(value: unknown): boolean {
  return (
    typeof value === 'string' && value.length <= 60 && ipaddr.isValid(value.trim()) && /[.:]/.test(value)
  );
}

/** An address, IPv4 in IPv6 as IPv4; undefined for what is none, and for `0.0.0.0`, which stands for "not told". */
export function addressOf(text: string | undefined): IpAddress | undefined {
  if (text === undefined || text.length > 60 || !ipaddr.isValid(text)) return undefined;
  const address = ipaddr.process(text);
  return address.range() === 'unspecified' ? undefined : address;
}
