import { migratePostgres } from '@groundswell/postgres';
import { Client } from 'pg';
import { randomBytes } from 'node:crypto';

export interface FreshDatabase {
  url: string;
  drop(): Promise<void>;
}

/** An empty database on the PostgreSQL that the suite's global setup started (TEST_DATABASE_URL). */
export const freshDatabase = (): Promise<FreshDatabase> => createDatabase('template0');

/** A database with every migration in it. `npm test` migrates one, and what specs get are copies of it. */
export async function migratedDatabase(): Promise<FreshDatabase> {
  const copied = process.env.TEST_MIGRATED_DATABASE;
  if (copied) return createDatabase(copied);
  const database = await freshDatabase();
  await migratePostgres(database.url);
  return database;
}

async function createDatabase(template: string): Promise<FreshDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) throw new Error('TEST_DATABASE_URL is not set: run through `npm test`, or give a server');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  // No spec kills this server (embedded-postgres.spec.ts has its own): what it has not yet written is not lost.
  await onServer(server, `ALTER DATABASE ${name} SET synchronous_commit = off`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(server, `DROP DATABASE ${name} WITH (FORCE)`) };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
