import type { Pool } from 'pg';
import type { LogBatch } from '../event-log.js';
import type { Lease } from './leases.js';

const RECORDS_PER_BATCH = 10_000;

interface RecordRow {
  offset: string;
  key: Buffer;
  value: Buffer;
  at: string;
  end: string;
}

/** What one group reads of one topic, and how far it is. */
export class LogReader {
  constructor(
    private readonly pool: Pool,
    private readonly group: string,
    private readonly topic: string,
    private readonly maxBatchBytes: number,
  ) {}

  /** The offset after the last record, per partition. */
  async ends(): Promise<Map<number, bigint>> {
    const { rows } = await this.pool.query<{ partition: number; next_offset: string }>(
      'SELECT partition, next_offset FROM event_log.partitions WHERE topic = $1',
      [this.topic],
    );
    return new Map(rows.map(({ partition, next_offset }) => [partition, BigInt(next_offset)]));
  }

  async committed(partition: number): Promise<bigint> {
    const { rows } = await this.pool.query<{ next_offset: string }>(
      'SELECT next_offset FROM event_log.committed WHERE consumer_group = $1 AND topic = $2 AND partition = $3',
      [this.group, this.topic, partition],
    );
    return BigInt(rows[0]?.next_offset ?? 0);
  }

  /** The next records, at least one and as many as fit; null where there are none. */
  async read(partition: number, from: bigint): Promise<LogBatch | null> {
    const { rows } = await this.pool.query<RecordRow>(
      `SELECT r."offset", r.key, r.value, p.next_offset AS "end",
              floor(extract(epoch FROM r.appended_at) * 1000)::bigint AS at
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
      [this.topic, partition, String(from), RECORDS_PER_BATCH, this.maxBatchBytes],
    );
    const first = rows[0];
    if (!first) return null;
    const records = rows.map(({ offset, key, value, at }) => ({
      offset: BigInt(offset),
      key: key.toString('utf8'),
      value,
      timestamp: Number(at),
    }));
    return { topic: this.topic, partition, records, endOffset: BigInt(first.end) };
  }

  /**
   * Only the holder of the lease commits: one that was taken for dead must not move the offset.
   * @throws when the lease is another's by now
   */
  async commit({ partition, claim }: Lease, nextOffset: bigint): Promise<void> {
    const { rowCount } = await this.pool.query(
      `INSERT INTO event_log.committed (consumer_group, topic, partition, next_offset)
       SELECT $1, $2, $3, $4 WHERE EXISTS (
         SELECT 1 FROM event_log.leases
         WHERE consumer_group = $1 AND topic = $2 AND partition = $3 AND claim = $5)
       ON CONFLICT (consumer_group, topic, partition) DO UPDATE SET next_offset = EXCLUDED.next_offset`,
      [this.group, this.topic, partition, String(nextOffset), claim],
    );
    if (rowCount === 0) throw new Error(`the lease of partition ${partition} was lost`);
  }
}
