import { createClickHouse, migrateClickHouse } from '@groundswell/clickhouse';
import type { EventLog } from '@groundswell/event-log';
import type { Config } from '@groundswell/platform';
import { migratePostgres, startEmbeddedPostgres } from '@groundswell/postgres';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Step } from '../step.js';
import { openEventLog } from './open-event-log.js';
import type { Teardown } from './teardown.js';

export interface Engines {
  databaseUrl: string;
  eventLog: EventLog;
  clickhouse: ReturnType<typeof createClickHouse>;
}

async function openPostgres(config: Config, step: Step, teardown: Teardown): Promise<string> {
  if (config.databaseUrl) return config.databaseUrl;
  const postgres = await step('PostgreSQL (embedded)', (note) =>
    startEmbeddedPostgres({ home: config.home, onProgress: note }),
  );
  await teardown.add('PostgreSQL', () => postgres.stop());
  return postgres.url;
}

async function openClickHouse(config: Config, teardown: Teardown): Promise<Engines['clickhouse']> {
  if (config.clickhouseUrl) return createClickHouse({ url: config.clickhouseUrl });
  const path = join(config.home, 'clickhouse');
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const client = createClickHouse({ path });
  await teardown.add('ClickHouse', () => client.close());
  return client;
}

/** Opens each engine by its URL or embedded, and migrates both stores. Each failure is one clear sentence. */
export async function openEngines(config: Config, step: Step, teardown: Teardown): Promise<Engines> {
  const databaseUrl = await openPostgres(config, step, teardown);
  await step('Migrations, PostgreSQL', () => migratePostgres(databaseUrl));
  const eventLog = await openEventLog(config, databaseUrl, step, teardown);
  const clickhouse = await step('ClickHouse', () => openClickHouse(config, teardown));
  await step('Migrations, ClickHouse', () =>
    migrateClickHouse(clickhouse).catch((error: unknown) => {
      const where = config.clickhouseUrl
        ? `ClickHouse at ${new URL(config.clickhouseUrl).host}`
        : 'ClickHouse';
      throw new Error(
        `${where} cannot be migrated: ${error instanceof Error ? error.message : String(error)}`,
      );
    }),
  );
  return { databaseUrl, eventLog, clickhouse };
}
