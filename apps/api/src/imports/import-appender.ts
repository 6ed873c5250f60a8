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
import { LogMadeAnew } from './log-made-anew.js';
import { retryOutages } from './retry-outages.js';

const ASK_EVERY_MS = 50;
/** A wait without progress asks the log itself so often whether it is still the one. */
const ASK_LOG_EVERY_MS = 5_000;
/** No more go on while so many wait in the log: some inserts of each partition, so that the pipeline always has a next one. */
const MOST_WAITING = 45_000;

/** Per partition, the offset after the last record of somebody. */
type Ends = Map<number, bigint>;

/**
 * The way of an import's records into the log, at the pace of the pipeline, and the wait until they are
 * stored. Outages are waited out; every method ends with AbortError once `signal` says stop.
 */
@Injectable()
export class ImportAppender {
  private partitions: number | undefined;
  /** Of the records that went in here. */
  private readonly ends: Ends = new Map();
  /** The log that `ends` are places in. */
  private endsOf: Date | null = null;
  topic: string = EVENTS_TOPIC;
  group: string = PIPELINE_GROUP;

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly intents: BatchIntents,
  ) {}

  /** Names the log that records go into now: another one, or one that was made anew, is of a later time. */
  logSince(signal: AbortSignal): Promise<Date | null> {
    return retryOutages(signal, () => this.intents.logSince(this.topic));
  }

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
    await this.untilFewWait(signal);
    const appended = await retryOutages(signal, () => this.log.append(this.topic, piece, 'bulk'));
    for (const { partition, lastOffset } of appended) this.ends.set(partition, lastOffset + 1n);
    return appended;
  }

  /** Partitions that imports go to; of a topic they are never changed. */
  private async countPartitions(signal: AbortSignal): Promise<number> {
    if (this.partitions !== undefined) return this.partitions;
    const all = await retryOutages(signal, () => this.log.progress(this.topic, this.group));
    const ofBulk = all.filter(({ partition }) => partition >= FIRST_BULK_PARTITION);
    return (this.partitions = ofBulk.length || all.length);
  }

  /** What was put into a log that is gone waits for nobody: whose it was begins again. */
  private async untilFewWait(signal: AbortSignal): Promise<void> {
    try {
      await this.until(
        signal,
        () => this.ends,
        () => this.fewWait(),
      );
    } catch (error) {
      if (!(error instanceof LogMadeAnew)) throw error;
      this.ends.clear();
    }
  }

  /** Of records up to our last ones. The log itself is not asked, which would cost more than it is worth. */
  private async fewWait(): Promise<boolean> {
    if (this.ends.size === 0) return true;
    const since = await this.intents.logSince(this.topic);
    if (this.endsOf !== null && isLater(since, this.endsOf)) this.ends.clear();
    this.endsOf = since;
    const stored = await this.intents.storedUpTo(this.topic);
    let waiting = 0;
    for (const [partition, end] of this.ends) {
      waiting += Math.max(0, Number(end - (stored.get(partition) ?? 0n)));
    }
    return waiting < MOST_WAITING;
  }

  /**
   * Resolves once the pipeline has stored everything up to `offsets` (partition to last offset).
   * @param since what `logSince` said before the first of these records went in
   * @throws LogMadeAnew when the log has become another one since
   */
  waitUntilStored(offsets: Record<string, string>, since: Date | null, signal: AbortSignal): Promise<void> {
    const ends: Ends = new Map(
      Object.entries(offsets).map(([partition, last]) => [Number(partition), BigInt(last) + 1n]),
    );
    return this.until(
      signal,
      () => ends,
      async () => {
        // Before the offsets: those of another log must not be taken for ours.
        if (isLater(await this.intents.logSince(this.topic), since)) throw new LogMadeAnew();
        const stored = await this.intents.storedUpTo(this.topic);
        return [...ends].every(([partition, end]) => (stored.get(partition) ?? 0n) >= end);
      },
    );
  }

  /** @throws LogMadeAnew when the log ends before what went in */
  private async until(signal: AbortSignal, ends: () => Ends, holds: () => Promise<boolean>): Promise<void> {
    for (let asked = Date.now(); !(await retryOutages(signal, holds));) {
      await sleep(ASK_EVERY_MS, undefined, { signal });
      if (Date.now() - asked < ASK_LOG_EVERY_MS) continue;
      if (await retryOutages(signal, () => this.endsBefore(ends()))) throw new LogMadeAnew();
      asked = Date.now();
    }
  }

  private async endsBefore(ends: Ends): Promise<boolean> {
    const progress = await this.log.progress(this.topic, this.group);
    return progress.some(({ partition, end }) => end < (ends.get(partition) ?? 0n));
  }
}

/** Nothing is later than a log of which nobody noted when it began, nor is that one later than another. */
const isLater = (since: Date | null, than: Date | null): boolean =>
  since !== null && than !== null && since > than;
