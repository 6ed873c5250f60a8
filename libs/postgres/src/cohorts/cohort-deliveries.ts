import { MOST_COHORT_IDS_OF_SDKS } from '@groundswell/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CohortEntity } from './cohort.entity.js';

/** Ids at a time. */
const PORTION = 20_000;
/** A process that ended in the midst of it keeps others from a cohort for so long. */
const CLAIM = '5 minutes';
/** Live cohorts are looked at so often, and others for new ids of the same people; costly ones less often. */
const LIVE_SECONDS = 60;
const STATIC_SECONDS = 300;
/** Looking for people takes at most one part in so many of the time. */
const REST = 20;

/** Cohorts that are in what SDKs are given now. */
const USED = `
  SELECT (jsonb_array_elements_text(rule -> 'cohortIds'))::int AS id
  FROM flags, jsonb_array_elements(rules) AS rule WHERE archived_at IS NULL
  UNION
  SELECT (jsonb_array_elements_text(assignment -> 'cohortIds'))::int FROM experiments WHERE state = 'running'`;

/** Who of a cohort is known under which ids: of its list, or of these people. */
export type Members = 'list' | { personIds: number[] };

/** Keeps the ids of targeted cohorts; several processes may look for them at once. */
@Injectable()
export class CohortDeliveries {
  constructor(private readonly dataSource: DataSource) {}

  /** Takes a cohort whose people are to be looked for into one process's hands. Null: none is due. */
  async claim(): Promise<CohortEntity | null> {
    const [taken] = await this.dataSource.query<{ id: number }[]>(
      `INSERT INTO cohort_deliveries AS held (cohort_id, project_id, claimed_until)
       SELECT c.id, c.project_id, now() + $1::interval FROM cohorts c
       JOIN (${USED}) AS used ON used.id = c.id LEFT JOIN cohort_deliveries d ON d.cohort_id = c.id
       WHERE (d.claimed_until IS NULL OR d.claimed_until <= now())
         AND (d.computed_at IS NULL OR d.next_at <= now()
           OR (d.of_generation, d.of_version) IS DISTINCT FROM (c.generation, c.version))
       ORDER BY d.next_at NULLS FIRST LIMIT 1
       ON CONFLICT (cohort_id) DO UPDATE SET claimed_until = excluded.claimed_until
         WHERE held.claimed_until IS NULL OR held.claimed_until <= now()
       RETURNING cohort_id AS id`,
      [CLAIM],
    );
    return taken ? this.dataSource.getRepository(CohortEntity).findOneBy({ id: taken.id }) : null;
  }

  /** Lets go of one whose people could not be looked for; what was known of it stays. */
  async release(cohortId: number): Promise<void> {
    await this.dataSource.query(
      `UPDATE cohort_deliveries SET claimed_until = now() + interval '5 seconds' WHERE cohort_id = $1`,
      [cohortId],
    );
  }

  /**
   * Puts the ids of its members in the place of what was there. Under the lock of erasures, so that nobody who is erased
   * meanwhile comes back.
   * @param tookMs to look for them
   */
  async keep(cohort: CohortEntity, members: Members, tookMs: number): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT 1 FROM person_counters WHERE project_id = $1 FOR SHARE', [
        cohort.projectId,
      ]);
      await manager.query('CREATE TEMP TABLE members_now (distinct_id text PRIMARY KEY) ON COMMIT DROP');
      await (members === 'list'
        ? fillFromList(manager, cohort)
        : fillFromPeople(manager, cohort, members.personIds));
      await this.settle(manager, cohort, await replaced(manager, cohort), tookMs);
    });
  }

  /** Forgets who is in cohorts that nothing targets any more. */
  async forgetUnused(): Promise<void> {
    await this.dataSource.query(
      `DELETE FROM cohort_deliveries WHERE cohort_id NOT IN (${USED}) AND computed_at < now() - interval '1 hour'`,
    );
  }

  /** In order, in portions, so that nothing else waits for millions. */
  async ids(cohortId: number, manager: EntityManager): Promise<string[]> {
    const all: string[] = [];
    for (let last = ''; ; last = all.at(-1)!) {
      const rows = await manager.query<{ id: string }[]>(
        `SELECT distinct_id AS id FROM cohort_delivered_ids
         WHERE cohort_id = $1 AND distinct_id > $2 ORDER BY distinct_id LIMIT ${PORTION}`,
        [cohortId, last],
      );
      for (const { id } of rows) all.push(id);
      if (rows.length < PORTION) return all;
    }
  }

  private async settle(
    manager: EntityManager,
    { id, mode, generation, version }: CohortEntity,
    changed: boolean,
    tookMs: number,
  ): Promise<void> {
    const everySeconds = mode === 'live' ? LIVE_SECONDS : STATIC_SECONDS;
    const next = Math.max(everySeconds, (REST * tookMs) / 1_000);
    await manager.query(
      `UPDATE cohort_deliveries SET version = version + CASE WHEN $2 OR version = 0 THEN 1 ELSE 0 END,
         id_count = (SELECT count(*) FROM members_now), of_generation = $3, of_version = $4, claimed_until = NULL,
         computed_at = now(), next_at = now() + make_interval(secs => $5),
         reach = CASE WHEN (SELECT count(*) FROM members_now) > $6 THEN 'tooMany'
           WHEN EXISTS (SELECT 1 FROM members_now WHERE distinct_id LIKE '%@%') THEN 'personal' ELSE 'sdks' END
       WHERE cohort_id = $1`,
      [id, changed, generation, version, next, MOST_COHORT_IDS_OF_SDKS],
    );
  }
}

/** Its ids, also of those who never came, and whatever else the people behind them are known under. */
async function fillFromList(manager: EntityManager, { id, projectId }: CohortEntity): Promise<void> {
  await manager.query(
    `INSERT INTO members_now
     SELECT distinct_id FROM cohort_ids WHERE cohort_id = $1
     UNION
     SELECT other.distinct_id FROM cohort_ids c
     JOIN distinct_ids d ON d.project_id = $2 AND d.distinct_id = c.distinct_id
     JOIN distinct_ids other ON other.project_id = $2 AND other.person_id = d.person_id
     WHERE c.cohort_id = $1`,
    [id, projectId],
  );
}

async function fillFromPeople(
  manager: EntityManager,
  { projectId }: CohortEntity,
  personIds: number[],
): Promise<void> {
  for (let from = 0; from < personIds.length; from += PORTION) {
    await manager.query(
      `INSERT INTO members_now
       SELECT distinct_id FROM distinct_ids WHERE project_id = $1 AND person_id = ANY($2::int[]) ON CONFLICT DO NOTHING`,
      [projectId, personIds.slice(from, from + PORTION)],
    );
  }
}

/** @returns whether anything is other than before */
async function replaced(manager: EntityManager, { id, projectId }: CohortEntity): Promise<boolean> {
  const [, gone] = await manager.query<[unknown, number]>(
    `DELETE FROM cohort_delivered_ids WHERE cohort_id = $1
       AND NOT EXISTS (SELECT 1 FROM members_now n WHERE n.distinct_id = cohort_delivered_ids.distinct_id)`,
    [id],
  );
  const come = await manager.query<{ n: number }[]>(
    `WITH added AS (
       INSERT INTO cohort_delivered_ids (project_id, cohort_id, distinct_id)
       SELECT $2, $1, distinct_id FROM members_now ON CONFLICT DO NOTHING RETURNING 1)
     SELECT count(*)::int AS n FROM added`,
    [id, projectId],
  );
  return gone > 0 || (come[0]?.n ?? 0) > 0;
}
