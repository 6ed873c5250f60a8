import { type AppendResult, EventLogUnavailable, type NewRecord } from '../event-log.js';

/** Where one record was written. */
export interface Placement {
  partition: number;
  offset: bigint;
}

interface Waiting {
  topic: string;
  records: NewRecord[];
  bytes: number;
  resolve(result: AppendResult): void;
  reject(error: unknown): void;
  /** Tells the caller at the end of the time limit. */
  timer: NodeJS.Timeout;
}

export interface AppendQueueOptions {
  /**
   * Writes everything of one call in one request, of at most `maxRequestBytes` unless a single record is larger;
   * resolves once it is durable, with a placement for each record.
   * @throws EventLogUnavailable when the log takes nothing now, anything else when it refuses just these records
   */
  send(topic: string, records: NewRecord[]): Promise<Placement[]>;
  /** Bytes that may wait, beyond which appends are refused at once. */
  maxQueuedBytes: number;
  /** Bytes that go into one request. */
  maxRequestBytes: number;
  /** How long an append may wait, in the queue and for its answer together, ms. */
  maxWaitMs: number;
  /** Resolves when the log, having been away, can be reached again; asked on and on until then. */
  probe(): Promise<void>;
}

/** About what a record takes besides its key and value. */
const RECORD_OVERHEAD_BYTES = 40;
const PROBE_EVERY_MS = 250;

const sizeOf = ({ key, value }: NewRecord) => Buffer.byteLength(key) + value.length + RECORD_OVERHEAD_BYTES;

/**
 * Puts concurrent appends together: while one request is under way, what arrives waits and goes with the next.
 * A single producer that sends one request at a time also keeps the order of a key. When a request finds the log
 * away, all that wait are told at once, and all that come are until a probe finds it back: each would only find out for
 * itself, one time limit after the other.
 */
export class AppendQueue {
  private waiting: Waiting[] = [];
  private queuedBytes = 0;
  private running: Promise<void> | null = null;
  /** Appends of the request under way. */
  private inHand = 0;
  /** Set while the log is away. */
  private probing: NodeJS.Timeout | null = null;
  private closed = false;

  constructor(private readonly options: AppendQueueOptions) {}

  /** What is not acknowledged yet. */
  get backlog(): { appends: number; bytes: number } {
    return { appends: this.waiting.length + this.inHand, bytes: this.queuedBytes };
  }

  append(topic: string, records: NewRecord[]): Promise<AppendResult> {
    if (records.length === 0) return Promise.resolve([]);
    if (this.probing) return Promise.reject(new EventLogUnavailable('The event log is away.'));
    const bytes = records.reduce((sum, record) => sum + sizeOf(record), 0);
    if (this.queuedBytes > 0 && this.queuedBytes + bytes > this.options.maxQueuedBytes) {
      return Promise.reject(
        new EventLogUnavailable('The event log takes records more slowly than they come.'),
      );
    }
    this.queuedBytes += bytes;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.giveUp(entry), this.options.maxWaitMs);
      const entry = { topic, records, bytes, resolve, reject, timer };
      this.waiting.push(entry);
      this.running ??= this.drain();
    });
  }

  /** Resolves when nothing waits any more; the log is asked after no longer. */
  async close(): Promise<void> {
    await this.running;
    this.closed = true;
    if (this.probing) clearTimeout(this.probing);
    this.probing = null;
  }

  /** What is in hand may still be written; the sender, who comes again, sends it under the same ids. */
  private giveUp(entry: Waiting): void {
    const at = this.waiting.indexOf(entry);
    if (at >= 0) {
      this.waiting.splice(at, 1);
      this.queuedBytes -= entry.bytes;
    }
    entry.reject(new EventLogUnavailable('The event log takes too long to acknowledge records.'));
  }

  private async drain(): Promise<void> {
    // One turn of the event loop lets the requests that came together join the first one.
    await new Promise((resolve) => setImmediate(resolve));
    // A time limit may empty the queue before its turn comes.
    while (this.waiting.length > 0) await this.sendNext();
    // In the same turn as the look at what waits: an append after it starts another drain.
    this.running = null;
  }

  private async sendNext(): Promise<void> {
    const batch = this.takeBatch();
    this.inHand = batch.length;
    try {
      const placements = await this.sendAll(
        batch[0]!.topic,
        batch.flatMap(({ records }) => records),
      );
      let from = 0;
      for (const { records, resolve } of batch) resolve(ends(placements, from, (from += records.length)));
    } catch (error) {
      const isAway = error instanceof EventLogUnavailable;
      const failed = isAway ? [...batch, ...this.takeAll()] : batch;
      if (isAway) this.probeSoon();
      for (const { reject } of failed) reject(error);
    } finally {
      this.inHand = 0;
      for (const { bytes, timer } of batch) {
        clearTimeout(timer);
        this.queuedBytes -= bytes;
      }
    }
  }

  private probeSoon(): void {
    if (this.closed) return;
    this.probing = setTimeout(() => void this.probe(), PROBE_EVERY_MS).unref();
  }

  private async probe(): Promise<void> {
    try {
      await this.options.probe();
      this.probing = null;
    } catch {
      this.probeSoon();
    }
  }

  /** An append larger than a request goes in several; a failure in between leaves the first ones written. */
  private async sendAll(topic: string, records: NewRecord[]): Promise<Placement[]> {
    const placements: Placement[] = [];
    for (const part of splitBySize(records, this.options.maxRequestBytes)) {
      for (const placement of await this.options.send(topic, part)) placements.push(placement);
    }
    return placements;
  }

  /** The first waiting append and those of the same topic behind it, as many as fit. */
  private takeBatch(): Waiting[] {
    const first = this.waiting[0]!;
    let bytes = first.bytes;
    let count = 1;
    for (; count < this.waiting.length; count++) {
      const next = this.waiting[count]!;
      bytes += next.bytes;
      if (next.topic !== first.topic || bytes > this.options.maxRequestBytes) break;
    }
    return this.waiting.splice(0, count);
  }

  private takeAll(): Waiting[] {
    const all = this.waiting;
    this.waiting = [];
    for (const { bytes, timer } of all) {
      clearTimeout(timer);
      this.queuedBytes -= bytes;
    }
    return all;
  }
}

/** The highest offset per partition of the placements from `start` up to before `end`. */
function ends(placements: Placement[], start: number, end: number): AppendResult {
  const last = new Map<number, bigint>();
  for (let index = start; index < end; index++) {
    const { partition, offset } = placements[index]!;
    if (offset > (last.get(partition) ?? -1n)) last.set(partition, offset);
  }
  return [...last].map(([partition, lastOffset]) => ({ partition, lastOffset }));
}

function* splitBySize(records: NewRecord[], limit: number): Generator<NewRecord[]> {
  let part: NewRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    const size = sizeOf(record);
    if (part.length > 0 && bytes + size > limit) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(record);
    bytes += size;
  }
  if (part.length > 0) yield part;
}
