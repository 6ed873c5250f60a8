import { KafkaJSProtocolError } from 'kafkajs';
import { EventLogUnavailable } from '../event-log.js';

/**
 * What a failure of Kafka is to a caller: EventLogUnavailable, which passes, unless Kafka itself says that the request will
 * never do. kafkajs has a dozen errors for brokers that are away, slow or silent.
 */
export function noAnswer(error: unknown): unknown {
  if (error instanceof KafkaJSProtocolError && !error.retriable) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new EventLogUnavailable(`Kafka gives no answer now: ${reason}`, { cause: error });
}
