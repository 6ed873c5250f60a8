import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import { AliasTables } from '../identity/alias-tables.js';
import { IdentityTables } from '../identity/identity-tables.js';
import { storableText } from '../storable/storable.js';
import { erasedIdHash } from './erased-set.js';
import { ErasureEntity } from './erasure.entity.js';
import { purgeTexts } from './purge-texts.js';

export interface ErasureRequest {
  projectId: number;
  personId?: number;
  distinctId?: string;
  reason?: string;
  userId: number | null;
}

/** Longer than the transaction takes that deletes a person, so that it ends before what it erases does. */
const MARGIN = '1 second';

/** Erasures as rows: each step may be repeated, and a process that takes over finds how far the last one came. */
@Injectable()
export class ErasureStore {
  constructor(private readonly dataSource: DataSource) {}

  request(request: ErasureRequest, manager: EntityManager): Promise<ErasureEntity> {
    const { projectId, reason, userId, personId, distinctId } = request;
    return manager.getRepository(ErasureEntity).save({
      projectId,
      reason: reason === undefined ? null : storableText(reason),
      requestedBy: userId,
      askedPersonId: personId ?? null,
      askedDistinctId: distinctId === undefined ? null : storableText(distinctId),
    });
  }

  /** Those that are to be carried out, oldest first. */
  open(): Promise<ErasureEntity[]> {
    return this.dataSource
      .getRepository(ErasureEntity)
      .find({ where: [{ state: 'requested' }, { state: 'running' }], order: { id: 'ASC' } });
  }

  /** What failed is tried again, at the start of a process. */
  async reopenFailed(): Promise<void> {
    await this.dataSource.query(`UPDATE erasures SET state = 'running', error = NULL WHERE state = 'failed'`);
  }

  /**
   * Takes the person out of the identities and writes down which ids are erased from now on, in one transaction under
   * the lock by which people are resolved: no batch can find the person afterwards, or make them anew from an old record.
   */
  async take(erasure: ErasureEntity): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const taking = new Taking(manager, erasure);
      await taking.run();
    });
  }

  /** Out of every text that names the person. Returns how many rows of PostgreSQL were touched. */
  purgeTexts(erasure: ErasureEntity): Promise<number> {
    return purgeTexts(this.dataSource.manager, erasure);
  }

  /** Written down before anything is removed, so that who comes after a crash does not count what is left. */
  async setCounts(id: number, events: number, rows: number): Promise<void> {
    await this.dataSource.query(
      `UPDATE erasures SET events_removed = coalesce(events_removed, $2), rows_removed = coalesce(rows_removed, $3)
       WHERE id = $1`,
      [id, events, rows],
    );
  }

  /** The moment must be over up to which records are erased: what comes now is somebody new. Nothing says any more who it was. */
  async finish(id: number, rowsOfTexts: number): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      `WITH done AS (
         UPDATE erasures SET state = 'done', finished_at = now(), rows_removed = coalesce(rows_removed, 0) + $2,
           people = '{}', names = '{}', asked_person_id = NULL, asked_distinct_id = NULL, error = NULL
         WHERE id = $1 AND received_until < now() RETURNING id)
       SELECT id FROM done`,
      [id, rowsOfTexts],
    );
    return rows.length > 0;
  }

  async fail(id: number, error: string): Promise<void> {
    await this.dataSource.query(`UPDATE erasures SET state = 'failed', error = $2 WHERE id = $1`, [
      id,
      error,
    ]);
  }

  /** The ranges of the log that are being stored now, as text. */
  async openRanges(topic: string): Promise<Set<string>> {
    const rows = await this.dataSource.query<{ place: string }[]>(
      `SELECT partition || ':' || first_offset AS place FROM ingest_batches
       WHERE topic = $1 AND stored_at IS NULL`,
      [topic],
    );
    return new Set(rows.map(({ place }) => place));
  }

  /** Runs it unless another process does; a process that dies lets go. */
  async alone(work: () => Promise<void>): Promise<void> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const [row] = (await runner.query('SELECT pg_try_advisory_lock($1) AS mine', [ERASURE_LOCK])) as {
        mine: boolean;
      }[];
      if (!row?.mine) return;
      try {
        await work();
      } finally {
        await runner.query('SELECT pg_advisory_unlock($1)', [ERASURE_LOCK]);
      }
    } finally {
      await runner.release();
    }
  }
}

/** Any number that nobody else takes in this database. */
const ERASURE_LOCK = 7_160_242_007;

/** The transaction of `take`. */
class Taking {
  private readonly projectId: number;

  constructor(
    private readonly manager: EntityManager,
    private readonly erasure: ErasureEntity,
  ) {
    this.projectId = erasure.projectId;
  }

  async run(): Promise<void> {
    const tables = new IdentityTables(this.manager, this.projectId);
    const { lastErasure } = await tables.lockCounters();
    const current = await this.manager.findOneByOrFail(ErasureEntity, { id: this.erasure.id });
    if (current.receivedUntil !== null) return;
    const { people, names } = await this.whoItIs(tables);
    const hashes = await this.hashes(names);
    await this.forget(people);
    await this.manager.query(REMEMBER, [
      this.projectId,
      lastErasure + 1,
      hashes,
      MARGIN,
      this.erasure.id,
      people,
      names,
    ]);
  }

  /** Everybody who counts as the person, with all ids that rows of them may have. */
  private async whoItIs(tables: IdentityTables): Promise<{ people: number[]; names: string[] }> {
    const { askedPersonId, askedDistinctId } = this.erasure;
    const asked = [...(askedPersonId === null ? [] : [askedPersonId])];
    const named = askedDistinctId === null ? [] : await tables.findNames([askedDistinctId]);
    const living = await tables.livingPersons([...asked, ...named.map(({ personId }) => personId)]);
    const group = await new AliasTables(this.manager, this.projectId).groupOf([...new Set(living.values())]);
    const merged = await this.column<number>(MERGED_INTO, [this.projectId, group]);
    const names = await this.column<string>(NAMES_OF, [this.projectId, group]);
    if (askedDistinctId !== null) names.push(askedDistinctId);
    return { people: [...new Set([...asked, ...group, ...merged])], names: [...new Set(names)] };
  }

  private async hashes(names: string[]): Promise<Buffer[]> {
    const [row] = await this.manager.query<{ secret: Buffer }[]>(SECRET, [this.projectId, randomBytes(32)]);
    return names.map((name) => erasedIdHash(row!.secret, name));
  }

  private async forget(people: number[]): Promise<void> {
    for (const statement of FORGET) await this.manager.query(statement, [this.projectId, people]);
  }

  private async column<T>(statement: string, parameters: unknown[]): Promise<T[]> {
    const rows = await this.manager.query<{ value: T }[]>(statement, parameters);
    return rows.map(({ value }) => value);
  }
}

const MERGED_INTO = `
  SELECT from_person_id AS value FROM person_merges WHERE project_id = $1 AND into_person_id = ANY($2)`;

const NAMES_OF = `SELECT distinct_id AS value FROM distinct_ids WHERE project_id = $1 AND person_id = ANY($2)`;

const SECRET = `
  INSERT INTO erasure_secrets (project_id, secret) VALUES ($1, $2)
  ON CONFLICT (project_id) DO UPDATE SET secret = erasure_secrets.secret
  RETURNING secret`;

/** Rows of people by number; their ids go with the people (`distinct_ids` cascades). */
const FORGET = [
  `DELETE FROM person_aliases
   WHERE project_id = $1 AND (from_person_id = ANY($2) OR into_person_id = ANY($2))`,
  `DELETE FROM alias_members WHERE project_id = $1 AND (person_id = ANY($2) OR root_person_id = ANY($2))`,
  `DELETE FROM person_merges WHERE project_id = $1 AND (from_person_id = ANY($2) OR into_person_id = ANY($2))`,
  `DELETE FROM persons WHERE project_id = $1 AND person_id = ANY($2)`,
  // Last: the ones above leave notes in it.
  `DELETE FROM person_changes WHERE project_id = $1 AND person_id = ANY($2)`,
];

/** Last, so that the moment is as late as it can be. A reason that names the person does not stay in the log. */
const REMEMBER = `
  WITH moment AS (SELECT date_trunc('milliseconds', clock_timestamp()) + $4::interval AS received_until),
  counted AS (UPDATE person_counters SET last_erasure = $2 WHERE project_id = $1),
  taken AS (
    UPDATE erasures SET state = 'running', received_until = moment.received_until, people = $6, names = $7,
      reason = CASE WHEN EXISTS (SELECT 1 FROM unnest($7::text[]) AS name WHERE strpos(reason, name) > 0)
                    THEN NULL ELSE reason END
    FROM moment WHERE id = $5)
  INSERT INTO erased_ids (project_id, sequence, hash, received_until)
  SELECT $1::int, $2::int, hash, moment.received_until FROM unnest($3::bytea[]) AS hash, moment`;
