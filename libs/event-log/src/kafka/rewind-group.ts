import type { Kafka } from 'kafkajs';

/** Kafka's name of the first offset that a partition still has. */
const EARLIEST = '-2';
const FREE = new Set(['Empty', 'Dead']);

/**
 * Sets a group that nobody reads in back to the start of a topic, as a member for a moment. kafkajs's own
 * `resetOffsets` does so too, and waits five seconds for records of a topic that it does not read.
 * @throws Error while somebody reads in the group, who would go on from where it is
 */
export async function rewindGroup(
  kafka: Kafka,
  { group, topic, partitions }: { group: string; topic: string; partitions: number[] },
): Promise<void> {
  const consumer = kafka.consumer({ groupId: group, maxWaitTimeInMs: 50, allowAutoTopicCreation: false });
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    const { state } = await consumer.describeGroup();
    if (!FREE.has(state)) throw new Error(`Group ${group} is running (${state}): stop its readers first.`);
    await new Promise<void>((resolve, reject) => {
      // What is sought is committed before the first fetch, which asks for nothing, as all is paused.
      consumer.on(consumer.events.FETCH, () => resolve());
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      consumer.run({ eachBatchAutoResolve: false, eachBatch: async () => undefined }).catch(reject);
      consumer.pause([{ topic }]);
      for (const partition of partitions) consumer.seek({ topic, partition, offset: EARLIEST });
    });
  } finally {
    await consumer.disconnect();
  }
}
