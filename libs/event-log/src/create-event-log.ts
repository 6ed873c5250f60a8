import { withBulkLane } from './bulk-lane.js';
import { createPostgresEventLog } from './embedded/postgres-event-log.js';
import type { EventLog } from './event-log.js';
import { createKafkaEventLog } from './kafka/kafka-event-log.js';

/** Where the log is: on Kafka, or in PostgreSQL. */
export type EventLogPlace = { brokers: string[]; clientId?: string } | { connectionString: string };

/** The log at its place, with a lane for what may wait. Connects by itself, also again. */
export function createEventLog(place: EventLogPlace): EventLog {
  return withBulkLane('brokers' in place ? createKafkaEventLog(place) : createPostgresEventLog(place));
}
