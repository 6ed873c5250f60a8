import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { ConsumerOptions, LogBatch, LogConsumer } from '../event-log.js';
import { type Lease, Leases } from './leases.js';
import { LogReader } from './log-reader.js';

const IDLE_POLL_MS = 100;
const PAUSE_AFTER_FAILURE_MS = 500;
const DEFAULT_BATCH_BYTES = 8 * 1024 * 1024;

/** Reads the partitions that it holds a lease of; each by a loop of its own, one batch at a time. */
export class PostgresLogConsumer implements LogConsumer {
  private readonly leases: Leases;
  private readonly reader: LogReader;
  private readonly loops = new Set<Promise<void>>();
  /** What `onError` was told of and has not worked since. */
  private readonly failing = new Set<string>();
  private running: Promise<void> | null = null;
  private looking: Promise<Map<number, bigint>> | null = null;
  private stopping: Promise<void> | null = null;

  constructor(
    pool: Pool,
    private readonly options: ConsumerOptions,
    private readonly prepare: () => Promise<void>,
    private readonly onStopped: () => void,
  ) {
    const { group, topic, maxBatchBytes = DEFAULT_BATCH_BYTES } = options;
    this.leases = new Leases(pool, group, topic, randomUUID());
    this.reader = new LogReader(pool, group, topic, maxBatchBytes);
  }

  start(): void {
    this.running = this.keepLeases();
  }

  stop(): Promise<void> {
    this.stopping ??= this.end();
    return this.stopping;
  }

  private async end(): Promise<void> {
    // Leases are renewed until the batches in hand are done.
    await Promise.all(this.loops);
    await this.running;
    await Promise.all(this.loops);
    await this.leases.leave().catch(() => undefined);
    this.onStopped();
  }

  /** Joins the group, takes a fair share of the partitions, and keeps them. */
  private async keepLeases(): Promise<void> {
    while (!this.stopping || this.loops.size > 0) {
      try {
        await this.prepare();
        this.takeOver(await this.leases.balance());
        this.worked('leases');
      } catch (error) {
        this.failed('leases', error);
      }
      await this.pause(Leases.RENEW_MS);
    }
  }

  private takeOver(gained: Lease[]): void {
    if (gained.length === 0) return;
    const announced = this.announce(gained);
    for (const lease of gained) {
      const loop: Promise<void> = announced
        .then(() => this.loop(lease))
        .then(() => this.leases.release(lease))
        .catch((error) => this.options.onError?.(error))
        .finally(() => {
          this.loops.delete(loop);
          this.worked(nameOf(lease));
        });
      this.loops.add(loop);
    }
  }

  private async announce(gained: Lease[]): Promise<void> {
    const partitions = gained.map(({ partition }) => partition);
    await this.insist(
      () => this.options.onAssigned?.(this.options.topic, partitions),
      (error) => this.options.onError?.(error),
    );
  }

  private async loop(lease: Lease): Promise<void> {
    let position: bigint | null = null;
    while (!this.stopping && !lease.ended) {
      try {
        position ??= await this.reader.committed(lease.partition);
        const batch = await this.reader.read(lease.partition, position);
        this.worked(nameOf(lease));
        if (batch !== null) position = await this.handle(batch, lease);
        else if (!(await this.untilBeyond(position, lease))) position = await this.beginAnew(lease);
      } catch (error) {
        this.failed(nameOf(lease), error);
        position = null;
        await this.pause(PAUSE_AFTER_FAILURE_MS);
      }
    }
  }

  /** @returns where to read on */
  private async handle(batch: LogBatch, lease: Lease): Promise<bigint> {
    const result = await this.options.onBatch(batch);
    if (result !== null) await this.reader.commit(lease, result.nextOffset);
    await result?.afterCommit?.();
    if (result?.anew) return result.nextOffset;
    return (batch.records.at(-1)?.offset ?? 0n) + 1n;
  }

  /** Waits for more. False where the partition ends before `position`, so that its topic was made anew. */
  private async untilBeyond(position: bigint, lease: Lease): Promise<boolean> {
    while (!this.stopping && !lease.ended) {
      const end = (await this.nextLook()).get(lease.partition);
      if (end === undefined || end === position) continue;
      if (end > position) return true;
      // A look that others had begun may be older than what was read meanwhile.
      const again = (await this.reader.ends()).get(lease.partition);
      if (again !== undefined && again < position) return false;
    }
    return true;
  }

  /**
   * Commits the start first: else the next reader would go on from the old place once the topic has grown past it.
   * @returns where to read on
   */
  private async beginAnew(lease: Lease): Promise<bigint> {
    await this.reader.commit(lease, 0n);
    await this.insist(
      () => this.options.onAnew?.(this.options.topic, lease.partition),
      (error) => this.failed(nameOf(lease), error),
      () => lease.ended,
    );
    return 0n;
  }

  /** Tries it until it passes, or is not to be done any more. */
  private async insist(
    work: () => void | Promise<void>,
    onError: (error: unknown) => void,
    isOver = () => false,
  ): Promise<void> {
    while (!this.stopping && !isOver()) {
      try {
        return await work();
      } catch (error) {
        onError(error);
        await this.pause(PAUSE_AFTER_FAILURE_MS);
      }
    }
  }

  private failed(part: string, error: unknown): void {
    this.failing.add(part);
    this.options.onError?.(error);
  }

  private worked(part: string): void {
    if (this.failing.delete(part) && this.failing.size === 0) this.options.onReading?.();
  }

  /** One look at the ends of all partitions serves every loop that waits. */
  private nextLook(): Promise<Map<number, bigint>> {
    this.looking ??= this.pause(IDLE_POLL_MS)
      .then(() => this.reader.ends())
      .finally(() => (this.looking = null));
    return this.looking;
  }

  private async pause(ms: number): Promise<void> {
    for (let waited = 0; waited < ms && !this.stopping; waited += IDLE_POLL_MS) {
      await sleep(Math.min(IDLE_POLL_MS, ms - waited));
    }
    // While it stops, leases are still renewed for the batches in hand, but without a busy loop.
    if (this.stopping) await sleep(IDLE_POLL_MS / 4);
  }
}

const nameOf = ({ partition }: Lease) => `partition ${partition}`;
