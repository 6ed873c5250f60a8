import { CollectorError } from '../http/collector-error.js';

export type Endpoint = 'track' | 'identify' | 'page' | 'screen' | 'group' | 'alias' | 'batch' | 'import';
export type JsonObject = Record<string, unknown>;

/** Bounds the work, and the answer, of a batch of empty events: 5 MB of them would be millions. */
export const MAX_EVENTS = 50_000;

/** The events of a body. @throws CollectorError 400 when there is nothing that could be one, 413 for too many */
export function messagesOf(endpoint: Endpoint, body: unknown): unknown[] {
  if (endpoint !== 'batch' && endpoint !== 'import') {
    return [isObject(body) ? { ...body, type: endpoint } : body];
  }
  const batch = Array.isArray(body) ? (body as unknown[]) : envelopeOf(body).batch;
  if (!Array.isArray(batch) || batch.length === 0) {
    throw new CollectorError(400, 'no_batch', 'Send {"batch": [...]} with at least one event.');
  }
  if (batch.length > MAX_EVENTS) {
    throw new CollectorError(413, 'too_many_events', `A batch may have ${MAX_EVENTS} events; split it.`);
  }
  return batch as unknown[];
}

/** The fields around a batch; a single event has its own inside. */
export function envelopeOf(body: unknown): JsonObject {
  return isObject(body) ? body : {};
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
