import { type AppendResult, EventLogUnavailable, type NewRecord } from '../event-log.js';

interface Waiting {
  topic: string;
  records: NewRecord[];
  bytes: number;
  resolve(result: AppendResult): void;
  reject(error: unknown): void;
}

export interface AppendQueueOptions {
  /** Sends everything of one call in one request; resolves once it is durable. */
  send(topic: string, records: NewRecord[]): Promise<AppendResult>;
  /** Bytes that may wait, beyond which appends are refused at once. */
  maxQueuedBytes: number;
  /** Bytes that go into one request. */
  maxRequestBytes: number;
}

/**
 * Puts concurrent appends together: while one request is under way, what arrives waits and goes with the next.
 * A single producer that sends one request at a time also keeps the order of a key.
 */
export class AppendQueue {
  private readonly waiting: Waiting[] = [];
  private queuedBytes = 0;
  private running: Promise<void> | null = null;

  constructor(private readonly options: AppendQueueOptions) {}

  append(topic: string, records: NewRecord[]): Promise<AppendResult> {
    if (records.length === 0) return Promise.resolve([]);
    const bytes = records.reduce((sum, { key, value }) => sum + key.length + value.length, 0);
    if (this.queuedBytes > 0 && this.queuedBytes + bytes > this.options.maxQueuedBytes) {
      return Promise.reject(
        new EventLogUnavailable('The event log takes records more slowly than they come.'),
      );
    }
    this.queuedBytes += bytes;
    return new Promise((resolve, reject) => {
      this.waiting.push({ topic, records, bytes, resolve, reject });
      this.running ??= this.drain();
    });
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    await this.running;
  }

  private async drain(): Promise<void> {
    // One turn of the event loop lets the requests that came together join the first one.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) await this.sendNext();
    // In the same turn as the look at what waits: an append after it starts another drain.
    this.running = null;
  }

  private async sendNext(): Promise<void> {
    const batch = this.takeBatch();
    const topic = batch[0]?.topic ?? '';
    try {
      const result = await this.options.send(
        topic,
        batch.flatMap(({ records }) => records),
      );
      for (const { resolve } of batch) resolve(result);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      for (const { bytes } of batch) this.queuedBytes -= bytes;
    }
  }

  /** The first waiting append and those of the same topic behind it, as many as fit. */
  private takeBatch(): Waiting[] {
    const batch: Waiting[] = [];
    let bytes = 0;
    for (;;) {
      const next = this.waiting[0];
      const fits = next && (batch.length === 0 || bytes + next.bytes <= this.options.maxRequestBytes);
      if (!next || !fits || next.topic !== (batch[0]?.topic ?? next.topic)) return batch;
      bytes += next.bytes;
      batch.push(next);
      this.waiting.shift();
    }
  }
}
