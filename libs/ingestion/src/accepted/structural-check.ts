import {
  MAX_EVENT_NAME_LENGTH,
  MAX_ID_LENGTH,
  PLATFORMS,
  TRAFFIC,
  type AcceptedEvent,
} from '@groundswell/contracts';

const TYPES = new Set<unknown>(['track', 'page', 'screen', 'identify', 'group', 'alias']);
const SOURCES = new Set<unknown>(['live', 'import']);
const KNOWN_PLATFORMS = new Set<unknown>(PLATFORMS);
const KNOWN_TRAFFIC = new Set<unknown>([undefined, ...TRAFFIC]);

/** Optional short texts and their longest length, as in `acceptedEventSchema`. */
const TEXTS: readonly (readonly [keyof AcceptedEvent, number])[] = [
  ['sessionId', MAX_ID_LENGTH],
  ['country', 2],
  ['deviceType', 60],
  ['os', 60],
  ['browser', 60],
  ['appVersion', 60],
  ['referrer', 2000],
  ['utmSource', 500],
  ['utmMedium', 500],
  ['utmCampaign', 500],
  ['utmContent', 500],
  ['utmTerm', 500],
];

type Loose = Record<string, unknown>;

export const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown, max: number) =>
  typeof value === 'string' && value.length >= 1 && value.length <= max;
const isOptionalId = (value: unknown) => value === undefined || isText(value, MAX_ID_LENGTH);

function hasHead(event: Loose): boolean {
  return (
    event.v === 1 &&
    Number.isSafeInteger(event.projectId) &&
    (event.projectId as number) > 0 &&
    isText(event.messageId, MAX_ID_LENGTH) &&
    isText(event.event, MAX_EVENT_NAME_LENGTH) &&
    TYPES.has(event.type) &&
    SOURCES.has(event.source) &&
    KNOWN_PLATFORMS.has(event.platform) &&
    KNOWN_TRAFFIC.has(event.traffic)
  );
}

function hasTexts(event: Loose): boolean {
  for (const [name, max] of TEXTS) {
    const value = event[name];
    if (value !== undefined && (typeof value !== 'string' || value.length > max)) return false;
  }
  return true;
}

/** `importId` and `clickIds` are left to the schema where they are present and not plainly right. */
function hasRest(event: Loose): boolean {
  return (
    isObject(event.properties) &&
    (event.traits === undefined || isObject(event.traits)) &&
    (event.traitsOnce === undefined || isObject(event.traitsOnce)) &&
    (event.clickIds === undefined || hasTextValues(event.clickIds)) &&
    (event.clamped === undefined || typeof event.clamped === 'boolean') &&
    (event.importId === undefined || isUuid(event.importId))
  );
}

function hasTextValues(value: unknown): boolean {
  return isObject(value) && Object.values(value).every((entry) => typeof entry === 'string');
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const isUuid = (value: unknown) => typeof value === 'string' && UUID.test(value);

/**
 * True only for what `acceptedEventSchema` takes as well (its two times aside, which `canonicalInstant` checks);
 * false says nothing yet. The schema costs 17 µs an event, this 1 µs, and nearly every record passes here.
 */
export function isPlainlyAccepted(event: unknown): event is AcceptedEvent {
  return (
    isObject(event) &&
    hasHead(event) &&
    isOptionalId(event.userId) &&
    isOptionalId(event.anonymousId) &&
    isOptionalId(event.previousId) &&
    hasTexts(event) &&
    hasRest(event)
  );
}
