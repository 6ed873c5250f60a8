import { EVENTS_PARTITIONS, EVENTS_TOPIC } from '@groundswell/contracts';
import {
  EmbeddedKafkaUnavailable,
  type EventLog,
  type EventLogPlace,
  createEventLog,
  startEmbeddedKafka,
} from '@groundswell/event-log';
import type { Config } from '@groundswell/platform';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Step } from '../step.js';
import type { Teardown } from './teardown.js';
import { writeWhole } from './write-whole.js';

/**
 * Kafka as given, else an embedded broker, else the log in PostgreSQL. A data folder stays with the log in PostgreSQL
 * that it began with: positions in one log say nothing of another, and records would be stepped over.
 */
export async function openEventLog(
  config: Config,
  databaseUrl: string,
  step: Step,
  teardown: Teardown,
): Promise<{ log: EventLog; place: EventLogPlace }> {
  const brokers = await findBrokers(config, step, teardown);
  const title = brokers ? 'Event log (Kafka)' : 'Event log (PostgreSQL)';
  const place = brokers ? { brokers } : { connectionString: databaseUrl };
  return step(title, async () => {
    const log = createEventLog(place);
    await teardown.add('event log', () => log.close());
    await log
      .ensureTopic(EVENTS_TOPIC, EVENTS_PARTITIONS, config.eventsLogRetentionDays)
      .catch((error: unknown) => {
        const where = brokers ? `Kafka at ${brokers.join(', ')}` : 'The event log in PostgreSQL';
        throw new Error(
          `${where} cannot be reached: ${error instanceof Error ? error.message : String(error)}`,
        );
      });
    return { log, place };
  });
}

async function findBrokers(config: Config, step: Step, teardown: Teardown): Promise<string[] | null> {
  if (config.kafkaBrokers) return config.kafkaBrokers;
  const marker = join(config.home, 'event-log-in-postgres');
  if (existsSync(marker)) {
    step.say(`  ${readFileSync(marker, 'utf8').trim()}`);
    return null;
  }
  const started = await step('Kafka (embedded broker)', (note) => startBroker(config, note, teardown));
  if (Array.isArray(started)) return started;
  // A stop in the middle says nothing about Kafka here; the choice below holds for good.
  if (teardown.begun) throw new Error('stopped while starting');
  const reason = `Events are kept in a durable log in PostgreSQL, not in Kafka: ${started}.`;
  writeWhole(marker, `${reason}\n`);
  step.say(`  ${reason}`);
  return null;
}

/** @returns the brokers, or why there is none here */
async function startBroker(
  config: Config,
  note: (text: string) => void,
  teardown: Teardown,
): Promise<string[] | string> {
  try {
    const kafka = await startEmbeddedKafka({
      home: config.home,
      onProgress: note,
      signal: teardown.signal,
    });
    await teardown.add('Kafka', () => kafka.stop());
    return kafka.brokers;
  } catch (error) {
    if (error instanceof EmbeddedKafkaUnavailable) return error.message;
    throw error;
  }
}
