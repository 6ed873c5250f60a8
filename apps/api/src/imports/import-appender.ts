import { EVENTS_TOPIC, PIPELINE_GROUP } from '@groundswell/contracts';
import { EVENT_LOG, type AppendResult, type EventLog, type NewRecord } from '@groundswell/event-log';
import { BatchIntents } from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { byPartition } from './by-partition.js';
import { ImportPace } from './import-pace.js';
import { retryOutages } from './retry-outages.js';

const ASK_EVERY_MS = 50;

/**
 * The way of an import's records into the log, at the pace of the pipeline, and the wait until they are
 * stored. Outages are waited out; every method ends with AbortError once `signal` says stop.
 */
@Injectable()
export class ImportAppender {
  private readonly pace = new ImportPace();
  private partitions: number | undefined;

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly intents: BatchIntents,
  ) {}

  /**
   * Best some thousand at a time. They go in one partition after the other: an insert costs as much as some hundred rows
   * besides its rows, and what waits is bounded, so one partition's share of it all makes a quarter of the inserts.
   */
  async append(records: NewRecord[], signal: AbortSignal): Promise<AppendResult> {
    const ends: AppendResult = [];
    for (const ofPartition of byPartition(records, await this.countPartitions(signal))) {
      for (let at = 0; at < ofPartition.length;) {
        const piece = ofPartition.slice(at, (at += this.pace.pieceOf(ofPartition.length - at)));
        await this.waitUntilNear(piece.length, signal);
        ends.push(...(await retryOutages(signal, () => this.log.append(EVENTS_TOPIC, piece))));
      }
    }
    return ends;
  }

  /** Of a topic they are never changed. */
  private async countPartitions(signal: AbortSignal): Promise<number> {
    this.partitions ??= (
      await retryOutages(signal, () => this.log.progress(EVENTS_TOPIC, PIPELINE_GROUP))
    ).length;
    return this.partitions;
  }

  /** Rows beyond what the pipeline stores in a second wait in the file, so that live events do not wait behind an import. */
  private waitUntilNear(piece: number, signal: AbortSignal): Promise<void> {
    return until(signal, async () => {
      const parts = await this.log.progress(EVENTS_TOPIC, PIPELINE_GROUP);
      const waiting = Number(parts.reduce((sum, { committed, end }) => sum + (end - committed), 0n));
      this.pace.observe(
        waiting,
        Number(parts.reduce((sum, { committed }) => sum + committed, 0n)),
        Date.now(),
      );
      return this.pace.hasRoom(waiting, piece);
    });
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
