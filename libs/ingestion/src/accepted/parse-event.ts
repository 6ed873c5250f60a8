import { acceptedEventSchema, type AcceptedEvent } from '@groundswell/contracts';
import { deadLetter, ok, type DeadLetter, type Outcome } from './outcome.js';
import { canonicalInstant } from './instant.js';
import { mayBeUnstorable, toStorable } from './storable-text.js';
import { isObject, isPlainlyAccepted } from './structural-check.js';

export interface ParsedEvent {
  event: AcceptedEvent;
  /** ms since epoch. */
  timestamp: number;
  /** ms since epoch. */
  receivedAt: number;
}

/** What the store's day and time columns can hold: 1970-01-02 to 2148-12-31, a day inside either end. */
const EARLIEST = Date.UTC(1970, 0, 2);
const LATEST = Date.UTC(2149, 0, 1);

/** Reads one record's bytes. A record that is no accepted event becomes a dead letter that says why. */
export function parseEvent(value: Buffer): Outcome<ParsedEvent> {
  const text = value.toString('utf8');
  const json = readJson(text);
  if (json === undefined) return deadLetter('malformed', 'The record is not JSON.');
  return checkEvent(mayBeUnstorable(text) ? toStorable(json) : json);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function checkEvent(json: unknown): Outcome<ParsedEvent> {
  if (!isPlainlyAccepted(json)) return checkBySchema(json);
  const timestamp = canonicalInstant(json.timestamp);
  const receivedAt = canonicalInstant(json.receivedAt);
  if (Number.isNaN(timestamp) || Number.isNaN(receivedAt)) return checkBySchema(json);
  return checkMeaning({ event: json, timestamp, receivedAt });
}

/** The slow path gives the reason, and takes what is right yet unusual, such as a time without milliseconds. */
function checkBySchema(json: unknown): Outcome<ParsedEvent> {
  const parsed = acceptedEventSchema.safeParse(json);
  if (parsed.success) {
    const event = parsed.data;
    const timestamp = Date.parse(event.timestamp);
    return checkMeaning({ event, timestamp, receivedAt: Date.parse(event.receivedAt) });
  }
  const faults = parsed.error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join('.') || 'event'}: ${issue.message}`);
  return deadLetter(
    'malformed',
    `The event does not have the agreed form. ${faults.join('; ')}`,
    projectIdOf(json),
  );
}

function checkMeaning(parsed: ParsedEvent): Outcome<ParsedEvent> {
  return hasNoId(parsed.event) ?? isOutOfRange(parsed) ?? ok(parsed);
}

function hasNoId(event: AcceptedEvent): DeadLetter | null {
  if (event.userId !== undefined || event.anonymousId !== undefined) return null;
  const detail = 'The event has neither a userId nor an anonymousId, so it belongs to nobody.';
  return deadLetter('no_identity', detail, event.projectId);
}

function isOutOfRange({ event, timestamp }: ParsedEvent): DeadLetter | null {
  if (timestamp >= EARLIEST && timestamp < LATEST) return null;
  const detail = `The timestamp ${event.timestamp} is outside of the years 1970 to 2148 that can be stored.`;
  return deadLetter('malformed', detail, event.projectId);
}

/** PostgreSQL's int, so that the dead letter itself can be stored. */
function projectIdOf(json: unknown): number | undefined {
  const id = isObject(json) ? json.projectId : undefined;
  return Number.isInteger(id) && (id as number) > 0 && (id as number) < 2 ** 31 ? (id as number) : undefined;
}
