import { z } from 'zod';
import { MAX_EVENT_NAME_LENGTH, MAX_ID_LENGTH } from './event-limits.js';
import { PLATFORMS } from './platform.js';
import { TRAFFIC } from './traffic.js';

const id = z.string().min(1).max(MAX_ID_LENGTH);
const jsonObject = z.record(z.string(), z.unknown());

/**
 * What the collector writes to the events topic: one event in our vocabulary, whichever SDK sent it.
 * Times are ISO 8601 UTC with milliseconds. It is the pipeline's input and must stay readable for as long as
 * the topic is kept: add optional fields, change none.
 */
export const acceptedEventSchema = z.object({
  v: z.literal(1),
  projectId: z.number().int().positive(),
  /** De-duplication key within the project: Segment's `messageId`, PostHog's `uuid`. */
  messageId: id,
  type: z.enum(['track', 'page', 'screen', 'identify', 'group', 'alias']),
  /** `$identify`, `$pageview`, … or the tracked name. */
  event: z.string().min(1).max(MAX_EVENT_NAME_LENGTH),
  /** At least one of the two is present. `userId` is an identified id, `anonymousId` a device's. */
  userId: id.optional(),
  anonymousId: id.optional(),
  /** For `alias`: the id that becomes another name of `userId`. */
  previousId: id.optional(),
  /** Corrected for clock skew by the collector: receivedAt - (sentAt - originalTimestamp). */
  timestamp: z.iso.datetime(),
  receivedAt: z.iso.datetime(),
  /** Set where a future time was pulled back to `receivedAt`. */
  clamped: z.boolean().optional(),
  /** Imports have no late window. Set by us, never read from a client. */
  source: z.enum(['live', 'import']),
  importId: z.uuid().optional(),
  /** Absent: human. */
  traffic: z.enum(TRAFFIC).optional(),
  platform: z.enum(PLATFORMS),
  sessionId: z.string().max(MAX_ID_LENGTH).optional(),
  country: z.string().max(2).optional(),
  deviceType: z.string().max(60).optional(),
  os: z.string().max(60).optional(),
  browser: z.string().max(60).optional(),
  appVersion: z.string().max(60).optional(),
  referrer: z.string().max(2000).optional(),
  utmSource: z.string().max(500).optional(),
  utmMedium: z.string().max(500).optional(),
  utmCampaign: z.string().max(500).optional(),
  utmContent: z.string().max(500).optional(),
  utmTerm: z.string().max(500).optional(),
  /** Click ids found in the URL: gclid, fbclid, ttclid, bd_vid, … */
  clickIds: z.record(z.string(), z.string()).optional(),
  properties: jsonObject,
  /** Person properties, from identify. */
  traits: jsonObject.optional(),
  /** The same, each only where the person has none of that name yet: what was first. */
  traitsOnce: jsonObject.optional(),
});

export type AcceptedEvent = z.infer<typeof acceptedEventSchema>;

/** The id that an event is filed under in the log: the identified id when known, else the device's. */
export function distinctIdOf(event: Pick<AcceptedEvent, 'userId' | 'anonymousId'>): string {
  const distinctId = event.userId ?? event.anonymousId;
  if (distinctId === undefined) throw new Error('an accepted event has a userId or an anonymousId');
  return distinctId;
}

/** Kafka key: keeps one person's events in order. */
export function eventKey(event: AcceptedEvent): string {
  return `${event.projectId}:${distinctIdOf(event)}`;
}
