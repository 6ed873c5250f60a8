import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { storableText } from '../storable/storable.js';

/** Ids at a time. */
const PORTION = 10_000;

/** The ids of lists, and who is behind them. */
@Injectable()
export class CohortIds {
  constructor(private readonly dataSource: DataSource) {}

  /** Adds ids, each once. @returns how many were new */
  async add(
    { projectId, id }: { projectId: number; id: number },
    ids: string[],
    manager: EntityManager,
  ): Promise<number> {
    const before = await this.count(id, manager);
    for (let from = 0; from < ids.length; from += PORTION) {
      await manager.query(
        `INSERT INTO cohort_ids (project_id, cohort_id, distinct_id)
         SELECT $1::int, $2::int, unnest($3::text[]) ON CONFLICT DO NOTHING`,
        [projectId, id, ids.slice(from, from + PORTION).map(storableText)],
      );
    }
    return (await this.count(id, manager)) - before;
  }

  async count(cohortId: number, manager: EntityManager = this.dataSource.manager): Promise<number> {
    const [row] = await manager.query<{ n: number }[]>(
      'SELECT count(*)::int AS n FROM cohort_ids WHERE cohort_id = $1',
      [cohortId],
    );
    return row?.n ?? 0;
  }

  /** In order. */
  async list(cohortId: number): Promise<string[]> {
    const rows = await this.dataSource.query<{ id: string }[]>(
      'SELECT distinct_id AS id FROM cohort_ids WHERE cohort_id = $1 ORDER BY distinct_id',
      [cohortId],
    );
    return rows.map(({ id }) => id);
  }

  async clear(cohortId: number, manager: EntityManager): Promise<void> {
    await manager.query('DELETE FROM cohort_ids WHERE cohort_id = $1', [cohortId]);
  }

  /** Everybody is to be told anew. */
  async forget(cohortId: number, manager: EntityManager): Promise<void> {
    await manager.query('UPDATE cohort_ids SET person_id = NULL WHERE cohort_id = $1', [cohortId]);
  }

  /** Gives `take` those who are behind ids that were nobody's until now, in portions; each once it is stored. */
  async follow(cohortId: number, take: (people: number[]) => Promise<void>): Promise<void> {
    for (let more = true; more;) {
      const found = await this.dataSource.query<{ id: string; personId: number }[]>(
        `SELECT c.distinct_id AS id, d.person_id AS "personId"
         FROM cohort_ids c JOIN distinct_ids d ON d.project_id = c.project_id AND d.distinct_id = c.distinct_id
         WHERE c.cohort_id = $1 AND c.person_id IS NULL LIMIT ${PORTION}`,
        [cohortId],
      );
      if (found.length === 0) return;
      await take([...new Set(found.map(({ personId }) => personId))]);
      await this.dataSource.query(
        `UPDATE cohort_ids c SET person_id = told.person_id
         FROM unnest($2::text[], $3::int[]) AS told (distinct_id, person_id)
         WHERE c.cohort_id = $1 AND c.distinct_id = told.distinct_id`,
        [cohortId, found.map(({ id }) => id), found.map(({ personId }) => personId)],
      );
      more = found.length === PORTION;
    }
  }
}
