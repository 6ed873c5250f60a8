import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when a bandit had which weights; metrics that are out of use. */
export class MoveWeights1796083810000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE experiments ADD COLUMN weight_changes jsonb NOT NULL DEFAULT '[]'`);
    await runner.query(`ALTER TABLE metrics ADD COLUMN archived_at timestamptz`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE metrics DROP COLUMN archived_at`);
    await runner.query(`ALTER TABLE experiments DROP COLUMN weight_changes`);
  }
}
