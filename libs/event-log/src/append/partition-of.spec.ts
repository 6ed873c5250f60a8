import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Partitioners } from 'kafkajs';
import { partitionOf } from './partition-of.js';

const kafkajs = Partitioners.DefaultPartitioner();

function ofKafkajs(key: string, partitions: number): number {
  const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({
    partitionId,
    partitionErrorCode: 0,
    leader: 0,
    replicas: [],
    isr: [],
  }));
  return kafkajs({ topic: '', partitionMetadata, message: { key, value: null } });
}

describe('partitionOf', () => {
  it('agrees with the partitioner of kafkajs on any key', () => {
    const keys = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.uuid());
    fc.assert(
      fc.property(keys, fc.integer({ min: 1, max: 64 }), (key, partitions) => {
        expect(partitionOf(key, partitions)).toBe(ofKafkajs(key, partitions));
      }),
      { numRuns: 500 },
    );
  });
});
