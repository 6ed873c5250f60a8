import { type AcceptedEvent, PAGE_VIEW, SCREEN_VIEW } from '@groundswell/contracts';
import { v7 as uuidv7 } from 'uuid';
import { type Acceptance, Refusal, acceptance } from '../acceptance.js';
import { columnsOf } from '../context/columns-of.js';
import { cleanObject, isObject } from '../text/clean-json.js';
import { cleanText } from '../text/clean.js';
import { eventNameOf, idOf, junkId, type Somebody, somebodyOf, usableId } from '../text/fields.js';
import { checkSize } from '../text/json-text.js';
import { type CorrectedTime, correctClock } from '../time/correct-clock.js';
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

type JsonObject = Record<string, unknown>;
type Columns = ReturnType<typeof columnsOf>;

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
  const context = contextOf(request.batchContext, payload.context);
  const properties = cleanObject(payload.properties, 'properties');
  const { userId, anonymousId } = idsOf(payload);
  const { timestamp, clamped } = timeOf(payload, request);
  const columns = columnsOf(context, properties, request.userAgent);
  // Members one by one: with a spread among them all of it took twice as long, and it is done for each event.
  return {
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
    platform: columns.platform,
    sessionId: columns.sessionId,
    country: columns.country,
    deviceType: columns.deviceType,
    os: columns.os,
    browser: columns.browser,
    appVersion: columns.appVersion,
    referrer: columns.referrer,
    utmSource: columns.utmSource,
    utmMedium: columns.utmMedium,
    utmCampaign: columns.utmCampaign,
    utmContent: columns.utmContent,
    utmTerm: columns.utmTerm,
    clickIds: columns.clickIds,
    properties: withOwnFields(type, payload, withAddress(type, context.page, properties, columns)),
    traits: traitsOf(type, payload, context),
  };
}

/** The item's own context over that of its batch. */
function contextOf(batch: unknown, own: unknown): JsonObject {
  if (!isObject(batch)) return isObject(own) ? own : {};
  return isObject(own) ? { ...batch, ...own } : batch;
}

function idsOf(payload: JsonObject): Somebody {
  const userId = idOf(payload.userId, 'userId');
  const anonymousId = idOf(payload.anonymousId, 'anonymousId');
  return somebodyOf({ userId, anonymousId }, 'a "userId" or an "anonymousId"');
}

function timeOf(payload: JsonObject, { sentAt, receivedAt }: SegmentContext): CorrectedTime {
  return correctClock({
    original: optionalInstant(payload.originalTimestamp ?? payload.timestamp, 'timestamp'),
    // One that is unreadable, as if it were not there.
    sentAt: instantOf(payload.sentAt) ?? instantOf(sentAt),
    receivedAt: receivedAt.getTime(),
  });
}

function typeOf(value: unknown): MessageType {
  if ((TYPES as readonly unknown[]).includes(value)) return value as MessageType;
  throw new Refusal('unknown_type', `"type" must be one of ${TYPES.join(', ')}.`, 'type');
}

/** Traits of an identify; those that SDKs repeat in every context are not taken again. */
function traitsOf(type: MessageType, payload: JsonObject, context: JsonObject): JsonObject | undefined {
  if (type !== 'identify') return undefined;
  return cleanObject(payload.traits ?? context.traits, 'traits');
}

function previousIdOf(payload: JsonObject): string {
  const previousId = idOf(payload.previousId, 'previousId');
  if (previousId === undefined) throw new Refusal('no_id', 'An alias needs a "previousId".', 'previousId');
  if (usableId(previousId) === undefined) throw junkId(previousId, 'a "previousId"');
  return previousId;
}

/**
 * The address of what may be an arrival is kept among its properties, where SDKs of browsers say it as well: by it a referrer is told to be
 * of the same site, and rules of channels ask where somebody landed.
 */
function withAddress(type: MessageType, page: unknown, properties: JsonObject, columns: Columns): JsonObject {
  const { url, $current_url } = properties;
  const { clickIds, utmSource, utmMedium, utmCampaign, utmContent, utmTerm } = columns;
  const isTagged = clickIds ?? utmSource ?? utmMedium ?? utmCampaign ?? utmContent ?? utmTerm;
  if (type !== 'page' && isTagged === undefined) return properties;
  if (url !== undefined || $current_url !== undefined || !isObject(page)) return properties;
  return { ...textField('url', page.url), ...properties };
}

/** Pages and screens carry a name and a category beside their properties, groups an id and traits. */
function withOwnFields(type: MessageType, payload: JsonObject, properties: JsonObject): JsonObject {
  if (type === 'group') {
    const own = { groupId: idOf(payload.groupId, 'groupId'), traits: cleanObject(payload.traits, 'traits') };
    return { ...properties, ...own };
  }
  if (type !== 'page' && type !== 'screen') return properties;
  const { name, category } = payload;
  return { ...textField('name', name), ...textField('category', category), ...properties };
}

function textField(key: string, value: unknown): JsonObject {
  return typeof value === 'string' && value !== '' ? { [key]: cleanText(value) } : {};
}
