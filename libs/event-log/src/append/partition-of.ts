import { murmur2 } from './murmur2.js';

/**
 * The partition of a key: murmur2 as in Kafka's own clients, so that every producer and log agrees. kafkajs has the
 * same, in arithmetic of 64 bits that takes as long as encoding the record.
 */
export function partitionOf(key: string, partitions: number): number {
  return (murmur2(Buffer.from(key)) & 0x7fffffff) % partitions;
}
