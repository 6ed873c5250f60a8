import { type EventLog, createKafkaEventLog } from '@groundswell/event-log';
import { randomUUID } from 'node:crypto';

/** The suite's Kafka, with topics and groups that nobody else sees; null where there is no Kafka. */
export function kafkaOfOne(): EventLog | null {
  const brokers = process.env.TEST_KAFKA_BROKERS?.split(',');
  if (!brokers) return null;
  const log = createKafkaEventLog({ brokers });
  const prefix = `test.${randomUUID()}.`;
  const own = (name: string) => prefix + name;
  return {
    ensureTopic: (topic, partitions, days) => log.ensureTopic(own(topic), partitions, days),
    append: (topic, records) => log.append(own(topic), records),
    consume: ({ topic, group, onBatch, onAssigned, ...options }) =>
      log.consume({
        ...options,
        topic: own(topic),
        group: own(group),
        onBatch: (batch) => onBatch({ ...batch, topic }),
        onAssigned: (_, partitions) => onAssigned?.(topic, partitions),
      }),
    progress: (topic, group) => log.progress(own(topic), own(group)),
    hasLater: (topic, partition, upTo) => log.hasLater(own(topic), partition, upTo),
    rewind: (topic, group) => log.rewind(own(topic), own(group)),
    ping: () => log.ping(),
    identity: () => log.identity(),
    backlog: () => log.backlog?.() ?? { appends: 0, bytes: 0 },
    close: () => log.close(),
  };
}
