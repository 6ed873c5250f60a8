import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which ids of a person are those of the product's own users: people are called by these, not by the id of a device. */
export class TellKnownNames1796083890000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE distinct_ids ADD COLUMN is_known boolean NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE distinct_ids DROP COLUMN is_known');
  }
}
