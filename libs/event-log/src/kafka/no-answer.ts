import { KafkaJSAggregateError, KafkaJSProtocolError, KafkaJSSASLAuthenticationError } from 'kafkajs';
import { EventLogUnavailable } from '../event-log.js';

/**
 * What a failure of Kafka is to a caller: EventLogUnavailable, which passes, unless Kafka itself says that the request will
 * never do. kafkajs has a dozen errors for brokers that are away, slow or silent.
 */
export function noAnswer(error: unknown): unknown {
  const refusals = error instanceof KafkaJSAggregateError ? error.errors : [error];
  const refusal = refusals.find(isRefusal);
  if (refusal !== undefined) return refusal;
  const reason = error instanceof Error ? error.message : String(error);
  return new EventLogUnavailable(`Kafka gives no answer now: ${reason}`, { cause: error });
}

function isRefusal(error: unknown): boolean {
  if (error instanceof KafkaJSSASLAuthenticationError) return true;
  return error instanceof KafkaJSProtocolError && !error.retriable;
}
