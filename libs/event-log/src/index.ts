export * from './append/partition-of.js';
export * from './event-log.js';
export * from './event-log.module.js';
export * from './create-event-log.js';
export * from './kafka/kafka-event-log.js';
export * from './embedded/postgres-event-log.js';
export * from './broker/start-embedded-kafka.js';
export * from './broker/find-java.js';
