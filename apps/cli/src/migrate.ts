import { createClickHouse, migrateClickHouse } from '@groundswell/clickhouse';
import { loadConfig } from '@groundswell/platform';
import { migratePostgres } from '@groundswell/postgres';

/** Migrates both stores forwards. */
export async function migrate(env: NodeJS.ProcessEnv): Promise<void> {
  const config = loadConfig(env);
  if (!config.databaseUrl || !config.clickhouseUrl) {
    throw new Error(
      'Set DATABASE_URL and CLICKHOUSE_URL; embedded engines are migrated by `npm start` itself.',
    );
  }
  const applied = await migratePostgres(config.databaseUrl);
  console.log(`PostgreSQL: ${applied.length === 0 ? 'up to date' : applied.join(', ')}`);
  const clickhouse = createClickHouse({ url: config.clickhouseUrl, cluster: config.clickhouseCluster });
  try {
    const files = await migrateClickHouse(clickhouse);
    console.log(`ClickHouse: ${files.length === 0 ? 'up to date' : files.join(', ')}`);
  } finally {
    await clickhouse.close();
  }
}
