import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * PostgreSQL notes how the names are spread over projects, and expects one row of a project that is newer than its notes.
 * The check that a person who is merged away has no name left was then planned as a pass over all of the project's
 * names, for each such person. Without notes it expects a share of the table, and looks the person up. Naming the type that
 * the column has drops the notes that are there; nothing is written anew.
 */
export class EstimateNames1796083820000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE distinct_ids ALTER COLUMN project_id SET STATISTICS 0');
    await runner.query('ALTER TABLE distinct_ids ALTER COLUMN project_id TYPE integer');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE distinct_ids ALTER COLUMN project_id SET STATISTICS -1');
  }
}
