import { eventKey } from '@groundswell/contracts';
import {
  followedLink,
  isOfTrial,
  type PlacedLink,
  type SegmentMessage,
  simulateDays,
} from '@groundswell/demo';
import type { NewRecord } from '@groundswell/event-log';
import { acceptSegment, type SegmentContext } from '@groundswell/ingestion';
import { setImmediate as breathe } from 'node:timers/promises';

/** Records that go into the log together, at least: several of the first days, which are small. */
const CHUNK = 20_000;
/** So many take some milliseconds, in which nobody is served. */
const BETWEEN_BREATHS = 100;

export interface DemoChunk {
  /** Whole days. */
  days: number;
  /** Messages that the simulation made. */
  rows: number;
  /** Those of them that the collector's contract takes. */
  records: NewRecord[];
}

/**
 * The simulation as the collector would write it into the log.
 * @param links the tracking links of the demo, in their order, by which some come
 */
export const demoRecords = (
  context: SegmentContext,
  links: readonly (PlacedLink | undefined)[],
): AsyncGenerator<DemoChunk, void, undefined> =>
  recordsOf(context, (message) => followedLink(message, links) ?? [message]);

/** What belongs to the trials alone, under ids of its own: a load without it gave the same places to other messages. */
export const trialRecords = (context: SegmentContext): AsyncGenerator<DemoChunk, void, undefined> =>
  recordsOf(context, (message) =>
    isOfTrial(message) ? [{ ...message, messageId: `${message.messageId}-trial` }] : [],
  );

/**
 * Each message becomes bytes at once: held as objects, thousands of them cost more in collecting garbage than in being made.
 * @param told what comes of a message
 */
async function* recordsOf(
  context: SegmentContext,
  told: (message: SegmentMessage) => unknown[],
): AsyncGenerator<DemoChunk, void, undefined> {
  let chunk = emptyChunk();
  for (const day of simulateDays()) {
    chunk.days++;
    for (let place = 0; place < day.count; place++) {
      for (const one of told(day.message(place))) add(chunk, one, context);
      if (place % BETWEEN_BREATHS === 0) await breathe();
    }
    if (chunk.rows < CHUNK) continue;
    yield chunk;
    chunk = emptyChunk();
  }
  if (chunk.days > 0) yield chunk;
}

const emptyChunk = (): DemoChunk => ({ days: 0, rows: 0, records: [] });

function add(chunk: DemoChunk, message: unknown, context: SegmentContext): void {
  chunk.rows++;
  const result = acceptSegment(message, context);
  if (!result.ok) return;
  chunk.records.push({ key: eventKey(result.event), value: Buffer.from(JSON.stringify(result.event)) });
}
