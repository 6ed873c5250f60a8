import { type Admin, Kafka, type Producer, logLevel } from 'kafkajs';
import {
  type AppendResult,
  type ConsumerOptions,
  type EventLog,
  EventLogUnavailable,
  type LogConsumer,
  type NewRecord,
} from '../event-log.js';
import { AppendQueue } from '../append/append-queue.js';
import { partitionOf } from '../append/partition-of.js';
import { withDeadline } from '../append/with-deadline.js';
import { KafkaLogConsumer } from './kafka-log-consumer.js';

const MAX_QUEUED_BYTES = 64 * 1024 * 1024;
/** Below the broker's own limit of 1 MiB a record batch, which holds for each partition's part of a request. */
const MAX_REQUEST_BYTES = 900 * 1024;
/** An append that has not succeeded by then is refused; the sender retries with the same message ids. */
const APPEND_DEADLINE_MS = 5_000;

export interface KafkaEventLogOptions {
  brokers: string[];
  clientId?: string;
}

/** The log on Apache Kafka. Connects by itself, also again. */
export function createKafkaEventLog(options: KafkaEventLogOptions): EventLog {
  return new KafkaEventLog(options);
}

class KafkaEventLog implements EventLog {
  private readonly kafka: Kafka;
  private readonly queue: AppendQueue;
  private readonly consumers = new Set<KafkaLogConsumer>();
  private readonly partitions = new Map<string, Promise<number>>();
  private producer: Promise<Producer> | null = null;
  private admin: Promise<Admin> | null = null;
  private closed = false;

  constructor({ brokers, clientId = 'groundswell' }: KafkaEventLogOptions) {
    this.kafka = new Kafka({
      brokers,
      clientId,
      // Failures reach the callers; kafkajs would print each retry besides.
      logLevel: logLevel.NOTHING,
      connectionTimeout: 2_000,
      requestTimeout: 10_000,
      retry: { retries: 4, initialRetryTime: 100, maxRetryTime: 1_000 },
    });
    this.queue = new AppendQueue({
      send: (topic, records) => this.send(topic, records),
      maxQueuedBytes: MAX_QUEUED_BYTES,
      maxRequestBytes: MAX_REQUEST_BYTES,
    });
  }

  async ensureTopic(topic: string, partitions: number): Promise<void> {
    await this.withAdmin(async (admin) => {
      const topics = await admin.listTopics();
      if (topics.includes(topic)) return;
      await admin.createTopics({
        waitForLeaders: true,
        topics: [
          { topic, numPartitions: partitions, configEntries: [{ name: 'retention.ms', value: '-1' }] },
        ],
      });
    });
  }

  append(topic: string, records: NewRecord[]): Promise<AppendResult> {
    if (this.closed) return Promise.reject(new EventLogUnavailable('The event log is closed.'));
    return this.queue.append(topic, records);
  }

  async consume(options: ConsumerOptions): Promise<LogConsumer> {
    const consumer = new KafkaLogConsumer(this.kafka, options, () => this.consumers.delete(consumer));
    this.consumers.add(consumer);
    await consumer.start();
    return consumer;
  }

  progress(topic: string, group: string): Promise<{ partition: number; committed: bigint; end: bigint }[]> {
    return this.withAdmin(async (admin) => {
      const ends = await admin.fetchTopicOffsets(topic);
      const groups = await admin.fetchOffsets({ groupId: group, topics: [topic] });
      const committed = new Map(
        groups[0]?.partitions.map(({ partition, offset }) => [partition, BigInt(offset)]),
      );
      return ends.map(({ partition, high, low }) => {
        const at = committed.get(partition) ?? -1n;
        return { partition, committed: at < 0n ? BigInt(low) : at, end: BigInt(high) };
      });
    });
  }

  async rewind(topic: string, group: string): Promise<void> {
    await this.withAdmin((admin) => admin.resetOffsets({ groupId: group, topic, earliest: true }));
  }

  async ping(): Promise<void> {
    await withDeadline(
      this.withAdmin((admin) => admin.describeCluster()),
      APPEND_DEADLINE_MS,
    );
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.consumers].map((consumer) => consumer.stop()));
    await this.queue.idle();
    await (await this.producer?.catch(() => null))?.disconnect();
    await (await this.admin?.catch(() => null))?.disconnect();
  }

  private async send(topic: string, records: NewRecord[]): Promise<AppendResult> {
    try {
      return await withDeadline(this.sendNow(topic, records), APPEND_DEADLINE_MS);
    } catch (error) {
      // A producer that timed out may still hold the request; a new one starts clean.
      void this.producer?.then((producer) => producer.disconnect()).catch(() => undefined);
      this.producer = null;
      throw new EventLogUnavailable('Kafka does not acknowledge records now.', { cause: error });
    }
  }

  private async sendNow(topic: string, records: NewRecord[]): Promise<AppendResult> {
    this.producer ??= this.connectProducer();
    const [producer, partitions] = await Promise.all([this.producer, this.partitionsOf(topic)]);
    const messages = records.map((record) => ({ ...record, partition: partitionOf(record.key, partitions) }));
    const counts = new Map<number, number>();
    for (const { partition } of messages) counts.set(partition, (counts.get(partition) ?? 0) + 1);
    const written = await producer.send({ topic, acks: -1, messages });
    return written.map(({ partition, baseOffset }) => ({
      partition,
      lastOffset: BigInt(baseOffset ?? 0) + BigInt((counts.get(partition) ?? 1) - 1),
    }));
  }

  /** How many partitions the topic has; they are never added to, as keys would move. */
  private partitionsOf(topic: string): Promise<number> {
    let partitions = this.partitions.get(topic);
    if (!partitions) {
      partitions = this.withAdmin(async (admin) => (await admin.fetchTopicOffsets(topic)).length);
      partitions.catch(() => this.partitions.delete(topic));
      this.partitions.set(topic, partitions);
    }
    return partitions;
  }

  private async connectProducer(): Promise<Producer> {
    const producer = this.kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
    await producer.connect();
    return producer;
  }

  private async withAdmin<T>(work: (admin: Admin) => Promise<T>): Promise<T> {
    this.admin ??= this.connectAdmin();
    try {
      return await work(await this.admin);
    } catch (error) {
      void this.admin?.then((admin) => admin.disconnect()).catch(() => undefined);
      this.admin = null;
      throw error;
    }
  }

  private async connectAdmin(): Promise<Admin> {
    const admin = this.kafka.admin();
    await admin.connect();
    return admin;
  }
}
