import { EVENTS_TOPIC, PIPELINE_GROUP } from '@groundswell/contracts';
import {
  EVENT_LOG,
  type AppendResult,
  type EventLog,
  FIRST_BULK_PARTITION,
  type NewRecord,
} from '@groundswell/event-log';
import { BatchIntents } from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { byPartition, inPieces } from './by-partition.js';
import { retryOutages } from './retry-outages.js';

const ASK_EVERY_MS = 50;
/** No more go on while so many wait in the log: some inserts of each partition, so that the pipeline always has a next one. */
const MOST_WAITING = 45_000;

/**
 * The way of an import's records into the log, at the pace of the pipeline, and the wait until they are
 * stored. Outages are waited out; every method ends with AbortError once `signal` says stop.
 */
@Injectable()
export class ImportAppender {
  private partitions: number | undefined;
  /** Per partition, the offset after the last record that went in here. */
  private readonly ends = new Map<number, bigint>();

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly intents: BatchIntents,
  ) {}

  /**
   * Best some ten thousand at a time. They go in one partition after the other: an insert costs as much as some hundred
   * rows besides its rows, and what waits is bounded, so one partition's share of it all makes a quarter of the inserts.
   */
  async append(records: NewRecord[], signal: AbortSignal): Promise<AppendResult> {
    const ends: AppendResult = [];
    for (const ofPartition of byPartition(records, await this.countPartitions(signal))) {
      for (const piece of inPieces(ofPartition)) ends.push(...(await this.appendPiece(piece, signal)));
    }
    return ends;
  }

  private async appendPiece(piece: NewRecord[], signal: AbortSignal): Promise<AppendResult> {
    await until(signal, async () => (await this.countWaiting()) < MOST_WAITING);
    const appended = await retryOutages(signal, () => this.log.append(EVENTS_TOPIC, piece, 'bulk'));
    for (const { partition, lastOffset } of appended) this.ends.set(partition, lastOffset + 1n);
    return appended;
  }

  /** Partitions that imports go to; of a topic they are never changed. */
  private async countPartitions(signal: AbortSignal): Promise<number> {
    if (this.partitions !== undefined) return this.partitions;
    const all = await retryOutages(signal, () => this.log.progress(EVENTS_TOPIC, PIPELINE_GROUP));
    const ofBulk = all.filter(({ partition }) => partition >= FIRST_BULK_PARTITION);
    return (this.partitions = ofBulk.length || all.length);
  }

  /** Records up to our last ones that are not stored. The log itself is not asked, which would cost more than it is worth. */
  private async countWaiting(): Promise<number> {
    if (this.ends.size === 0) return 0;
    const stored = await this.intents.storedUpTo(EVENTS_TOPIC);
    let waiting = 0;
    for (const [partition, end] of this.ends) {
      waiting += Math.max(0, Number(end - (stored.get(partition) ?? 0n)));
    }
    return waiting;
  }

  /** Resolves once the pipeline has stored everything up to `offsets` (partition to last offset). */
  waitUntilStored(offsets: Record<string, string>, signal: AbortSignal): Promise<void> {
    const ends = Object.entries(offsets).map(
      ([partition, last]) => [Number(partition), BigInt(last)] as const,
    );
    return until(signal, async () => {
      const stored = await this.intents.storedUpTo(EVENTS_TOPIC);
      return ends.every(([partition, last]) => (stored.get(partition) ?? 0n) > last);
    });
  }
}

async function until(signal: AbortSignal, holds: () => Promise<boolean>): Promise<void> {
  while (!(await retryOutages(signal, holds))) await sleep(ASK_EVERY_MS, undefined, { signal });
}
