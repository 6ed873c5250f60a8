import { randomUUID } from 'node:crypto';
import { ask } from '../connection/ask.js';
import { orUnavailable } from '../connection/clickhouse-unavailable.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { messageIdKey } from '../events/message-ids.js';
import { DIGEST } from './digest.js';

/** An event of the log that should be in the store. */
export interface LoggedEvent {
  messageId: string;
  partition: number;
  offset: bigint;
  /** ms since epoch */
  timestamp: number;
}

/** One that is not. */
export interface MissingEvent {
  /** Of the message id, decimal. */
  digest: string;
  partition: number;
  offset: bigint;
  /** Local day, `YYYY-MM-DD`. */
  day: string;
}

/** Ids that are compared at once: sixteen bytes each, and as much again for the set of them. */
const IDS_PER_SLICE = 2_000_000;

/**
 * Events of one project as the log holds them, in a table of their own for as long as they are compared: there may be more
 * of them than fit in memory. Not replicated, as only this server is asked.
 */
export class LoggedEvents {
  private readonly table = `verification_${randomUUID().replaceAll('-', '')}`;
  private count = 0;

  constructor(
    private readonly client: ClickHouseClient,
    private readonly project: { id: number; timeZone: string; rawFrom: string | null },
  ) {}

  async create(): Promise<void> {
    await this.run(`CREATE TABLE ${this.table}
      (id UInt128, log_partition UInt16, log_offset UInt64, at DateTime64(3, 'UTC')) ENGINE = MergeTree ORDER BY id`);
  }

  async drop(): Promise<void> {
    await this.run(`DROP TABLE IF EXISTS ${this.table}`);
  }

  async add(events: LoggedEvent[]): Promise<void> {
    if (events.length === 0) return;
    const values = events.map(({ messageId, partition, offset, timestamp }) => [
      String(messageIdKey(this.project.id, messageId)),
      partition,
      String(offset),
      timestamp,
    ]);
    await this.client
      .insert({ table: this.table, values, format: 'JSONCompactEachRow' })
      .catch(orUnavailable);
    this.count += events.length;
  }

  /** Message ids that the log holds, by local day; days whose raw events were deleted by age left out. */
  days(): Promise<{ day: string; logged: number }[]> {
    return ask(this.client, {
      query: `SELECT toString(${DAY}) AS day, toUInt32(uniqExact(id)) AS logged FROM ${this.table}
              WHERE ${KEPT} GROUP BY day ORDER BY day`,
      query_params: this.bound,
    });
  }

  /** Each message id that no raw event has, at its first place in the log. */
  async missing(): Promise<MissingEvent[]> {
    const slices = Math.max(1, Math.ceil(this.count / IDS_PER_SLICE));
    const found: MissingEvent[] = [];
    for (let slice = 0; slice < slices; slice++) {
      const rows = await ask<Omit<MissingEvent, 'offset'> & { offset: string }>(this.client, {
        query: `
          SELECT toString(id) AS digest, log_partition AS partition, toString(log_offset) AS offset, toString(${DAY}) AS day
          FROM ${this.table}
          WHERE ${KEPT} AND id % {slices:UInt32} = {slice:UInt32} AND id NOT IN (
            SELECT ${DIGEST} AS digest FROM events
            WHERE project_id = {project:UInt32} AND digest % {slices:UInt32} = {slice:UInt32})
          ORDER BY id, log_partition, log_offset LIMIT 1 BY id`,
        query_params: { ...this.bound, slices, slice },
      });
      for (const row of rows) found.push({ ...row, offset: BigInt(row.offset) });
    }
    return found;
  }

  private get bound() {
    const { id, timeZone, rawFrom } = this.project;
    return { project: id, zone: timeZone, rawFrom: rawFrom ?? '1970-01-01' };
  }

  private async run(query: string): Promise<void> {
    await this.client.command({ query }).catch(orUnavailable);
  }
}

const DAY = 'toDate(at, {zone:String})';
const KEPT = `${DAY} >= {rawFrom:Date}`;
