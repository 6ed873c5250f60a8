import type { BatchIntents } from '@groundswell/postgres';
import type { Intents } from './ports.js';

/** The intents of PostgreSQL. */
export function storedIntents(intents: BatchIntents): Intents {
  return {
    adoptLog: (topic, identity, setAside) => intents.adoptLog(topic, identity, setAside),
    openIntent: (topic, partition, first) => intents.openIntent(topic, partition, first),
    plan: (topic, partition, first, last) => intents.plan(topic, partition, first, last),
    markStored: (topic, partition, first, latestMs) => intents.markStored(topic, partition, first, latestMs),
    storedUpTo: (topic) => intents.storedUpTo(topic),
    checkpoint: (topic, partition) => intents.checkpoint(topic, partition),
    prune: () => intents.prune(),
    forget: (topic, partition) => intents.forget(topic, partition),
  };
}
