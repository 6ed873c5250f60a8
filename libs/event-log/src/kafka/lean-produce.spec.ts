import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import produce from 'kafkajs/src/protocol/requests/produce';
import { encodeProduce } from './lean-produce.js';

const record = fc.record({
  key: fc.oneof(fc.string(), fc.string({ unit: 'binary' })),
  value: fc
    .oneof(fc.uint8Array(), fc.uint8Array({ minLength: 60, maxLength: 9_000 }))
    .map((bytes) => Buffer.from(bytes)),
});
const partitions = fc
  .dictionary(fc.constantFrom('0', '1', '2', '3'), fc.array(record, { minLength: 1, maxLength: 150 }), {
    minKeys: 1,
  })
  .map((groups) =>
    Object.entries(groups).map(([partition, messages]) => ({ partition: Number(partition), messages })),
  );

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5, 6);

describe('encodeProduce', () => {
  // kafkajs looks at the clock itself, once for each partition.
  beforeAll(() => void jest.spyOn(Date, 'now').mockReturnValue(NOW));
  afterAll(() => void jest.restoreAllMocks());

  it('writes the bytes that kafkajs writes', async () => {
    const sequence = fc.nat();
    const producerId = fc.bigInt({ min: -1n, max: 2n ** 62n });
    await fc.assert(
      fc.asyncProperty(
        partitions,
        sequence,
        producerId,
        fc.nat(32_000),
        async (groups, first, id, producerEpoch) => {
          const topicData = [
            { topic: 'events', partitions: groups.map((group) => ({ ...group, firstSequence: first })) },
          ];
          const args = { acks: -1, timeout: 30_000, producerId: { value: id }, producerEpoch, topicData };
          const { request } = produce.protocol({ version: 7 })(args);
          const expected = (await request.encode()).buffer;
          expect(encodeProduce(args, NOW).equals(expected)).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });
});
