import type { ConversionState } from '@groundswell/contracts';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { ConversionDestinationEntity } from './conversion-destination.entity.js';
import { ConversionOutboxEntity } from './conversion-outbox.entity.js';

/** How long a worker may take over what it took. Another takes it after that, so it must be longer than any request. */
const LEASE = '5 minutes';
const SCAN_EVERY = '15 seconds';

export interface NewConversion {
  eventId: string;
  event: string;
  name: string;
  personId: number;
  localDate: string;
  /** ISO 8601 UTC. */
  occurredAt: string;
  value: number | null;
  currency: string | null;
}

export interface Claim {
  lease: string;
  rows: ConversionOutboxEntity[];
}

/** What became of one that was claimed. */
export interface Settlement {
  id: number;
  state: ConversionState;
  attempts: number;
  /** ISO 8601 UTC. */
  nextAttemptAt: string;
  problem: string | null;
  request: unknown;
  answer: string | null;
}

/** The conversions of all projects on their way to the networks; several processes may work on them at once. */
@Injectable()
export class ConversionOutbox {
  constructor(private readonly dataSource: DataSource) {}

  /** A destination whose events are to be looked through; nobody else looks for a while. Null: none is due. */
  async nextToScan(): Promise<ConversionDestinationEntity | null> {
    const [found] = await this.dataSource.query<{ id: number }[]>(
      `WITH due AS (
         SELECT id FROM conversion_destinations WHERE enabled AND next_scan_at <= now()
         ORDER BY next_scan_at LIMIT 1 FOR UPDATE SKIP LOCKED),
       taken AS (
         UPDATE conversion_destinations d SET next_scan_at = now() + $1::interval FROM due WHERE d.id = due.id
         RETURNING d.id)
       SELECT id FROM taken`,
      [SCAN_EVERY],
    );
    return found ? this.destination(found.id) : null;
  }

  destination(id: number): Promise<ConversionDestinationEntity | null> {
    return this.dataSource.getRepository(ConversionDestinationEntity).findOneBy({ id });
  }

  /**
   * Puts in what is not there yet; says how many that were. Of people who were erased meanwhile nothing is put in: their
   * rows are deleted under the same lock.
   */
  fill(destination: { id: number; projectId: number }, conversions: NewConversion[]): Promise<number> {
    if (conversions.length === 0) return Promise.resolve(0);
    return this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT 1 FROM person_counters WHERE project_id = $1 FOR SHARE', [
        destination.projectId,
      ]);
      const added = await manager.query<unknown[]>(FILL, [
        destination.projectId,
        destination.id,
        JSON.stringify(conversions),
      ]);
      return added.length;
    });
  }

  /** Written after what was found has been put in. */
  async scanned(id: number, until: Date): Promise<void> {
    await this.dataSource.query(
      'UPDATE conversion_destinations SET scanned_until = greatest(scanned_until, $2) WHERE id = $1',
      [id, until],
    );
  }

  /** Destinations with something to send that may be sent to, in no order, so that none waits for another. */
  async dueDestinations(): Promise<number[]> {
    const rows = await this.dataSource.query<{ id: number }[]>(
      `SELECT d.id FROM conversion_destinations d
       WHERE d.enabled AND d.paused_reason IS NULL AND (d.held_until IS NULL OR d.held_until <= now())
         AND EXISTS (SELECT 1 FROM conversion_outbox o WHERE o.destination_id = d.id AND ${DUE})
       ORDER BY random()`,
    );
    return rows.map(({ id }) => id);
  }

  /** Takes what is due longest into one worker's hands; what others hold is passed over. */
  async claim(destinationId: number, limit: number): Promise<Claim> {
    const lease = randomUUID();
    const taken = await this.dataSource.query<{ id: number }[]>(
      `WITH due AS (
         SELECT o.id FROM conversion_outbox o WHERE o.destination_id = $1 AND ${DUE}
         ORDER BY o.next_attempt_at, o.id LIMIT $2 FOR UPDATE SKIP LOCKED),
       taken AS (
         UPDATE conversion_outbox o SET state = 'sending', lease = $3, lease_until = now() + $4::interval,
           updated_at = now() FROM due WHERE o.id = due.id RETURNING o.id)
       SELECT id FROM taken`,
      [destinationId, limit, lease, LEASE],
    );
    if (taken.length === 0) return { lease, rows: [] };
    const rows = await this.dataSource
      .getRepository(ConversionOutboxEntity)
      .find({ where: { lease, state: 'sending' }, order: { id: 'ASC' } });
    return { lease, rows };
  }

  /** What was claimed and is not any more, because it took too long or its person was erased, stays as it is. */
  async settle(lease: string, settlements: Settlement[]): Promise<void> {
    if (settlements.length === 0) return;
    await this.dataSource.query(SETTLE, [lease, JSON.stringify(settlements)]);
  }

  /** Nothing is sent there before somebody has looked. */
  async pause(destinationId: number, reason: string): Promise<void> {
    await this.dataSource.query(
      'UPDATE conversion_destinations SET paused_reason = $2 WHERE id = $1 AND paused_reason IS NULL',
      [destinationId, reason],
    );
  }

  /** Nothing is sent there for a while. */
  async hold(destinationId: number, until: Date): Promise<void> {
    await this.dataSource.query(
      'UPDATE conversion_destinations SET held_until = greatest(held_until, $2) WHERE id = $1',
      [destinationId, until],
    );
  }

  /** Forgets what is so old that a replay of its event would be refused for its age. */
  async prune(olderThanDays: number): Promise<void> {
    await this.dataSource.query(
      `DELETE FROM conversion_outbox
       WHERE occurred_at < now() - make_interval(days => $1) AND state NOT IN ('queued', 'sending')`,
      [olderThanDays],
    );
  }
}

const DUE = `((o.state = 'queued' AND o.next_attempt_at <= now()) OR (o.state = 'sending' AND o.lease_until <= now()))`;

const FILL = `
  INSERT INTO conversion_outbox
    (project_id, destination_id, event_id, event, name, person_id, local_date, occurred_at, value, currency)
  SELECT $1, d.id, c."eventId", c.event, c.name, c."personId", c."localDate", c."occurredAt", c.value, c.currency
  FROM jsonb_to_recordset($3::jsonb) AS c ("eventId" text, event text, name text, "personId" int, "localDate" date,
    "occurredAt" timestamptz, value double precision, currency text)
  JOIN conversion_destinations d ON d.id = $2 AND d.project_id = $1
  WHERE EXISTS (SELECT 1 FROM persons p WHERE p.project_id = $1 AND p.person_id = c."personId")
     OR EXISTS (SELECT 1 FROM person_merges m WHERE m.project_id = $1 AND m.from_person_id = c."personId")
  ON CONFLICT (destination_id, event_id) DO NOTHING
  RETURNING id`;

const SETTLE = `
  UPDATE conversion_outbox o
  SET state = s.state, attempts = s.attempts, next_attempt_at = s."nextAttemptAt", problem = s.problem,
      request = coalesce(s.request, o.request), answer = coalesce(s.answer, o.answer),
      lease = NULL, lease_until = NULL, updated_at = now()
  FROM jsonb_to_recordset($2::jsonb) AS s (id int, state text, attempts int, "nextAttemptAt" timestamptz,
    problem text, request jsonb, answer text)
  WHERE o.id = s.id AND o.lease = $1 AND o.state = 'sending'`;
