import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many rounds a guarded roll-out had whose flag was deleted: exposures of a flag that is made anew have the same name. */
export class KeepEndedRollouts1796083870000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ended_rollouts (
        project_id integer NOT NULL,
        flag_key text NOT NULL,
        rule_id text NOT NULL,
        round integer NOT NULL,
        CONSTRAINT ended_rollouts_pkey PRIMARY KEY (project_id, flag_key, rule_id),
        CONSTRAINT ended_rollouts_round_positive CHECK (round >= 1),
        CONSTRAINT ended_rollouts_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE ended_rollouts');
  }
}
