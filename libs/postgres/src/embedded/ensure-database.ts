import { Client, escapeIdentifier } from 'pg';
import { toPostgresUnavailable } from '../connection/postgres-unavailable.js';

/** Makes the database if it is missing. @throws PostgresUnavailable */
export async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  try {
    await client.connect();
  } catch (error) {
    throw toPostgresUnavailable(adminUrl, error);
  }
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
