import { Partitioners } from 'kafkajs';

const byKey = Partitioners.DefaultPartitioner();

/** The partition of a key: murmur2 as in Kafka's own clients, so that every producer and log agrees. */
export function partitionOf(key: string, partitions: number): number {
  const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({
    partitionId,
    partitionErrorCode: 0,
    leader: 0,
    replicas: [],
    isr: [],
  }));
  return byKey({ topic: '', partitionMetadata, message: { key, value: null } });
}
