import { type AcceptedEvent, PAGE_VIEW, SCREEN_VIEW } from '@groundswell/contracts';
import { v7 as uuidv7 } from 'uuid';
import { type Acceptance, Refusal, acceptance } from '../acceptance.js';
import { cleanObject, isObject } from '../text/clean-json.js';
import { eventNameOf, idOf } from '../text/fields.js';
import { checkSize } from '../text/json-text.js';
import { type CorrectedTime, clampFuture, correctClock } from '../time/correct-clock.js';
import { inRange, instantOf, optionalInstant } from '../time/instant.js';
import { posthogColumns } from './posthog-columns.js';
import { isFalse, whoOf } from './who.js';
import { type JsonObject, wireProperties } from './wire-properties.js';

export interface PostHogContext {
  projectId: number;
  receivedAt: Date;
  source: 'live' | 'import';
  /** When the batch was sent, by the device's clock. */
  sentAt?: unknown;
  /** Header of the request. */
  userAgent?: string;
  /** `name/version` of the SDK, where a header says it. */
  sdk?: string;
}

/** Names that mean more than a tracked event. */
const TYPES: Record<string, AcceptedEvent['type']> = {
  [PAGE_VIEW]: 'page',
  [SCREEN_VIEW]: 'screen',
  $identify: 'identify',
  $groupidentify: 'group',
  $create_alias: 'alias',
};
const OTHER_NAMES: Record<string, string> = { $merge_dangerously: '$create_alias' };

/**
 * An event of a PostHog SDK as an event of ours, or why it is refused. Never throws.
 * Source of the format: PostHog's published capture API, and what its SDKs send.
 */
export function acceptPostHog(payload: unknown, context: PostHogContext): Acceptance {
  return acceptance(() => toEvent(payload, context));
}

function toEvent(payload: unknown, request: PostHogContext): AcceptedEvent {
  if (!isObject(payload)) throw new Refusal('not_an_object', 'An event must be a JSON object.');
  checkSize(payload);
  const named = eventNameOf(payload.event, 'event');
  const event = Object.hasOwn(OTHER_NAMES, named) ? OTHER_NAMES[named]! : named;
  const type = Object.hasOwn(TYPES, event) ? TYPES[event]! : 'track';
  const properties = wireProperties(payload, request.sdk);
  const { userId, anonymousId, previousId } = whoOf(event, payload, properties);
  const { timestamp, clamped } = timeOf(payload, properties, request);
  return {
    v: 1,
    projectId: request.projectId,
    messageId: messageIdOf(payload, properties) ?? uuidv7(),
    type,
    event,
    userId,
    anonymousId,
    previousId,
    timestamp: new Date(timestamp).toISOString(),
    receivedAt: request.receivedAt.toISOString(),
    clamped: clamped || undefined,
    source: request.source,
    ...posthogColumns(properties, request.userAgent),
    properties: storedProperties(type, properties),
    ...traitsOf(type, payload, properties),
  };
}

/** SDKs older than `uuid` have another id that is the same at each retry. */
function messageIdOf(payload: JsonObject, properties: JsonObject): string | undefined {
  return (
    idOf(payload.uuid, 'uuid') ??
    idOf(properties.$insert_id, 'properties.$insert_id') ??
    idOf(payload.message_id ?? payload.messageId, 'messageId')
  );
}

/** `offset` is the age of an event, in ms, from SDKs that do not trust the device's clock. */
function timeOf(payload: JsonObject, properties: JsonObject, request: PostHogContext): CorrectedTime {
  const receivedAt = request.receivedAt.getTime();
  const original = optionalInstant(payload.timestamp, 'timestamp');
  if (original === undefined) return { timestamp: ageless(payload.offset, receivedAt), clamped: false };
  if (isTrue(properties.$ignore_sent_at)) return clampFuture(original, receivedAt);
  return correctClock({ original, sentAt: instantOf(payload.sent_at ?? request.sentAt), receivedAt });
}

function ageless(offset: unknown, receivedAt: number): number {
  if (offset === undefined || offset === null) return receivedAt;
  const at = typeof offset === 'number' && offset >= 0 ? inRange(Math.round(receivedAt - offset)) : undefined;
  if (at !== undefined) return at;
  throw new Refusal('bad_timestamp', '"offset" must be the age of the event in milliseconds.', 'offset');
}

/** Without what has a place of its own. */
function storedProperties(type: AcceptedEvent['type'], properties: JsonObject): JsonObject {
  const { token: _token, distinct_id: _id, $set: _set, $set_once: _once, ...rest } = properties;
  if (type === 'alias') {
    const { alias: _alias, ...others } = rest;
    return others;
  }
  if (type !== 'group') return rest;
  const { $group_type, $group_key, $group_set, ...others } = rest;
  const groupId = idOf($group_key, 'properties.$group_key');
  if (groupId === undefined) {
    throw new Refusal('no_id', 'A group needs a "$group_key" in its properties.', 'properties.$group_key');
  }
  return { ...others, groupId, groupType: $group_type, traits: cleanObject($group_set, '$group_set') };
}

/** `$set` and `$set_once` come beside the properties or among them. An event that asks for no person has none. */
function traitsOf(
  type: AcceptedEvent['type'],
  payload: JsonObject,
  properties: JsonObject,
): Pick<AcceptedEvent, 'traits' | 'traitsOnce'> {
  const all = (name: string) => ({
    ...cleanObject(payload[name], name),
    ...cleanObject(properties[name], `properties.${name}`),
  });
  const traits = all('$set');
  const traitsOnce = all('$set_once');
  if (type === 'group' || isFalse(properties.$process_person_profile)) return {};
  return {
    traits: type === 'identify' || hasAny(traits) ? traits : undefined,
    traitsOnce: hasAny(traitsOnce) ? traitsOnce : undefined,
  };
}

function hasAny(value: object): boolean {
  return Object.keys(value).length > 0;
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
