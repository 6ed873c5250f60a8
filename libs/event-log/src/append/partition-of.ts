import { type PartitionMetadata, Partitioners } from 'kafkajs';

const byKey = Partitioners.DefaultPartitioner();

/** What the partitioner wants to know of topics of so many partitions; made once, as it is asked for each record. */
const known = new Map<number, PartitionMetadata[]>();

/** The partition of a key: murmur2 as in Kafka's own clients, so that every producer and log agrees. */
export function partitionOf(key: string, partitions: number): number {
  return byKey({ topic: '', partitionMetadata: metadataOf(partitions), message: { key, value: null } });
}

function metadataOf(partitions: number): PartitionMetadata[] {
  let metadata = known.get(partitions);
  if (!metadata) {
    metadata = Array.from({ length: partitions }, (_, partitionId) => ({
      partitionId,
      partitionErrorCode: 0,
      leader: 0,
      replicas: [],
      isr: [],
    }));
    known.set(partitions, metadata);
  }
  return metadata;
}
