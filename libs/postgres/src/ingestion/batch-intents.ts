import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** Offsets first..last of a partition, both included. */
export interface OffsetRange {
  first: bigint;
  last: bigint;
}

/** All records of a partition up to `offset` came at `time` (ms since epoch) or before. */
export interface LogCheckpoint {
  offset: bigint;
  time: number;
}

interface RangeRow {
  first_offset: string;
  last_offset: string;
}

/** Stored intents are of no use once a later one is stored; an hour of them helps whoever looks into a fault. */
const KEEP_STORED = '1 hour';

/** How far a collector's clock may be ahead of PostgreSQL's. */
const CLOCK_MARGIN = '1 hour';

/**
 * The log of which offsets are inserted together. A batch is written down before its insert, so that after a
 * crash the same range goes in under the same de-duplication token (docs/adr/0003-exactly-once-effect.md).
 */
@Injectable()
export class BatchIntents {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Makes `identity` the log that the topic's places are in. What was recorded of another log is put aside under the
   * name `topic@other`, as its offsets say nothing of this one; a log that comes back finds its own places again.
   * @param setAside what else is known of the other log; where that fails, nothing is adopted, so that it is tried again
   * @returns the other log's identity, null where it was this one already or the first
   */
  async adoptLog(
    topic: string,
    identity: string,
    setAside: () => Promise<void> = async () => undefined,
  ): Promise<string | null> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(
        'INSERT INTO event_logs (topic, identity) VALUES ($1, $2) ON CONFLICT (topic) DO NOTHING',
        [topic, identity],
      );
      const [known] = await manager.query<{ identity: string }[]>(
        'SELECT identity FROM event_logs WHERE topic = $1 FOR UPDATE',
        [topic],
      );
      if (!known || known.identity === identity) return null;
      await setAside();
      await rename(manager, topic, `${topic}@${known.identity}`);
      await rename(manager, `${topic}@${identity}`, topic);
      await manager.query('UPDATE event_logs SET identity = $2, since = now() WHERE topic = $1', [
        topic,
        identity,
      ]);
      return known.identity;
    });
  }

  /**
   * Puts aside what is recorded of a partition whose topic was made anew: its ranges say nothing any more, and its dead
   * letters must not be taken for those of new records at the same places. Whoever waits for it hears of it by `logSince`.
   */
  async forget(topic: string, partition: number): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const [log] = await manager.query<{ gone: string }[]>(
        `INSERT INTO event_logs (topic, identity) VALUES ($1::text || '#' || $2::int, 'made anew')
         ON CONFLICT (topic) DO UPDATE SET since = now()
         RETURNING $1::text || '@before ' || since AS gone`,
        [topic, partition],
      );
      await manager.query('DELETE FROM ingest_batches WHERE topic = $1 AND partition = $2', [
        topic,
        partition,
      ]);
      await manager.query('UPDATE dead_letters SET topic = $3 WHERE topic = $1 AND partition = $2', [
        topic,
        partition,
        log?.gone,
      ]);
    });
  }

  /** Since when the topic with all its partitions is the log that it is; null where no pipeline has read it yet. */
  async logSince(topic: string): Promise<Date | null> {
    const [row] = await this.dataSource.query<{ since: Date | null }[]>(
      `SELECT max(since) AS since FROM event_logs WHERE topic = $1 OR starts_with(topic, $1::text || '#')`,
      [topic],
    );
    return row?.since ?? null;
  }

  /** The recorded range that begins at that offset, stored or not: read it again exactly so. */
  async openIntent(topic: string, partition: number, firstOffset: bigint): Promise<OffsetRange | null> {
    const rows = await this.dataSource.query<RangeRow[]>(
      `SELECT first_offset, last_offset FROM ingest_batches
       WHERE topic = $1 AND partition = $2 AND first_offset = $3`,
      [topic, partition, String(firstOffset)],
    );
    return toRange(rows[0]);
  }

  /**
   * Writes down that first..last will be one insert and returns the range to insert: the recorded one where there
   * is one already (by us before a crash, or by another process), cut short where a later one begins.
   */
  async plan(topic: string, partition: number, first: bigint, last: bigint): Promise<OffsetRange> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [
        `ingest_batches ${topic} ${partition}`,
      ]);
      const next = await firstRecordedFrom(manager, topic, partition, first);
      if (next?.first === first) return next;
      const range = { first, last: next && next.first <= last ? next.first - 1n : last };
      await manager.query(
        `INSERT INTO ingest_batches (topic, partition, first_offset, last_offset) VALUES ($1, $2, $3, $4)`,
        [topic, partition, String(range.first), String(range.last)],
      );
      return range;
    });
  }

  /**
   * Of a range that another version stored no time is known, so records up to its end may have come until now by any clock.
   * @param latestMs the latest time of a record of the range; null where it has none
   */
  async markStored(topic: string, partition: number, first: bigint, latestMs: number | null): Promise<void> {
    await this.dataSource.query(
      `UPDATE ingest_batches SET stored_at = now(), latest_ms = GREATEST($4::bigint, (
         SELECT CASE WHEN stored_at IS NOT NULL
           THEN coalesce(latest_ms, (extract(epoch FROM now() + $5::interval) * 1000)::bigint) END
         FROM ingest_batches
         WHERE topic = $1 AND partition = $2 AND first_offset < $3 ORDER BY first_offset DESC LIMIT 1))
       WHERE topic = $1 AND partition = $2 AND first_offset = $3 AND stored_at IS NULL`,
      [topic, partition, String(first), latestMs, CLOCK_MARGIN],
    );
  }

  /** Of the oldest stored range that is still known, so that it tells of what happened since; null where none is stored. */
  async checkpoint(topic: string, partition: number): Promise<LogCheckpoint | null> {
    const [row] = await this.dataSource.query<{ last_offset: string; latest_ms: string }[]>(
      `SELECT last_offset, latest_ms FROM ingest_batches
       WHERE topic = $1 AND partition = $2 AND latest_ms IS NOT NULL ORDER BY first_offset LIMIT 1`,
      [topic, partition],
    );
    return row ? { offset: BigInt(row.last_offset), time: Number(row.latest_ms) } : null;
  }

  /** Per partition the offset after the last stored one: everything before it is in the store. */
  async storedUpTo(topic: string): Promise<Map<number, bigint>> {
    const rows = await this.dataSource.query<{ partition: number; next: string }[]>(
      `SELECT partition, max(last_offset) + 1 AS next FROM ingest_batches
       WHERE topic = $1 AND stored_at IS NOT NULL GROUP BY partition`,
      [topic],
    );
    return new Map(rows.map((row) => [row.partition, BigInt(row.next)]));
  }

  /** Forgets old stored intents, never the latest of a partition. */
  async prune(): Promise<void> {
    await this.dataSource.query(
      `DELETE FROM ingest_batches AS old
       WHERE old.stored_at < now() - $1::interval AND EXISTS (
         SELECT FROM ingest_batches AS later
         WHERE later.topic = old.topic AND later.partition = old.partition
           AND later.first_offset > old.first_offset AND later.stored_at IS NOT NULL)`,
      [KEEP_STORED],
    );
  }
}

/** Places in a log, by topic. */
const PLACES = ['ingest_batches', 'dead_letters'];

async function rename(manager: EntityManager, from: string, to: string): Promise<void> {
  for (const table of PLACES) {
    await manager.query(`UPDATE ${table} SET topic = $2 WHERE topic = $1`, [from, to]);
  }
}

async function firstRecordedFrom(
  manager: EntityManager,
  topic: string,
  partition: number,
  from: bigint,
): Promise<OffsetRange | null> {
  const rows = await manager.query<RangeRow[]>(
    `SELECT first_offset, last_offset FROM ingest_batches
     WHERE topic = $1 AND partition = $2 AND first_offset >= $3 ORDER BY first_offset LIMIT 1`,
    [topic, partition, String(from)],
  );
  return toRange(rows[0]);
}

function toRange(row: RangeRow | undefined): OffsetRange | null {
  return row ? { first: BigInt(row.first_offset), last: BigInt(row.last_offset) } : null;
}
