import { CLICKHOUSE_MIGRATIONS_DIR } from '@groundswell/migrations';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ask } from '../connection/ask.js';
import { assertReplicated, catchUp, clusterOf } from '../connection/cluster.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { forCluster } from './for-cluster.js';
import { splitStatements } from './split-statements.js';

const FILE_NAME = /^\d{3}-[a-z0-9-]+\.sql$/;

/** Which files were applied; made before the first of them. */
export const SCHEMA_MIGRATIONS = `CREATE TABLE IF NOT EXISTS schema_migrations (name String, checksum String, applied_at DateTime DEFAULT now())
ENGINE = MergeTree ORDER BY name`;

/**
 * Applies `NNN-<verb>.sql` in order, forwards only. Statements are idempotent, so a file that was cut off is run
 * again; two runs at once do no harm. On a replicated cluster the same files define replicated tables on every server,
 * which waits for each of them; where all are applied nothing is defined, so that a process starts while a server is away.
 * @returns the files applied now
 * @throws Error when an applied file was changed since
 */
export async function migrateClickHouse(
  client: ClickHouseClient,
  folder: string = CLICKHOUSE_MIGRATIONS_DIR,
): Promise<string[]> {
  const cluster = clusterOf(client);
  if (cluster !== undefined) await assertReplicated(client, cluster);
  const run = (statement: string) =>
    client.command({ query: cluster === undefined ? statement : forCluster(statement, cluster) });
  if (!(await keepsMigrations(client))) await run(SCHEMA_MIGRATIONS);
  await catchUp(client, 'schema_migrations');
  const applied = await appliedMigrations(client);
  const now: string[] = [];
  for (const name of readdirSync(folder)
    .filter((file) => FILE_NAME.test(file))
    .sort()) {
    const sql = readFileSync(join(folder, name), 'utf8');
    const checksum = createHash('sha256').update(sql).digest('hex');
    const before = applied.get(name);
    if (before === checksum) continue;
    if (before)
      throw new Error(`Migration ${name} was changed after it had been applied; write a new one instead.`);
    for (const query of splitStatements(sql)) await run(query);
    await client.insert({ table: 'schema_migrations', values: [{ name, checksum }], format: 'JSONEachRow' });
    now.push(name);
  }
  return now;
}

async function keepsMigrations(client: ClickHouseClient): Promise<boolean> {
  const [row] = await ask<{ result: number }>(client, {
    query: 'EXISTS TABLE schema_migrations',
    query_params: {},
  });
  return row?.result === 1;
}

async function appliedMigrations(client: ClickHouseClient): Promise<Map<string, string>> {
  const result = await client.query({
    query: 'SELECT name, checksum FROM schema_migrations',
    format: 'JSONEachRow',
  });
  const rows = await result.json<{ name: string; checksum: string }>();
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}
