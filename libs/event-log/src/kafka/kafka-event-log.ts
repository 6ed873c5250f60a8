import {
  type Admin,
  type ISocketFactory,
  Kafka,
  type KafkaJSProtocolError,
  type Producer,
  logLevel,
} from 'kafkajs';
import { AppendQueue, type Placement } from '../append/append-queue.js';
import { partitionOf } from '../append/partition-of.js';
import { withDeadline } from '../append/with-deadline.js';
import {
  type AppendResult,
  type ConsumerOptions,
  type EventLog,
  EventLogUnavailable,
  type LogConsumer,
  type NewRecord,
} from '../event-log.js';
import { applyRetention } from './apply-retention.js';
import { FreshClient } from './fresh-client.js';
import { KafkaLogConsumer } from './kafka-log-consumer.js';
import { sendLean } from './lean-produce.js';
import { rewindGroup } from './rewind-group.js';
import { makeTopic } from './make-topic.js';
import { noAnswer } from './no-answer.js';
import { Sockets } from './sockets.js';

const MAX_QUEUED_BYTES = 64 * 1024 * 1024;
/** Below the broker's own limit of 1 MiB a record batch, which holds for each partition's part of a request. */
const MAX_REQUEST_BYTES = 900 * 1024;
/** An append that has not succeeded by then is refused; the sender retries with the same message ids. */
const APPEND_DEADLINE_MS = 5_000;
const ADMIN_DEADLINE_MS = 15_000;
/** A caller waits for it: about two seconds. */
const WRITING_RETRIES = 4;
/** About twenty seconds: a reader that outlives a restart of the broker goes on as the member that it was. */
const READING_RETRIES = 24;
/** Answers that are about the records, not about the broker: the same records would be refused again. */
const REFUSALS = new Set([
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_RECORD',
  'INVALID_TIMESTAMP',
]);

export interface KafkaEventLogOptions {
  brokers: string[];
  clientId?: string;
  /** After how long without an answer of Kafka a reader begins anew, two minutes where it is not given. */
  readerSilenceMs?: number;
}

/** The log on Apache Kafka. Connects by itself, also again. */
export function createKafkaEventLog(options: KafkaEventLogOptions): EventLog {
  return new KafkaEventLog(options);
}

class KafkaEventLog implements EventLog {
  private readonly kafka: (retries: number, socketFactory: ISocketFactory) => Kafka;
  private readonly queue: AppendQueue;
  private readonly producer: FreshClient<Producer>;
  private readonly admin: FreshClient<Admin>;
  private readonly consumers = new Set<KafkaLogConsumer>();
  private readonly partitions = new Map<string, Promise<number>>();
  private readonly readerSilenceMs: number | undefined;
  private closed = false;

  constructor({ brokers, clientId = 'groundswell', readerSilenceMs }: KafkaEventLogOptions) {
    this.readerSilenceMs = readerSilenceMs;
    this.kafka = (retries, socketFactory) =>
      new Kafka({
        brokers,
        clientId,
        socketFactory,
        // Failures reach the callers; kafkajs would print each retry besides.
        logLevel: logLevel.NOTHING,
        connectionTimeout: 2_000,
        requestTimeout: 10_000,
        retry: { retries, initialRetryTime: 100, maxRetryTime: 1_000 },
      });
    this.producer = new FreshClient((sockets) =>
      this.kafka(WRITING_RETRIES, sockets).producer({ idempotent: true, maxInFlightRequests: 1 }),
    );
    this.admin = new FreshClient((sockets) => this.kafka(WRITING_RETRIES, sockets).admin());
    this.queue = new AppendQueue({
      send: (topic, records) => this.send(topic, records),
      maxQueuedBytes: MAX_QUEUED_BYTES,
      maxRequestBytes: MAX_REQUEST_BYTES,
      maxWaitMs: APPEND_DEADLINE_MS,
      probe: () => this.ping(),
    });
  }

  /** Copies and their safety (replication factor, min.insync.replicas) are the broker's defaults. */
  async ensureTopic(topic: string, partitions: number, retentionDays?: number): Promise<void> {
    await this.withAdmin(async (admin) => {
      const topics = await admin.listTopics();
      if (topics.includes(topic)) {
        if (retentionDays !== undefined) await applyRetention(admin, topic, retentionDays);
        return;
      }
      await makeTopic(admin, topic, partitions, retentionDays);
    });
  }

  append(topic: string, records: NewRecord[]): Promise<AppendResult> {
    if (this.closed) return Promise.reject(new EventLogUnavailable('The event log is closed.'));
    return this.queue.append(topic, records);
  }

  backlog(): { appends: number; bytes: number } {
    return this.queue.backlog;
  }

  async consume(options: ConsumerOptions): Promise<LogConsumer> {
    const consumer = new KafkaLogConsumer(
      (sockets) => this.kafka(READING_RETRIES, sockets),
      options,
      () => this.consumers.delete(consumer),
      this.readerSilenceMs,
    );
    this.consumers.add(consumer);
    consumer.start();
    return consumer;
  }

  progress(topic: string, group: string): Promise<{ partition: number; committed: bigint; end: bigint }[]> {
    return this.withAdmin(async (admin) => {
      const ends = await admin.fetchTopicOffsets(topic);
      const groups = await admin.fetchOffsets({ groupId: group, topics: [topic] });
      const committed = new Map(
        groups[0]?.partitions.map(({ partition, offset }) => [partition, BigInt(offset)]),
      );
      return ends
        .map(({ partition, high, low }) => {
          const at = committed.get(partition) ?? -1n;
          return { partition, committed: at < 0n ? BigInt(low) : at, end: BigInt(high) };
        })
        .sort((a, b) => a.partition - b.partition);
    });
  }

  /** Kafka names the first record that is not older than a time, and the end where there is none. */
  async hasLater(
    topic: string,
    partition: number,
    { offset, time }: { offset: bigint; time: number },
  ): Promise<boolean> {
    const firsts = await this.withAdmin((admin) => admin.fetchTopicOffsetsByTimestamp(topic, time + 1));
    const first = firsts.find((entry) => entry.partition === partition);
    return first !== undefined && BigInt(first.offset) <= offset;
  }

  async rewind(topic: string, group: string): Promise<void> {
    const ends = await this.withAdmin((admin) => admin.fetchTopicOffsets(topic));
    const partitions = ends.map(({ partition }) => partition);
    const sockets = new Sockets();
    const kafka = this.kafka(WRITING_RETRIES, sockets.factory);
    try {
      await withDeadline(rewindGroup(kafka, { group, topic, partitions }), ADMIN_DEADLINE_MS);
    } finally {
      sockets.destroy();
    }
    await this.mustBeBehind(topic, group);
  }

  /**
   * kafkajs says nothing of a commit that failed. Where the topic begins is asked last: what retention drops meanwhile
   * moves it on, and a group that was set to the start is behind it then.
   */
  private async mustBeBehind(topic: string, group: string): Promise<void> {
    const progress = await this.progress(topic, group);
    const ends = await this.withAdmin((admin) => admin.fetchTopicOffsets(topic));
    const starts = new Map(ends.map(({ partition, low }) => [partition, BigInt(low)]));
    if (progress.some(({ partition, committed }) => committed > (starts.get(partition) ?? 0n)))
      throw new EventLogUnavailable(`Kafka did not set the group ${group} back; try it again.`);
  }

  async ping(): Promise<void> {
    await this.admin.use((admin) => admin.describeCluster(), APPEND_DEADLINE_MS);
  }

  /** The broker's cluster id: it stays when brokers are added, moved or started anew on the same folders. */
  identity(): Promise<string> {
    return this.withAdmin(async (admin) => `kafka:${(await admin.describeCluster()).clusterId}`);
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.consumers].map((consumer) => consumer.stop()));
    await this.queue.close();
    await this.producer.close();
    await this.admin.close();
  }

  private async send(topic: string, records: NewRecord[]): Promise<Placement[]> {
    try {
      const partitions = await this.partitionsOf(topic);
      return await this.producer.use(
        (producer) => sendRecords(producer, topic, records, partitions),
        APPEND_DEADLINE_MS,
      );
    } catch (error) {
      const { type } = error as Partial<KafkaJSProtocolError>;
      if (type && REFUSALS.has(type)) throw error;
      // The topic may have been made anew, with other partitions.
      this.partitions.delete(topic);
      throw new EventLogUnavailable('Kafka does not acknowledge records now.', { cause: error });
    }
  }

  /** How many partitions the topic has; they are never added to, as keys would move. */
  private partitionsOf(topic: string): Promise<number> {
    let partitions = this.partitions.get(topic);
    if (!partitions) {
      partitions = this.admin.use(
        async (admin) => (await admin.fetchTopicOffsets(topic)).length,
        APPEND_DEADLINE_MS,
      );
      partitions.catch(() => this.partitions.delete(topic));
      this.partitions.set(topic, partitions);
    }
    return partitions;
  }

  /** @throws EventLogUnavailable where there is no answer, else what Kafka says against the request */
  private async withAdmin<T>(work: (admin: Admin) => Promise<T>): Promise<T> {
    try {
      return await this.admin.use(work, ADMIN_DEADLINE_MS);
    } catch (error) {
      throw noAnswer(error);
    }
  }
}

async function sendRecords(
  producer: Producer,
  topic: string,
  records: NewRecord[],
  partitions: number,
): Promise<Placement[]> {
  const places = records.map(({ key }) => partitionOf(key, partitions));
  const groups: Record<number, NewRecord[]> = {};
  records.forEach((record, at) => (groups[places[at]!] ??= []).push(record));
  const written = await sendLean(producer, topic, groups);
  mustHave(written, groups);
  const next = new Map(written.map(({ partition, baseOffset }) => [partition, BigInt(baseOffset ?? 0)]));
  return places.map((partition) => {
    const offset = next.get(partition)!;
    next.set(partition, offset + 1n);
    return { partition, offset };
  });
}

/** kafkajs passes over partitions that the topic does not have any more, and says nothing. */
function mustHave(written: { partition: number }[], groups: Record<number, NewRecord[]>): void {
  const acknowledged = new Set(written.map(({ partition }) => partition));
  const missing = Object.keys(groups).filter((partition) => !acknowledged.has(Number(partition)));
  if (missing.length > 0) throw new Error(`there are no partitions ${missing.join(', ')} of the topic`);
}
