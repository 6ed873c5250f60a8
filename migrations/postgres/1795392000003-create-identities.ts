import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is who: dense person ids, the ids they send events under, and merges. */
export class CreateIdentities1795392000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE person_counters (
        project_id integer PRIMARY KEY,
        last_person_id integer NOT NULL DEFAULT 0,
        last_merge integer NOT NULL DEFAULT 0,
        CONSTRAINT person_counters_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE
      )
    `);
    await runner.query(`
      CREATE TABLE persons (
        project_id integer NOT NULL,
        person_id integer NOT NULL,
        identified boolean NOT NULL DEFAULT false,
        properties jsonb NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (project_id, person_id),
        CONSTRAINT persons_person_id_positive CHECK (person_id > 0),
        CONSTRAINT persons_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE
      )
    `);
    await runner.query(`
      CREATE TABLE distinct_ids (
        project_id integer NOT NULL,
        distinct_id text NOT NULL,
        person_id integer NOT NULL,
        PRIMARY KEY (project_id, distinct_id),
        CONSTRAINT distinct_ids_person_fkey FOREIGN KEY (project_id, person_id)
          REFERENCES persons (project_id, person_id) ON DELETE CASCADE
      )
    `);
    await runner.query(`CREATE INDEX distinct_ids_person_idx ON distinct_ids (project_id, person_id)`);
    await runner.query(`
      CREATE TABLE person_merges (
        project_id integer NOT NULL,
        from_person_id integer NOT NULL,
        into_person_id integer NOT NULL,
        sequence integer NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        published boolean NOT NULL DEFAULT false,
        PRIMARY KEY (project_id, from_person_id),
        CONSTRAINT person_merges_not_into_itself CHECK (from_person_id <> into_person_id),
        CONSTRAINT person_merges_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE
      )
    `);
    await runner.query(`CREATE INDEX person_merges_into_idx ON person_merges (project_id, into_person_id)`);
    await runner.query(`CREATE INDEX person_merges_sequence_idx ON person_merges (project_id, sequence)`);
    await runner.query(
      `CREATE INDEX person_merges_unpublished_idx ON person_merges (project_id) WHERE NOT published`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE person_merges, distinct_ids, persons, person_counters`);
  }
}
