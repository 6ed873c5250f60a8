import { type AcceptedEvent, MAX_EVENT_BYTES, PAGE_VIEW, SCREEN_VIEW } from '@groundswell/contracts';
import { v7 as uuidv7 } from 'uuid';
import { type Acceptance, Refusal, acceptance } from '../acceptance.js';
import { columnsOf } from '../context/columns-of.js';
import { cleanObject, isObject } from '../text/clean-json.js';
import { eventNameOf, idOf } from '../text/fields.js';
import { correctClock } from '../time/correct-clock.js';
import { instantOf, optionalInstant } from '../time/instant.js';

export interface SegmentContext {
  projectId: number;
  receivedAt: Date;
  source: 'live' | 'import';
  importId?: string;
  /** When the batch was sent, by the device's clock. */
  sentAt?: unknown;
  /** Context of the batch; an item's own wins. */
  batchContext?: unknown;
  /** Header of the request. */
  userAgent?: string;
}

const TYPES = ['track', 'page', 'screen', 'identify', 'group', 'alias'] as const;
type MessageType = (typeof TYPES)[number];

/** Our name of what a message of this type says, `track` names it itself. */
const NAMES: Record<Exclude<MessageType, 'track'>, string> = {
  page: PAGE_VIEW,
  screen: SCREEN_VIEW,
  identify: '$identify',
  group: '$groupidentify',
  alias: '$create_alias',
};

/**
 * A message of a Segment or RudderStack SDK as an event of ours, or why it is refused. Never throws.
 * Source of the message format: Segment's published HTTP tracking API.
 */
export function acceptSegment(payload: unknown, context: SegmentContext): Acceptance {
  return acceptance(() => toEvent(payload, context));
}

function toEvent(payload: unknown, request: SegmentContext): AcceptedEvent {
  if (!isObject(payload)) throw new Refusal('not_an_object', 'An event must be a JSON object.');
  checkSize(payload);
  const type = typeOf(payload.type);
  const context = { ...objectOr(request.batchContext), ...objectOr(payload.context) };
  const properties = cleanObject(payload.properties, 'properties');
  const userId = idOf(payload.userId, 'userId');
  const anonymousId = idOf(payload.anonymousId, 'anonymousId');
  if (userId === undefined && anonymousId === undefined) {
    throw new Refusal(
      'no_id',
      'Send a "userId" or an "anonymousId"; without one the event belongs to nobody.',
    );
  }
  const receivedAt = request.receivedAt.getTime();
  const { timestamp, clamped } = correctClock({
    original: optionalInstant(payload.originalTimestamp ?? payload.timestamp, 'timestamp'),
    sentAt: instantOf(payload.sentAt ?? request.sentAt),
    receivedAt,
  });
  const traits = traitsOf(type, payload, context);
  return withoutUndefined<AcceptedEvent>({
    v: 1,
    projectId: request.projectId,
    messageId: idOf(payload.messageId, 'messageId') ?? uuidv7(),
    type,
    event: type === 'track' ? eventNameOf(payload.event, 'event') : NAMES[type],
    userId,
    anonymousId,
    previousId: type === 'alias' ? previousIdOf(payload) : undefined,
    timestamp: new Date(timestamp).toISOString(),
    receivedAt: request.receivedAt.toISOString(),
    clamped: clamped || undefined,
    source: request.source,
    importId: request.importId,
    ...columnsOf(context, properties, request.userAgent),
    properties: withName(type, payload, properties),
    traits,
  });
}

/** Measured as it would be sent on; a cheap bound first, as nearly all events are far below the limit. */
function checkSize(payload: Record<string, unknown>): void {
  let text: string;
  try {
    text = JSON.stringify(payload);
  } catch {
    throw new Refusal('malformed', 'The event cannot be written as JSON.');
  }
  if (text.length * 3 <= MAX_EVENT_BYTES) return;
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_EVENT_BYTES) {
    const message = `The event has ${bytes} bytes; at most ${MAX_EVENT_BYTES} are taken. Send less in "properties".`;
    throw new Refusal('too_large', message);
  }
}

function typeOf(value: unknown): MessageType {
  if ((TYPES as readonly unknown[]).includes(value)) return value as MessageType;
  throw new Refusal('unknown_type', `"type" must be one of ${TYPES.join(', ')}.`, 'type');
}

function objectOr(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}

/** Traits of an identify; those that SDKs repeat in every context are not taken again. */
function traitsOf(
  type: MessageType,
  payload: Record<string, unknown>,
  context: Record<string, unknown>,
): Record<string, unknown> | undefined {
  if (type !== 'identify') return undefined;
  return cleanObject(payload.traits ?? context.traits, 'traits');
}

function previousIdOf(payload: Record<string, unknown>): string {
  const previousId = idOf(payload.previousId, 'previousId');
  if (previousId === undefined) throw new Refusal('no_id', 'An alias needs a "previousId".', 'previousId');
  return previousId;
}

/** Pages and screens carry a name beside their properties, groups an id and traits. */
function withName(
  type: MessageType,
  payload: Record<string, unknown>,
  properties: Record<string, unknown>,
): Record<string, unknown> {
  if (type === 'group') {
    const groupId = idOf(payload.groupId, 'groupId');
    return withoutUndefined({ ...properties, groupId, traits: cleanObject(payload.traits, 'traits') });
  }
  const named =
    (type === 'page' || type === 'screen') && typeof payload.name === 'string' && payload.name !== '';
  return named ? { name: cleanObject({ name: payload.name }, 'name').name, ...properties } : properties;
}

function withoutUndefined<T extends object>(value: T): T {
  for (const key of Object.keys(value) as (keyof T)[]) if (value[key] === undefined) delete value[key];
  return value;
}
