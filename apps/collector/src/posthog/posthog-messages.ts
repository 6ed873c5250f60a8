import { CollectorError } from '../http/collector-error.js';
import { MAX_EVENTS } from '../segment/messages.js';

type JsonObject = Record<string, unknown>;

/** The events of a body: a batch, a list, or one by itself. @throws CollectorError 400 for none, 413 for too many */
export function eventsOf(body: unknown): unknown[] {
  const batch = Array.isArray(body) ? (body as unknown[]) : batchOf(body);
  if (batch.length === 0) {
    throw new CollectorError(400, 'no_batch', 'Send an event, or {"batch": [...]} with at least one.');
  }
  if (batch.length > MAX_EVENTS) {
    throw new CollectorError(413, 'too_many_events', `A batch may have ${MAX_EVENTS} events; split it.`);
  }
  return batch;
}

/** Person properties that old SDKs send to `/engage` have no name: they are what `$set` says today. */
export function named(event: unknown): unknown {
  if (!isObject(event) || typeof event.event === 'string') return event;
  return { ...event, event: '$set' };
}

function batchOf(body: unknown): unknown[] {
  if (!isObject(body)) throw new CollectorError(400, 'no_batch', 'Send an event, or {"batch": [...]}.');
  if (body.batch === undefined) return [body];
  return Array.isArray(body.batch) ? (body.batch as unknown[]) : [];
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
