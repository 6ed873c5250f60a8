import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Ids of the people of those cohorts that a flag or a running experiment targets, as SDKs and our evaluation match them. A change
 * of them raises the version of what SDKs are given, as a change of a flag does.
 */
export class DeliverCohorts1796083400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE cohort_deliveries (
        cohort_id integer PRIMARY KEY,
        project_id integer NOT NULL,
        version integer NOT NULL DEFAULT 0,
        id_count integer NOT NULL DEFAULT 0,
        reach text NOT NULL DEFAULT 'sdks',
        of_generation integer,
        of_version integer,
        computed_at timestamptz,
        next_at timestamptz NOT NULL DEFAULT now(),
        claimed_until timestamptz,
        CONSTRAINT cohort_deliveries_reach_known CHECK (reach IN ('sdks', 'tooMany', 'personal')),
        CONSTRAINT cohort_deliveries_cohort_id_fkey FOREIGN KEY (cohort_id) REFERENCES cohorts (id) ON DELETE CASCADE
      )
    `);
    await runner.query(`
      CREATE TABLE cohort_delivered_ids (
        project_id integer NOT NULL,
        cohort_id integer NOT NULL,
        distinct_id text NOT NULL,
        CONSTRAINT cohort_delivered_ids_pkey PRIMARY KEY (cohort_id, distinct_id),
        CONSTRAINT cohort_delivered_ids_cohort_id_fkey FOREIGN KEY (cohort_id)
          REFERENCES cohort_deliveries (cohort_id) ON DELETE CASCADE
      )
    `);
    await runner.query(`
      CREATE TRIGGER cohorts_change_delivery AFTER UPDATE ON cohort_deliveries FOR EACH ROW
        WHEN (OLD.version IS DISTINCT FROM NEW.version) EXECUTE FUNCTION raise_flag_version()
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE cohort_delivered_ids');
    await runner.query('DROP TABLE cohort_deliveries');
  }
}
