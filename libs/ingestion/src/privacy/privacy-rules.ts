import type { AcceptedEvent, PrivacyRule } from '@groundswell/contracts';
import { createHmac } from 'node:crypto';
import { isObject } from '../text/clean-json.js';
import { replacedAt } from './at-path.js';

type JsonObject = Record<string, unknown>;
type Change = (event: AcceptedEvent) => AcceptedEvent;
type Digest = (value: unknown) => unknown;

/**
 * @param secret the project's own, for `hash`: the digest of a guess is not known without it. Without a secret such
 * values are dropped
 */
export function compilePrivacyRules(rules: PrivacyRule[], secret: Buffer | null): Change {
  const changes = rules.map((rule) =>
    changeOf(rule, rule.action === 'hash' ? digestBy(secret) : () => undefined),
  );
  return (event) => changes.reduce((changed, change) => change(changed), event);
}

/** HMAC-SHA-256 in hexadecimal, of the text of the value; null is nobody's. */
function digestBy(secret: Buffer | null): Digest {
  return (value) => {
    if (value === null || secret === null) return undefined;
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
    return createHmac('sha256', secret).update(text).digest('hex');
  };
}

function changeOf({ path }: PrivacyRule, digest: Digest): Change {
  const dot = path.indexOf('.');
  const place = path.slice(0, dot);
  const name = path.slice(dot + 1);
  return place === 'traits'
    ? (event) => changeTraits(event, name, digest)
    : (event) => changeProperties(event, name, digest);
}

/** A column may have been read from the property: where it shows the same text, it is changed as well. */
function changeProperties(event: AcceptedEvent, name: string, digest: Digest): AcceptedEvent {
  const raw = new Set<string>();
  const properties = replacedAt(event.properties, name, (value) => {
    if (typeof value === 'string' || typeof value === 'number') raw.add(String(value));
    return digest(value);
  });
  if (properties === event.properties) return event;
  return raw.size === 0
    ? { ...event, properties }
    : { ...event, ...columnsWithout(event, raw, digest), properties };
}

/** Text columns, and how many characters they hold. */
const COLUMNS = {
  sessionId: 200,
  country: 0,
  deviceType: 60,
  os: 60,
  browser: 60,
  appVersion: 60,
  referrer: 200,
  utmSource: 200,
  utmMedium: 200,
  utmCampaign: 200,
  utmContent: 200,
  utmTerm: 200,
} as const satisfies Partial<Record<keyof AcceptedEvent, number>>;

function columnsWithout(event: AcceptedEvent, raw: Set<string>, digest: Digest): Partial<AcceptedEvent> {
  const changed: Partial<AcceptedEvent> = {};
  for (const [column, length] of Object.entries(COLUMNS) as [keyof typeof COLUMNS, number][]) {
    const text = event[column];
    if (text === undefined || ![...raw].some((value) => shows(value, text))) continue;
    const hashed = digest(text);
    changed[column] = typeof hashed === 'string' && length >= hashed.length ? hashed : undefined;
  }
  const clickIds = Object.entries(event.clickIds ?? {});
  const left = clickIds.filter(([, id]) => ![...raw].some((value) => value.includes(id)));
  if (left.length < clickIds.length) changed.clickIds = Object.fromEntries(left);
  return changed;
}

/** The column is the value, or one as long as it holds; of a URL also what stands in it, as a campaign does. */
function shows(value: string, text: string): boolean {
  if (value === text || (text.length >= 60 && value.startsWith(text))) return true;
  return /:\/\/|^\?/.test(value) && value.includes(text);
}

/** Traits of people, and of groups, which come among the properties. */
function changeTraits(event: AcceptedEvent, name: string, digest: Digest): AcceptedEvent {
  const change = (object: JsonObject) => replacedAt(object, name, digest);
  const { traits, traitsOnce, properties } = event;
  const ofGroup = event.type === 'group' && isObject(properties.traits) ? properties.traits : undefined;
  return {
    ...event,
    ...(traits && { traits: change(traits) }),
    ...(traitsOnce && { traitsOnce: change(traitsOnce) }),
    ...(ofGroup && { properties: { ...properties, traits: change(ofGroup) } }),
  };
}
