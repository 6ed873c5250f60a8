import { type AcceptedEvent, EVENTS_TOPIC, eventKey } from '@groundswell/contracts';
import { type EventLog, EventLogUnavailable, type NewRecord } from '@groundswell/event-log';
import type { Acceptance, Refused } from '@groundswell/ingestion';
import { setImmediate as breathe } from 'node:timers/promises';
import { unavailable } from '../http/collector-error.js';
import { countEvents } from '../metrics/collector-metrics.js';

/** An event of the request that was not taken, by its place in the batch. */
export interface RefusedEvent extends Omit<Refused, 'ok'> {
  index: number;
}

export interface Outcome {
  accepted: number;
  refused: RefusedEvent[];
}

/** Events that are mapped before others get their turn on the event loop: about 10 ms. */
const EVENTS_A_TURN = 500;

/**
 * Maps each message, and appends what was accepted. Resolves once the log has acknowledged.
 * @throws CollectorError 503 when the log does not; nothing is claimed to be stored then
 */
export async function acceptEvents(
  log: EventLog,
  messages: unknown[],
  accept: (message: unknown) => Acceptance,
): Promise<Outcome> {
  const { records, refused } = await mapAll(messages, accept);
  await append(log, records);
  countEvents(
    records.length,
    refused.map(({ reason }) => reason),
  );
  return { accepted: records.length, refused };
}

/** Turned into the log's bytes at once: the parsed batch can go while the log is waited for. */
async function mapAll(
  messages: unknown[],
  accept: (message: unknown) => Acceptance,
): Promise<{ records: NewRecord[]; refused: RefusedEvent[] }> {
  const records: NewRecord[] = [];
  const refused: RefusedEvent[] = [];
  for (const [index, message] of messages.entries()) {
    if (index > 0 && index % EVENTS_A_TURN === 0) await breathe();
    const result = accept(message);
    if (result.ok) records.push(toRecord(result.event));
    else refused.push({ index, reason: result.reason, message: result.message, path: result.path });
  }
  return { records, refused };
}

async function append(log: EventLog, records: NewRecord[]): Promise<void> {
  if (records.length === 0) return;
  try {
    await log.append(EVENTS_TOPIC, records);
  } catch (error) {
    if (error instanceof EventLogUnavailable) throw unavailable(error.message);
    throw error;
  }
}

function toRecord(event: AcceptedEvent): NewRecord {
  return { key: eventKey(event), value: Buffer.from(JSON.stringify(event)) };
}
