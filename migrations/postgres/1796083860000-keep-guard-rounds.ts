import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A guard that is taken off is kept: one that is put on again would begin at round 1, count the exposures of the first one,
 * and give out what had gone back.
 */
export class KeepGuardRounds1796083860000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE rollout_guards ADD COLUMN removed_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM rollout_guards WHERE removed_at IS NOT NULL');
    await runner.query('ALTER TABLE rollout_guards DROP COLUMN removed_at');
  }
}
