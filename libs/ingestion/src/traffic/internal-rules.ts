import type { AcceptedEvent, InternalRule } from '@groundswell/contracts';
import * as ipaddr from 'ipaddr.js';
import type { IpAddress } from '../geo/ip-address.js';
import { textAt } from '../privacy/at-path.js';
import type { Sender } from './sender.js';

/** What a rule looks at. */
export interface Seen {
  event: AcceptedEvent;
  sender: Sender;
  address: IpAddress | undefined;
}

export type IsInternal = (seen: Seen) => boolean;

/** Rules that were checked when they were saved; one that cannot be read any more fits nothing. */
export function compileInternalRules(rules: InternalRule[]): IsInternal {
  const tests = rules.map(testOf);
  return (seen) => tests.some((test) => test(seen));
}

function testOf(rule: InternalRule): IsInternal {
  if (rule.field === 'ip') return inRange(rule.value);
  if (rule.field === 'emailDomain') return inDomain(rule.value);
  const compare = COMPARE[rule.operator];
  const value = rule.value.toLowerCase();
  if (rule.field === 'userId') return ({ event }) => compare((userIdOf(event) ?? '').toLowerCase(), value);
  const name = rule.field.slice('properties.'.length);
  return ({ event }) => {
    const text = textAt(event.properties, name);
    return text !== undefined && compare(text.toLowerCase(), value);
  };
}

/** A row of an import has one id, of whichever kind. */
const userIdOf = ({ userId, anonymousId, source }: AcceptedEvent) =>
  userId ?? (source === 'import' ? anonymousId : undefined);

const COMPARE = {
  equals: (text: string, value: string) => text === value,
  contains: (text: string, value: string) => text.includes(value),
  startsWith: (text: string, value: string) => text.startsWith(value),
  endsWith: (text: string, value: string) => text.endsWith(value),
  inRange: () => false,
};

function inRange(value: string): IsInternal {
  const [network, bits] = rangeOf(value);
  return ({ address }) =>
    address !== undefined &&
    network !== undefined &&
    address.kind() === network.kind() &&
    address.match(network, bits);
}

function rangeOf(value: string): [IpAddress, number] | [undefined, 0] {
  try {
    if (value.includes('/')) return ipaddr.parseCIDR(value);
    const address = ipaddr.process(value);
    return [address, address.kind() === 'ipv4' ? 32 : 128];
  } catch {
    return [undefined, 0];
  }
}

/** The address may stand in traits, in the properties, with the device, or be the user's id. */
function inDomain(domain: string): IsInternal {
  const end = `@${domain.toLowerCase()}`;
  return ({ event, sender }) => {
    const { traits = {}, properties } = event;
    const emails = [traits.email, traits.$email, properties.email, sender.email, userIdOf(event)];
    return emails.some((email) => typeof email === 'string' && email.toLowerCase().trim().endsWith(end));
  };
}
