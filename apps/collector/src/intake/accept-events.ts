import { type AcceptedEvent, EVENTS_TOPIC, eventKey } from '@groundswell/contracts';
import { type EventLog, EventLogUnavailable, type NewRecord } from '@groundswell/event-log';
import type { Acceptance, Refused } from '@groundswell/ingestion';
import { setImmediate as breathe } from 'node:timers/promises';
import { unavailable } from '../http/collector-error.js';
import { Gate } from '../http/gate.js';
import { countEvents, timeAppend } from '../metrics/collector-metrics.js';

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

/** The records of a request, and what was refused of it. */
export interface Mapped {
  records: NewRecord[];
  refused: RefusedEvent[];
}

/**
 * Batches that are parsed and mapped at once. A parsed batch is many times its bytes, so that few of them fill more
 * memory than all the bodies that wait; on one event loop more at once would be no faster either.
 */
export const mapping = new Gate(4);

/**
 * Turned into the log's bytes at once: the parsed batch can go while the log is waited for.
 * @param onBytes told how large the records are by now; may throw
 */
export async function mapEvents(
  messages: unknown[],
  accept: (message: unknown) => Acceptance,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<Mapped> {
  const records: NewRecord[] = [];
  const refused: RefusedEvent[] = [];
  let bytes = 0;
  for (const [index, message] of messages.entries()) {
    if (index > 0 && index % EVENTS_A_TURN === 0) {
      onBytes(bytes);
      await breathe();
    }
    const result = accept(message);
    if (result.ok) bytes += records[records.push(toRecord(result.event)) - 1]!.value.length;
    else refused.push({ index, reason: result.reason, message: result.message, path: result.path });
  }
  onBytes(bytes);
  return { records, refused };
}

/** @throws CollectorError 503 when the log does not acknowledge; nothing is claimed to be stored then */
export async function appendEvents(
  log: EventLog,
  records: NewRecord[],
  refused: RefusedEvent[],
): Promise<Outcome> {
  await append(log, records);
  countEvents(
    records.length,
    refused.map(({ reason }) => reason),
  );
  return { accepted: records.length, refused };
}

/** How many of the messages came under each key; those without one are refused anyway. */
export function eventsOfKeys(
  messages: unknown[],
  keyOf: (message: unknown) => string | null,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const message of messages) {
    const key = keyOf(message);
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

async function append(log: EventLog, records: NewRecord[]): Promise<void> {
  if (records.length === 0) return;
  const ended = timeAppend();
  try {
    await log.append(EVENTS_TOPIC, records);
    ended('acknowledged');
  } catch (error) {
    ended(error instanceof EventLogUnavailable ? 'unavailable' : 'failed');
    if (error instanceof EventLogUnavailable) throw unavailable(error.message);
    throw error;
  }
}

function toRecord(event: AcceptedEvent): NewRecord {
  return { key: eventKey(event), value: Buffer.from(JSON.stringify(event)) };
}
