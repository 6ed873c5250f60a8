import { EVENTS_TOPIC, PIPELINE_GROUP } from '@groundswell/contracts';
import { type EventLog, createEventLog } from '@groundswell/event-log';
import { type Config, loadConfig } from '@groundswell/platform';

/**
 * Moves the pipeline's group to the start of the log. What is read again and was stored before has no effect
 * (docs/adr/0003-exactly-once-effect.md), so this repairs nothing but a store that lost what it had.
 */
export async function replay(env: NodeJS.ProcessEnv): Promise<void> {
  const log = openLog(loadConfig(env));
  try {
    const before = await log.progress(EVENTS_TOPIC, PIPELINE_GROUP);
    await log.rewind(EVENTS_TOPIC, PIPELINE_GROUP).catch(refuse);
    const records = before.reduce((sum, { end }) => sum + end, 0n);
    console.log(
      `The pipelines read the log again from its start (up to ${records} records) when they start.`,
    );
  } finally {
    await log.close();
  }
}

function openLog({ kafkaBrokers, databaseUrl }: Config): EventLog {
  if (kafkaBrokers) return createEventLog({ brokers: kafkaBrokers });
  if (databaseUrl) return createEventLog({ connectionString: databaseUrl });
  throw new Error(
    'Set KAFKA_BROKERS, or DATABASE_URL where the log is kept in PostgreSQL; an embedded log is in the hands of `npm start`.',
  );
}

function refuse(error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error);
  throw new Error(`The group ${PIPELINE_GROUP} cannot be moved; stop every pipeline first. ${reason}`);
}
