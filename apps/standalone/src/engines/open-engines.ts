import { type ClickHouseServer, createClickHouse, migrateClickHouse } from '@groundswell/clickhouse';
import type { EventLog, EventLogPlace } from '@groundswell/event-log';
import type { Config } from '@groundswell/platform';
import { migratePostgres, startEmbeddedPostgres } from '@groundswell/postgres';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Step } from '../step.js';
import { openEventLog } from './open-event-log.js';
import type { Teardown } from './teardown.js';

const REACH_MS = 10_000;

export interface Engines {
  databaseUrl: string;
  eventLog: EventLog;
  clickhouse: ReturnType<typeof createClickHouse>;
  /** Where another thread finds them. */
  places?: Places;
}

export interface Places {
  eventLog: EventLogPlace;
  /** Absent: embedded, and lent by whoever has it. */
  clickhouse?: ClickHouseServer;
}

async function openPostgres(config: Config, step: Step, teardown: Teardown): Promise<string> {
  if (config.databaseUrl) return config.databaseUrl;
  const postgres = await step('PostgreSQL (embedded)', (note) =>
    startEmbeddedPostgres({ home: config.home, onProgress: note }),
  );
  await teardown.add('PostgreSQL', () => postgres.stop());
  return postgres.url;
}

const serverOf = ({ clickhouseUrl, clickhouseCluster }: Config): ClickHouseServer | undefined =>
  clickhouseUrl === undefined ? undefined : { url: clickhouseUrl, cluster: clickhouseCluster };

async function openClickHouse(config: Config, teardown: Teardown): Promise<Engines['clickhouse']> {
  const server = serverOf(config);
  if (server) return reachClickHouse(server, teardown);
  const path = join(config.home, 'clickhouse');
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const client = createClickHouse({ path });
  await teardown.add('ClickHouse', () => client.close());
  return client;
}

/** The client itself waits two minutes, as a report may take as long; a server that is there says so at once. */
async function reachClickHouse(server: ClickHouseServer, teardown: Teardown): Promise<Engines['clickhouse']> {
  const client = createClickHouse(server);
  await teardown.add('ClickHouse', () => client.close());
  const limit = AbortSignal.timeout(REACH_MS);
  try {
    await client.command({ query: 'SELECT 1', abort_signal: limit });
    return client;
  } catch (error) {
    const reason = limit.aborted ? `no answer in ${REACH_MS / 1000} s` : reasonOf(error);
    throw new Error(`ClickHouse at ${new URL(server.url).host} cannot be used: ${reason}`, { cause: error });
  }
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Opens each engine by its URL or embedded, and migrates both stores. Each failure is one clear sentence. */
export async function openEngines(config: Config, step: Step, teardown: Teardown): Promise<Engines> {
  // First: one that was given and does not answer is told before others are made and started.
  const clickhouse = await step('ClickHouse', () => openClickHouse(config, teardown));
  const databaseUrl = await openPostgres(config, step, teardown);
  await step('Migrations, PostgreSQL', () => migratePostgres(databaseUrl));
  const { log: eventLog, place } = await openEventLog(config, databaseUrl, step, teardown);
  await step('Migrations, ClickHouse', () =>
    migrateClickHouse(clickhouse).catch((error: unknown) => {
      throw new Error(`ClickHouse cannot be migrated: ${reasonOf(error).trim()}`, { cause: error });
    }),
  );
  const places = { eventLog: place, clickhouse: serverOf(config) };
  return { databaseUrl, eventLog, clickhouse, places };
}
