import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A project's zone is fixed by whoever is about to store its first event, before that event can be seen in the store. */
export class FixZones1796083600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE projects ADD COLUMN zone_fixed boolean NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE projects DROP COLUMN zone_fixed');
  }
}
