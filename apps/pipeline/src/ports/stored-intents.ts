import type { BatchIntents, IngestBatchEntity } from '@groundswell/postgres';
import type { Repository } from 'typeorm';
import type { Intents } from './ports.js';

/** The intents of PostgreSQL, and how to drop those of a log that is gone. */
export function storedIntents(intents: BatchIntents, rows: Repository<IngestBatchEntity>): Intents {
  return {
    adoptLog: (topic, identity) => intents.adoptLog(topic, identity),
    openIntent: (topic, partition, first) => intents.openIntent(topic, partition, first),
    plan: (topic, partition, first, last) => intents.plan(topic, partition, first, last),
    markStored: (topic, partition, first) => intents.markStored(topic, partition, first),
    storedUpTo: (topic) => intents.storedUpTo(topic),
    prune: () => intents.prune(),
    forget: async (topic, partition) => void (await rows.delete({ topic, partition })),
  };
}
