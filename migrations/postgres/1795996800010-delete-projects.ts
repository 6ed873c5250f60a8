import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Projects that are gone, whose records the log may still hold; names of keys. */
export class DeleteProjects1795996800010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE deleted_projects (
        id integer PRIMARY KEY,
        demo boolean NOT NULL DEFAULT false,
        deleted_at timestamptz NOT NULL DEFAULT now(),
        cleared_at timestamptz
      )
    `);
    await runner.query(`ALTER TABLE project_keys ADD COLUMN name text NOT NULL DEFAULT ''`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE project_keys DROP COLUMN name`);
    await runner.query(`DROP TABLE deleted_projects`);
  }
}
