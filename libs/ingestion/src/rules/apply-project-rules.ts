import type { AcceptedEvent, IngestRules, Traffic } from '@groundswell/contracts';
import type { CountryOfIp } from '../geo/country-of-ip.js';
import { type IpAddress, addressOf } from '../geo/ip-address.js';
import { compilePrivacyRules } from '../privacy/privacy-rules.js';
import { withoutIp } from '../privacy/without-ip.js';
import { compileInternalRules, type IsInternal } from '../traffic/internal-rules.js';
import { isBot } from '../traffic/is-bot.js';
import type { Connection, Sender } from '../traffic/sender.js';

/** Rules of a project, made ready to be applied to many events. */
export interface ProjectRules {
  keepIp: boolean;
  isInternal: IsInternal;
  protect: (event: AcceptedEvent) => AcceptedEvent;
}

/** @param hashSecret the project's own; null where no rule hashes */
export function compileRules(rules: IngestRules, hashSecret: Buffer | null): ProjectRules {
  return {
    keepIp: rules.keepIp,
    isInternal: compileInternalRules(rules.internalRules),
    protect: compilePrivacyRules(rules.privacyRules, hashSecret),
  };
}

/**
 * The last step before an event enters the log: says what traffic it is, takes the country from the address where the
 * event has none, then drops the address and whatever else the project does not want to be stored.
 * @param sender as the event states it; that goes before the connection
 * @param connection of the request; of a server or a migration it says nothing about the person
 */
export function applyProjectRules(
  event: AcceptedEvent,
  sender: Sender,
  connection: Connection,
  rules: ProjectRules,
  countries: CountryOfIp,
): AcceptedEvent {
  const ofPerson = event.platform === 'server' || event.source === 'import' ? {} : connection;
  const address = addressOf(sender.ip ?? ofPerson.ip);
  const userAgent = sender.userAgent ?? ofPerson.userAgent;
  const traffic = trafficOf(event, { ...sender, userAgent }, address, rules);
  const located = withCountry(event, address, countries);
  const marked = traffic === 'human' ? located : { ...located, traffic };
  return rules.protect(withoutIp(marked, rules.keepIp ? address : undefined));
}

/** Internal goes first: who tests with a driven browser is still one of the project's own. */
function trafficOf(
  event: AcceptedEvent,
  sender: Sender,
  address: IpAddress | undefined,
  { isInternal }: ProjectRules,
): Traffic {
  if (isInternal({ event, sender, address })) return 'internal';
  return isBot(sender.userAgent) ? 'bot' : 'human';
}

function withCountry(
  event: AcceptedEvent,
  address: IpAddress | undefined,
  countries: CountryOfIp,
): AcceptedEvent {
  if (event.country !== undefined || address === undefined) return event;
  if (event.properties.$geoip_disable === true) return event;
  const country = countries.of(address);
  return country === undefined ? event : { ...event, country };
}
