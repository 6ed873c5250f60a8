import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which log a topic's ranges and dead letters are places in. */
export class CreateEventLogs1795478400011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE event_logs (
        topic text PRIMARY KEY,
        identity text NOT NULL,
        since timestamptz NOT NULL DEFAULT now()
      )
    `);
    await runner.query(
      `COMMENT ON COLUMN event_logs.identity IS 'cluster id of the Kafka that has the topic'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE event_logs');
  }
}
