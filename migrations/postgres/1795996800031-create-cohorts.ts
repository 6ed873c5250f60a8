import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCohorts1795996800031 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE cohorts (
        id integer GENERATED ALWAYS AS IDENTITY,
        project_id integer NOT NULL,
        name text NOT NULL,
        description text NOT NULL DEFAULT '',
        kind text NOT NULL,
        mode text NOT NULL,
        definition jsonb,
        generation integer NOT NULL DEFAULT 0,
        size integer,
        sized_at timestamptz,
        refreshed_at timestamptz,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT cohorts_pkey PRIMARY KEY (id),
        CONSTRAINT cohorts_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE,
        CONSTRAINT cohorts_project_id_name_key UNIQUE (project_id, name),
        CONSTRAINT cohorts_kind_known CHECK (kind IN ('rules', 'list')),
        CONSTRAINT cohorts_mode_known CHECK (mode IN ('live', 'static')),
        CONSTRAINT cohorts_rules_defined CHECK ((kind = 'rules') = (definition IS NOT NULL))
      )
    `);
    await runner.query(`
      CREATE TABLE cohort_ids (
        project_id integer NOT NULL,
        cohort_id integer NOT NULL,
        distinct_id text NOT NULL,
        person_id integer,
        CONSTRAINT cohort_ids_pkey PRIMARY KEY (cohort_id, distinct_id),
        CONSTRAINT cohort_ids_cohort_id_fkey FOREIGN KEY (cohort_id) REFERENCES cohorts (id) ON DELETE CASCADE
      )
    `);
    await runner.query(
      `CREATE INDEX cohort_ids_nobody_idx ON cohort_ids (cohort_id) WHERE person_id IS NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE cohort_ids`);
    await runner.query(`DROP TABLE cohorts`);
  }
}
