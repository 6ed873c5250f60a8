import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { PersonMerge } from './identity-tables.js';

/** At most so many are handed out at once. */
const LIMIT = 10_000;

/**
 * What ClickHouse may not know yet of who counts as whom, by merges and by aliases alike. What a crash or an outage
 * left here stays until somebody takes it over; taking it over twice changes nothing.
 */
@Injectable()
export class MergeOutbox {
  constructor(private readonly dataSource: DataSource) {}

  /** Oldest first. */
  async unpublished(): Promise<PersonMerge[]> {
    return this.dataSource.query(UNPUBLISHED, [LIMIT]);
  }

  /** One that was changed in the meantime stays unpublished. */
  async markPublished(merges: PersonMerge[]): Promise<void> {
    if (merges.length === 0) return;
    const parameters = [
      merges.map((merge) => merge.projectId),
      merges.map((merge) => merge.fromPersonId),
      merges.map((merge) => merge.sequence),
    ];
    await this.dataSource.query(markSql('person_merges', 'from_person_id'), parameters);
    await this.dataSource.query(markSql('alias_members', 'person_id'), parameters);
  }
}

/** A device of somebody who is aliased counts as whoever they count as. */
const UNPUBLISHED = `
  SELECT m.project_id AS "projectId", m.from_person_id AS "fromPersonId",
         coalesce(a.root_person_id, m.into_person_id) AS "intoPersonId", m.sequence AS sequence
  FROM person_merges m
  LEFT JOIN alias_members a ON a.project_id = m.project_id AND a.person_id = m.into_person_id
  WHERE NOT m.published
  UNION ALL
  SELECT project_id, person_id, root_person_id, sequence FROM alias_members WHERE NOT published
  ORDER BY "projectId", sequence LIMIT $1`;

function markSql(table: 'person_merges' | 'alias_members', person: string): string {
  return `
    UPDATE ${table} t SET published = true
    FROM unnest($1::int[], $2::int[], $3::int[]) AS done (project_id, person_id, sequence)
    WHERE t.project_id = done.project_id AND t.${person} = done.person_id AND t.sequence = done.sequence`;
}
