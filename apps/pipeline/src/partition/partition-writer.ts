import type { BatchResult, LogBatch, LogRecord } from '@groundswell/event-log';
import type { OffsetRange } from '@groundswell/postgres';
import type { Intents } from '../ports/ports.js';

/** Most records in one insert; it bounds memory and the size of a replay. */
export const MAX_RECORDS = 20_000;

/** How often it is asked whether the log is still the one that was read: a topic made anew may grow past its old end. */
const CHECK_LOG_EVERY_MS = 10_000;

export interface PartitionWriterOptions {
  topic: string;
  partition: number;
  intents: Omit<Intents, 'adoptLog' | 'checkpoint'>;
  /** Stores the effects of exactly these records; may be called with them again. */
  store(records: LogRecord[], range: OffsetRange): Promise<void>;
  /** Told that records were stepped over because they were stored before, possibly by another process. */
  onSkipped(count: number): void;
  /** True when the log ends before an offset that was stored from it, so it cannot be the same log. */
  endsBefore(storedUpTo: bigint): Promise<boolean>;
  /** True when what the log has in the places of what was stored came later than that, so it cannot be the same log. */
  isRefilled(): Promise<boolean>;
  /** Drops all that was recorded of this partition in a log that is gone. */
  forgetLog(): Promise<void>;
  maxRecords?: number;
}

/**
 * Makes the effect of one partition's records exactly-once (docs/adr/0003-exactly-once-effect.md). Which records go
 * into one insert is written down before the insert; after a crash the same ones are put together again and go in
 * under the same token. A new writer is made for each assignment; it keeps records that it could not store yet.
 */
export class PartitionWriter {
  /** Records that were handed over and are not stored, in offset order. */
  private held: LogRecord[] = [];
  /** Everything before it is stored; null until it has been asked for. */
  private storedUpTo: bigint | null = null;
  /** The recorded range that comes next, once known. */
  private intent: OffsetRange | null = null;
  private checkedAt = -Infinity;

  constructor(private readonly options: PartitionWriterOptions) {}

  /** Stores what it can and says how far the partition is done; null while a range is still incomplete. */
  async onBatch(batch: LogBatch): Promise<BatchResult> {
    this.hold(batch.records);
    if (await this.isOtherLog(batch)) return this.anew();
    await this.recover();
    let done: bigint | null = null;
    for (;;) {
      done = this.skipStored() ?? done;
      const range = await this.nextRange();
      if (range === null) break;
      const stored = await this.storeRange(range);
      if (!stored) break;
      done = range.last + 1n;
    }
    return done === null ? null : { nextOffset: done };
  }

  /** After a failure the log hands over again what is held already. */
  private hold(records: LogRecord[]): void {
    const last = this.held.at(-1)?.offset ?? -1n;
    for (const record of records) if (record.offset > last) this.held.push(record);
  }

  private async isOtherLog(batch: LogBatch): Promise<boolean> {
    const now = performance.now();
    if (now - this.checkedAt < CHECK_LOG_EVERY_MS) return false;
    const storedUpTo = await this.readStoredUpTo();
    const ended = batch.endOffset < storedUpTo && (await this.options.endsBefore(storedUpTo));
    if (ended || (await this.options.isRefilled())) return true;
    this.checkedAt = now;
    return false;
  }

  /**
   * Reads the partition from its start, whatever was read of it before. What tells that it is another one is forgotten last:
   * a reader that goes on from where this one was, as nothing could be committed, must find it.
   */
  private anew(): BatchResult {
    this.held = [];
    this.storedUpTo = null;
    this.intent = null;
    return { nextOffset: 0n, anew: true, afterCommit: () => this.options.forgetLog() };
  }

  private async recover(): Promise<void> {
    const first = this.held[0];
    if (this.storedUpTo !== null || !first) return;
    const storedUpTo = await this.readStoredUpTo();
    const from = first.offset < storedUpTo ? storedUpTo : first.offset;
    this.intent = await this.options.intents.openIntent(this.options.topic, this.options.partition, from);
    this.storedUpTo = storedUpTo;
  }

  private async readStoredUpTo(): Promise<bigint> {
    const all = await this.options.intents.storedUpTo(this.options.topic);
    return all.get(this.options.partition) ?? 0n;
  }

  /** Steps over records that are stored already and returns the offset after them, null where there are none. */
  private skipStored(): bigint | null {
    const storedUpTo = this.storedUpTo ?? 0n;
    const index = this.held.findIndex((record) => record.offset >= storedUpTo);
    const count = index === -1 ? this.held.length : index;
    if (count === 0) return null;
    const skipped = this.held.splice(0, count);
    this.options.onSkipped(count);
    return skipped.at(-1)!.offset + 1n;
  }

  private async nextRange(): Promise<OffsetRange | null> {
    const first = this.held[0];
    if (!first) return null;
    this.intent ??= await this.plan(first);
    return this.intent;
  }

  private async plan(first: LogRecord): Promise<OffsetRange> {
    const last = this.held[Math.min(this.held.length, this.options.maxRecords ?? MAX_RECORDS) - 1]!;
    return this.options.intents.plan(this.options.topic, this.options.partition, first.offset, last.offset);
  }

  /** False while records of the range are still to come. */
  private async storeRange(range: OffsetRange): Promise<boolean> {
    if (this.held.at(-1)!.offset < range.last) return false;
    const beyond = this.held.findIndex((record) => record.offset > range.last);
    const records = beyond === -1 ? this.held : this.held.slice(0, beyond);
    if (!(await this.isStoredByOther(range)) && records.length > 0) await this.options.store(records, range);
    const { topic, partition } = this.options;
    await this.options.intents.markStored(topic, partition, range.first, latestOf(records));
    this.held = beyond === -1 ? [] : this.held.slice(beyond);
    this.storedUpTo = range.last + 1n;
    this.intent = null;
    return true;
  }

  /** A process that was taken for dead may wake up long after another one has gone on in its place. */
  private async isStoredByOther(range: OffsetRange): Promise<boolean> {
    if ((await this.readStoredUpTo()) <= range.last) return false;
    this.options.onSkipped(Number(range.last - range.first) + 1);
    return true;
  }
}

function latestOf(records: LogRecord[]): number | null {
  return records.reduce<number | null>(
    (latest, { timestamp }) => Math.max(latest ?? timestamp, timestamp),
    null,
  );
}
