import type { Json } from './network.js';

/** Fields that say who somebody is, hashed or not. */
const PERSONAL = new Set([
  ...['em', 'ph', 'external_id', 'fbc', 'fbp', 'client_ip_address', 'client_user_agent', 'event_source_url'],
  ...['emailAddress', 'phoneNumber', 'gclid', 'gbraid', 'wbraid'],
  ...['email', 'phone', 'ttclid', 'ttp', 'ip', 'user_agent', 'url'],
  ...['logidUrl', 'hash_phone', 'click_id', 'callback'],
]);

/** The beginning alone. */
const shortened = (text: string) => `${text.slice(0, 4)}…`;

/** A payload as it is kept: what it was like stays, whom it was about does not. */
export function redacted(value: Json, isPersonal = false): Json {
  if (typeof value === 'string') return isPersonal ? shortened(value) : value;
  if (Array.isArray(value)) return value.map((item) => redacted(item, isPersonal));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, redacted(inner, isPersonal || PERSONAL.has(name))]),
  );
}
