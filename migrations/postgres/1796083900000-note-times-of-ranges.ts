import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * When the latest record up to the end of a stored range came: a log that has later ones before that end is another. Of
 * ranges that are stored already it was not later than now, by collectors' clocks that may be an hour ahead.
 */
export class NoteTimesOfRanges1796083900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE ingest_batches ADD COLUMN latest_ms bigint');
    await runner.query(
      `UPDATE ingest_batches SET latest_ms = extract(epoch FROM clock_timestamp() + interval '1 hour') * 1000
       WHERE stored_at IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE ingest_batches DROP COLUMN latest_ms');
  }
}
