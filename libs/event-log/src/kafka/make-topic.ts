import type { Admin, KafkaJSProtocolError } from 'kafkajs';
import { setTimeout as pause } from 'node:timers/promises';
import { retentionMs } from './apply-retention.js';

const PATIENCE_MS = 10_000;
const LOOK_EVERY_MS = 100;
/** What brokers say of a topic that one of them was told to make and that they have not heard of yet themselves. */
const NOT_YET = new Set(['UNKNOWN_TOPIC_OR_PARTITION', 'LEADER_NOT_AVAILABLE', 'NOT_LEADER_FOR_PARTITION']);

/**
 * Makes a topic and waits until each of its partitions can be written to. It is asked for again at each look: a topic
 * of the same name that was being deleted counted as there. kafkajs's own wait gives up at the first broker that has
 * not heard of the topic yet.
 * @throws if that has not come about within ten seconds
 */
export async function makeTopic(
  admin: Admin,
  topic: string,
  partitions: number,
  retentionDays?: number,
): Promise<void> {
  const configEntries = [{ name: 'retention.ms', value: retentionMs(retentionDays) }];
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    await admin.createTopics({
      waitForLeaders: false,
      topics: [{ topic, numPartitions: partitions, configEntries }],
    });
    if (await isServed(admin, topic)) return;
    if (Date.now() > deadline) throw new Error(`the topic ${topic} is not served yet`);
    await pause(LOOK_EVERY_MS);
  }
}

/** Metadata tells of leaders before those serve their partitions, so the leaders themselves are asked. */
async function isServed(admin: Admin, topic: string): Promise<boolean> {
  try {
    await admin.fetchTopicOffsets(topic);
    return true;
  } catch (error) {
    // Once kafkajs has tried it often enough, what was answered is the cause.
    const { type, cause } = error as Partial<KafkaJSProtocolError> & {
      cause?: Partial<KafkaJSProtocolError>;
    };
    if (NOT_YET.has(type ?? cause?.type ?? '')) return false;
    throw error;
  }
}
