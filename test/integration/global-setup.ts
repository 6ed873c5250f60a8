import { EmbeddedKafkaUnavailable, findJava, startEmbeddedKafka } from '@groundswell/event-log';
import { startEmbeddedPostgres } from '@groundswell/postgres';
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
