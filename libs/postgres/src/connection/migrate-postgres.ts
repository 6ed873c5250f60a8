import type { DataSource, QueryRunner } from 'typeorm';
import { connectPostgres } from './data-source.js';

/** Any number that nobody else takes in this database. */
const MIGRATION_LOCK = 7_160_242_001;

/**
 * Brings the schema forwards and returns the names of the migrations that ran now. Two processes at once are
 * safe: the second waits for the first and finds nothing to do.
 * @throws PostgresUnavailable
 */
export async function migratePostgres(url: string): Promise<string[]> {
  const dataSource = await connectPostgres(url);
  const runner = dataSource.createQueryRunner();
  try {
    return await runLocked(dataSource, runner);
  } finally {
    await runner.release();
    await dataSource.destroy();
  }
}

/** The lock belongs to the runner's connection, so it also ends with a killed process. */
async function runLocked(dataSource: DataSource, runner: QueryRunner): Promise<string[]> {
  await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
  try {
    const ran = await dataSource.runMigrations();
    return ran.map((migration) => migration.name);
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
  }
}
