import { Pool, type PoolClient } from 'pg';
import {
  type AppendResult,
  type ConsumerOptions,
  type EventLog,
  EventLogUnavailable,
  type LogConsumer,
  type NewRecord,
} from '../event-log.js';
import { AppendQueue, type Placement } from '../append/append-queue.js';
import { partitionOf } from '../append/partition-of.js';
import { withDeadline } from '../append/with-deadline.js';
import { PostgresLogConsumer } from './postgres-log-consumer.js';
import { SCHEMA } from './schema.js';

const MAX_QUEUED_BYTES = 64 * 1024 * 1024;
const MAX_TRANSACTION_BYTES = 4 * 1024 * 1024;
const APPEND_DEADLINE_MS = 5_000;
/** A server that hangs must not hold a connection for ever; the longest query reads one batch. */
const QUERY_LIMIT_MS = 30_000;

/** A small durable log in PostgreSQL for machines without Kafka: same port, same guarantees. */
export function createPostgresEventLog({ connectionString }: { connectionString: string }): EventLog {
  return new PostgresEventLog(connectionString);
}

const TRIM_EVERY_MS = 3_600_000;

class PostgresEventLog implements EventLog {
  private readonly pool: Pool;
  private readonly queue: AppendQueue;
  private readonly consumers = new Set<PostgresLogConsumer>();
  private readonly partitions = new Map<string, number>();
  private prepared: Promise<void> | null = null;
  private closed = false;
  /** By topic. */
  private readonly trimming = new Map<string, NodeJS.Timeout>();

  constructor(connectionString: string) {
    this.pool = new Pool({
      connectionString,
      max: 8,
      connectionTimeoutMillis: 3_000,
      query_timeout: QUERY_LIMIT_MS,
    });
    // An idle connection that breaks is replaced at the next use; the use reports what is wrong.
    this.pool.on('error', () => undefined);
    this.queue = new AppendQueue({
      send: (topic, records) => this.send(topic, records),
      maxQueuedBytes: MAX_QUEUED_BYTES,
      maxRequestBytes: MAX_TRANSACTION_BYTES,
      maxWaitMs: APPEND_DEADLINE_MS,
      probe: () => this.ping(),
    });
  }

  async ensureTopic(topic: string, partitions: number, retentionDays?: number): Promise<void> {
    await this.prepare();
    await this.pool.query(
      `INSERT INTO event_log.partitions (topic, partition)
       SELECT $1, generate_series(0, $2::int - 1)
       WHERE NOT EXISTS (SELECT 1 FROM event_log.partitions WHERE topic = $1)
       ON CONFLICT DO NOTHING`,
      [topic, partitions],
    );
    if (retentionDays !== undefined) await this.keepFor(topic, retentionDays);
  }

  /** Now and every hour; what some group has not read yet is kept all the same. */
  private async keepFor(topic: string, days: number): Promise<void> {
    clearInterval(this.trimming.get(topic));
    const trim = () => void this.trim(topic, days).catch(() => undefined);
    this.trimming.set(topic, setInterval(trim, TRIM_EVERY_MS).unref());
    await this.trim(topic, days);
  }

  private async trim(topic: string, days: number): Promise<void> {
    await this.pool.query(
      `DELETE FROM event_log.records AS r
       USING (SELECT partition, min(next_offset) AS read FROM event_log.committed WHERE topic = $1 GROUP BY partition) AS c
       WHERE r.topic = $1 AND r.partition = c.partition AND r."offset" < c.read
         AND r.appended_at < now() - make_interval(days => $2)`,
      [topic, days],
    );
  }

  append(topic: string, records: NewRecord[]): Promise<AppendResult> {
    if (this.closed) return Promise.reject(new EventLogUnavailable('The event log is closed.'));
    return this.queue.append(topic, records);
  }

  backlog(): { appends: number; bytes: number } {
    return this.queue.backlog;
  }

  async consume(options: ConsumerOptions): Promise<LogConsumer> {
    const consumer = new PostgresLogConsumer(
      this.pool,
      options,
      () => this.prepare(),
      () => this.consumers.delete(consumer),
    );
    this.consumers.add(consumer);
    consumer.start();
    return consumer;
  }

  async progress(
    topic: string,
    group: string,
  ): Promise<{ partition: number; committed: bigint; end: bigint }[]> {
    await this.prepare();
    const { rows } = await this.pool.query<{ partition: number; committed: string; end: string }>(
      `SELECT p.partition, COALESCE(c.next_offset, first."offset", p.next_offset) AS committed, p.next_offset AS "end"
       FROM event_log.partitions p
       LEFT JOIN LATERAL (
         SELECT r."offset" FROM event_log.records r WHERE r.topic = p.topic AND r.partition = p.partition
         ORDER BY r."offset" LIMIT 1) AS first ON true
       LEFT JOIN event_log.committed c
         ON c.topic = p.topic AND c.partition = p.partition AND c.consumer_group = $2
       WHERE p.topic = $1 ORDER BY p.partition`,
      [topic, group],
    );
    return rows.map(({ partition, committed, end }) => ({
      partition,
      committed: BigInt(committed),
      end: BigInt(end),
    }));
  }

  async hasLater(
    topic: string,
    partition: number,
    { offset, time }: { offset: bigint; time: number },
  ): Promise<boolean> {
    await this.prepare();
    const { rows } = await this.pool.query<{ later: boolean }>(
      `SELECT floor(extract(epoch FROM appended_at) * 1000) > $4 AS later FROM event_log.records
       WHERE topic = $1 AND partition = $2 AND "offset" <= $3 ORDER BY "offset" DESC LIMIT 1`,
      [topic, partition, String(offset), time],
    );
    return rows[0]?.later ?? false;
  }

  async rewind(topic: string, group: string): Promise<void> {
    await this.prepare();
    const { rowCount } = await this.pool.query(
      'SELECT FROM event_log.members WHERE topic = $1 AND consumer_group = $2 AND expires_at > now()',
      [topic, group],
    );
    if (rowCount) throw new Error(`The group ${group} has running members.`);
    await this.pool.query('DELETE FROM event_log.committed WHERE topic = $1 AND consumer_group = $2', [
      topic,
      group,
    ]);
  }

  async ping(): Promise<void> {
    await withDeadline(this.pool.query('SELECT 1'), APPEND_DEADLINE_MS);
  }

  /** It lies in the database that is fed from it, so there is but one. */
  async identity(): Promise<string> {
    await this.ping();
    return 'postgres';
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    for (const timer of this.trimming.values()) clearInterval(timer);
    await Promise.all([...this.consumers].map((consumer) => consumer.stop()));
    await this.queue.close();
    await this.pool.end();
  }

  private prepare(): Promise<void> {
    this.prepared ??= this.pool.query(SCHEMA).then(
      () => undefined,
      (error: unknown) => {
        this.prepared = null;
        throw error;
      },
    );
    return this.prepared;
  }

  private async send(topic: string, records: NewRecord[]): Promise<Placement[]> {
    try {
      return await withDeadline(this.write(topic, records), APPEND_DEADLINE_MS);
    } catch (error) {
      throw new EventLogUnavailable('The event log in PostgreSQL does not take records now.', {
        cause: error,
      });
    }
  }

  private async write(topic: string, records: NewRecord[]): Promise<Placement[]> {
    const partitions = await this.partitionsOf(topic);
    const placed = records.map((record) => ({ record, partition: partitionOf(record.key, partitions) }));
    const client = await this.pool.connect();
    // A cut connection fails the query in hand, and is an event besides that would end the process.
    client.on('error', ignore);
    try {
      await client.query('BEGIN');
      const next = new Map<number, bigint>();
      // In the order of the partitions, so that two writers never wait for each other.
      for (const partition of [...new Set(placed.map((entry) => entry.partition))].sort((a, b) => a - b)) {
        const part = placed.filter((entry) => entry.partition === partition).map(({ record }) => record);
        next.set(partition, await writePartition(client, topic, partition, part));
      }
      await client.query('COMMIT');
      client.off('error', ignore);
      client.release();
      return placed.map(({ partition }) => ({ partition, offset: take(next, partition) }));
    } catch (error) {
      // The topic may have been made anew, with other partitions.
      this.partitions.delete(topic);
      // Closing the connection rolls back; one that hangs could not be asked to.
      client.release(true);
      throw error;
    }
  }

  private async partitionsOf(topic: string): Promise<number> {
    const known = this.partitions.get(topic);
    if (known) return known;
    const { rows } = await this.pool.query<{ count: string }>(
      'SELECT count(*) AS count FROM event_log.partitions WHERE topic = $1',
      [topic],
    );
    const partitions = Number(rows[0]?.count ?? 0);
    if (partitions === 0) throw new Error(`there is no topic ${topic}`);
    this.partitions.set(topic, partitions);
    return partitions;
  }
}

const ignore = () => undefined;

function take(next: Map<number, bigint>, partition: number): bigint {
  const offset = next.get(partition)!;
  next.set(partition, offset + 1n);
  return offset;
}

/**
 * Takes the next offsets under the row's lock, which is held until commit: offsets have no gaps and become visible in
 * their order.
 * @returns the offset of the first record
 */
async function writePartition(
  client: PoolClient,
  topic: string,
  partition: number,
  records: NewRecord[],
): Promise<bigint> {
  const { rows } = await client.query<{ next_offset: string }>(
    `UPDATE event_log.partitions SET next_offset = next_offset + $3
     WHERE topic = $1 AND partition = $2 RETURNING next_offset`,
    [topic, partition, records.length],
  );
  if (!rows[0]) throw new Error(`there is no partition ${partition} of topic ${topic}`);
  const first = BigInt(rows[0].next_offset) - BigInt(records.length);
  await client.query(
    `INSERT INTO event_log.records (topic, partition, "offset", key, value)
     SELECT $1, $2, $3::bigint + r.at - 1, r.key, r.value
     FROM unnest($4::bytea[], $5::bytea[]) WITH ORDINALITY AS r (key, value, at)`,
    [
      topic,
      partition,
      String(first),
      records.map(({ key }) => Buffer.from(key)),
      records.map(({ value }) => value),
    ],
  );
  return first;
}
