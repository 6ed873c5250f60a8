import { EmbeddedKafkaUnavailable, findJava, startEmbeddedKafka } from '@groundswell/event-log';
import { migratePostgres, startEmbeddedPostgres } from '@groundswell/postgres';
import { Client } from 'pg';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One PostgreSQL and one Kafka for all integration specs; each spec makes its own database and topics. */
export default async function globalSetup(): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'groundswell-it-'));
  mkdirSync(join(home, 'logs'), { recursive: true });
  const stops: (() => Promise<void>)[] = [async () => rmSync(home, { recursive: true, force: true })];
  (globalThis as { stopEngines?: () => Promise<void> }).stopEngines = async () => {
    for (const stop of stops.reverse()) await stop();
  };
  if (!process.env.TEST_DATABASE_URL) {
    const postgres = await startEmbeddedPostgres({ home });
    stops.push(() => postgres.stop());
    process.env.TEST_DATABASE_URL = postgres.url;
  }
  if (process.env.TEST_JUST_BUILT === 'true')
    process.env.TEST_MIGRATED_DATABASE = await makeMigrated(process.env.TEST_DATABASE_URL, stops);
  if (!process.env.TEST_KAFKA_BROKERS && (await findJava())) {
    try {
      const kafka = await startEmbeddedKafka({ home });
      stops.push(() => kafka.stop());
      process.env.TEST_KAFKA_BROKERS = kafka.brokers.join(',');
    } catch (error) {
      // Java without Maven: the Kafka specs say that they are skipped; where all must run, that is a failure.
      if (!(error instanceof EmbeddedKafkaUnavailable) || process.env.CI === 'true') throw error;
    }
  }
}

/**
 * Migrates one database, which specs copy: thirty of them would each spend seconds on the same migrations. Only after
 * a build: this file runs what is built, and an older build lacks the migrations of today's sources.
 */
async function makeMigrated(server: string, stops: (() => Promise<void>)[]): Promise<string> {
  const name = `migrated_${randomBytes(6).toString('hex')}`;
  const run = async (statement: string) => {
    const client = new Client({ connectionString: server });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  await run(`CREATE DATABASE ${name}`);
  stops.push(() => run(`DROP DATABASE ${name} WITH (FORCE)`));
  const url = new URL(server);
  url.pathname = `/${name}`;
  await migratePostgres(url.href);
  return name;
}
