import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { ConsumerOptions, LogBatch, LogConsumer } from '../event-log.js';
import { Leases } from './leases.js';

const IDLE_POLL_MS = 100;
const PAUSE_AFTER_FAILURE_MS = 500;
const RECORDS_PER_BATCH = 10_000;
const DEFAULT_BATCH_BYTES = 8 * 1024 * 1024;

/** Reads the partitions that it holds a lease of; each by a loop of its own, one batch at a time. */
export class PostgresLogConsumer implements LogConsumer {
  private readonly leases: Leases;
  private readonly loops = new Map<number, Promise<void>>();
  private running: Promise<void> | null = null;
  private stopping = false;

  constructor(
    private readonly pool: Pool,
    private readonly options: ConsumerOptions,
    private readonly onStopped: () => void,
  ) {
    this.leases = new Leases(pool, options.group, options.topic, randomUUID());
  }

  start(): void {
    this.running = this.keepLeases();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.running;
    await Promise.all(this.loops.values());
    await this.leases.leave().catch(() => undefined);
    this.onStopped();
  }

  /** Joins the group, takes a fair share of the partitions, and keeps them. */
  private async keepLeases(): Promise<void> {
    while (!this.stopping) {
      try {
        const { gained } = await this.leases.balance();
        if (gained.length > 0) {
          await this.options.onAssigned?.(this.options.topic, gained);
          for (const partition of gained) await this.readPartition(partition);
        }
      } catch (error) {
        this.options.onError?.(error);
      }
      await this.pause(Leases.RENEW_MS);
    }
  }

  private async readPartition(partition: number): Promise<void> {
    await this.loops.get(partition);
    const loop = this.loop(partition).finally(() => this.loops.delete(partition));
    this.loops.set(partition, loop);
  }

  private async loop(partition: number): Promise<void> {
    let position: bigint | null = null;
    while (!this.stopping && this.leases.holds(partition)) {
      try {
        position ??= await this.committed(partition);
        const batch = await this.read(partition, position);
        if (batch === null) await this.pause(IDLE_POLL_MS);
        else position = await this.handle(batch);
      } catch (error) {
        this.options.onError?.(error);
        position = null;
        await this.pause(PAUSE_AFTER_FAILURE_MS);
      }
    }
    this.leases.released(partition);
  }

  /** @returns where to read on */
  private async handle(batch: LogBatch): Promise<bigint> {
    const result = await this.options.onBatch(batch);
    if (result !== null) await this.commit(batch.partition, result.nextOffset);
    return (batch.records.at(-1)?.offset ?? 0n) + 1n;
  }

  private async committed(partition: number): Promise<bigint> {
    const { rows } = await this.pool.query<{ next_offset: string }>(
      'SELECT next_offset FROM event_log.committed WHERE consumer_group = $1 AND topic = $2 AND partition = $3',
      [this.options.group, this.options.topic, partition],
    );
    return BigInt(rows[0]?.next_offset ?? 0);
  }

  private async read(partition: number, from: bigint): Promise<LogBatch | null> {
    const { rows } = await this.pool.query<{
      offset: string;
      key: string;
      value: Buffer;
      at: string;
      end: string;
    }>(
      `SELECT r."offset", r.key, r.value, extract(epoch FROM r.appended_at) * 1000 AS at, p.next_offset AS "end"
       FROM event_log.partitions p
       JOIN LATERAL (
         SELECT *, sum(length(value)) OVER (ORDER BY "offset") AS bytes FROM (
           SELECT * FROM event_log.records
           WHERE topic = p.topic AND partition = p.partition AND "offset" >= $3
           ORDER BY "offset" LIMIT $4
         ) AS next
       ) AS r ON r.bytes - length(r.value) < $5
       WHERE p.topic = $1 AND p.partition = $2
       ORDER BY r."offset"`,
      [
        this.options.topic,
        partition,
        String(from),
        RECORDS_PER_BATCH,
        this.options.maxBatchBytes ?? DEFAULT_BATCH_BYTES,
      ],
    );
    const first = rows[0];
    if (!first) return null;
    const records = rows.map(({ offset, key, value, at }) => ({
      offset: BigInt(offset),
      key,
      value,
      timestamp: Number(at),
    }));
    return { topic: this.options.topic, partition, records, endOffset: BigInt(first.end) };
  }

  /** Only the holder of the lease commits: one that was taken for dead must not move the offset. */
  private async commit(partition: number, nextOffset: bigint): Promise<void> {
    const { rowCount } = await this.pool.query(
      `INSERT INTO event_log.committed (consumer_group, topic, partition, next_offset)
       SELECT $1, $2, $3, $4 WHERE EXISTS (
         SELECT 1 FROM event_log.leases
         WHERE consumer_group = $1 AND topic = $2 AND partition = $3 AND member = $5)
       ON CONFLICT (consumer_group, topic, partition) DO UPDATE SET next_offset = EXCLUDED.next_offset`,
      [this.options.group, this.options.topic, partition, String(nextOffset), this.leases.member],
    );
    if (rowCount === 0) throw new Error(`the lease of partition ${partition} was lost`);
  }

  private async pause(ms: number): Promise<void> {
    for (let waited = 0; waited < ms && !this.stopping; waited += IDLE_POLL_MS) {
      await sleep(Math.min(IDLE_POLL_MS, ms - waited));
    }
  }
}
