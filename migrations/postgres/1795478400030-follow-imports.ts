import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an import is read as, how far it is, and how many of its rows were stored before. */
export class FollowImports1795478400030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE imports
        ADD COLUMN format text,
        ADD COLUMN progress double precision NOT NULL DEFAULT 0,
        ADD COLUMN duplicates bigint
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE imports DROP COLUMN format, DROP COLUMN progress, DROP COLUMN duplicates`,
    );
  }
}
