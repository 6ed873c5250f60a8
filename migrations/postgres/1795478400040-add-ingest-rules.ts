import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the collector does to a project's events before they enter the log, and the key of its hashes. */
export class AddIngestRules1795478400040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE projects
        ADD COLUMN keep_ip boolean NOT NULL DEFAULT false,
        ADD COLUMN internal_rules jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN privacy_rules jsonb NOT NULL DEFAULT '[]'
    `);
    await runner.query(`
      CREATE TABLE hash_secrets (
        project_id integer PRIMARY KEY,
        secret bytea NOT NULL,
        CONSTRAINT hash_secrets_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE hash_secrets`);
    await runner.query(
      `ALTER TABLE projects DROP COLUMN keep_ip, DROP COLUMN internal_rules, DROP COLUMN privacy_rules`,
    );
  }
}
