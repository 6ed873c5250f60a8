import { createClickHouse, migrateClickHouse } from '@groundswell/clickhouse';
import {
  EmbeddedKafkaUnavailable,
  createKafkaEventLog,
  createPostgresEventLog,
  findJava,
  startEmbeddedKafka,
  type EventLog,
} from '@groundswell/event-log';
import { EVENTS_PARTITIONS, EVENTS_TOPIC } from '@groundswell/contracts';
import type { Config } from '@groundswell/platform';
import { migratePostgres, startEmbeddedPostgres } from '@groundswell/postgres';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Step } from '../step.js';
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

async function openKafka(config: Config, step: Step, teardown: Teardown): Promise<string[] | null> {
  if (config.kafkaBrokers) return config.kafkaBrokers;
  if (!(await findJava())) return null;
  try {
    const kafka = await step('Kafka (embedded broker)', (note) =>
      startEmbeddedKafka({ home: config.home, onProgress: note }),
    );
    await teardown.add('Kafka', () => kafka.stop());
    return kafka.brokers;
  } catch (error) {
    if (error instanceof EmbeddedKafkaUnavailable) return null;
    throw error;
  }
}

async function openEventLog(brokers: string[] | null, databaseUrl: string): Promise<EventLog> {
  return brokers
    ? createKafkaEventLog({ brokers })
    : createPostgresEventLog({ connectionString: databaseUrl });
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
  const brokers = await openKafka(config, step, teardown);
  const eventLog = await step(brokers ? 'Event log (Kafka)' : 'Event log (PostgreSQL)', async () => {
    const log = await openEventLog(brokers, databaseUrl);
    await teardown.add('event log', () => log.close());
    await log.ensureTopic(EVENTS_TOPIC, EVENTS_PARTITIONS);
    return log;
  });
  if (!brokers) {
    step.say(
      '  No Java 17 with Maven was found, so events are kept in a durable log in PostgreSQL, not in Kafka.',
    );
  }
  const clickhouse = await step('ClickHouse', () => openClickHouse(config, teardown));
  await step('Migrations', async (note) => {
    note('PostgreSQL');
    await migratePostgres(databaseUrl);
    note('ClickHouse');
    await migrateClickHouse(clickhouse);
  });
  return { databaseUrl, eventLog, clickhouse };
}
