import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConsumerOptions, LogBatch, LogConsumer } from '../event-log.js';

const HEARTBEAT_MS = 3_000;
const PAUSE_AFTER_FAILURE_MS = 500;
const DEFAULT_BATCH_BYTES = 8 * 1024 * 1024;
const CONCURRENT_PARTITIONS = 4;

/**
 * A member of a consumer group. Offsets are committed only as the handler says; whatever fails is read again from
 * the last committed offset. Ends only by `stop`: a crashed kafkajs consumer is restarted.
 */
export class KafkaLogConsumer implements LogConsumer {
  private readonly consumer: Consumer;
  /** First offset of each owned partition that is not committed. */
  private readonly positions = new Map<number, bigint>();
  private assigned: Promise<void> = Promise.resolve();
  private starting: Promise<void> | null = null;
  private stopping = false;

  constructor(
    kafka: Kafka,
    private readonly options: ConsumerOptions,
    private readonly onStopped: () => void,
  ) {
    this.consumer = kafka.consumer({
      groupId: options.group,
      maxBytesPerPartition: options.maxBatchBytes ?? DEFAULT_BATCH_BYTES,
      maxBytes: (options.maxBatchBytes ?? DEFAULT_BATCH_BYTES) * CONCURRENT_PARTITIONS,
      maxWaitTimeInMs: 100,
      sessionTimeout: 30_000,
      heartbeatInterval: HEARTBEAT_MS,
      rebalanceTimeout: 60_000,
      allowAutoTopicCreation: false,
      retry: {
        retries: 5,
        initialRetryTime: 200,
        maxRetryTime: 2_000,
        restartOnFailure: async () => !this.stopping,
      },
    });
    this.consumer.on(this.consumer.events.GROUP_JOIN, ({ payload }) => {
      this.assigned = this.takeOver(payload.memberAssignment[options.topic] ?? []);
      this.assigned.catch((error) => options.onError?.(error));
    });
    this.consumer.on(this.consumer.events.CRASH, ({ payload }) => options.onError?.(payload.error));
  }

  /** Begins to read; where Kafka is away, it goes on trying. */
  async start(): Promise<void> {
    this.starting = this.run();
    await Promise.race([this.starting, sleep(0)]);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.starting;
    await this.consumer.stop();
    await this.consumer.disconnect();
    this.onStopped();
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.consumer.connect();
        await this.consumer.subscribe({ topic: this.options.topic, fromBeginning: true });
        await this.consumer.run({
          autoCommit: false,
          eachBatchAutoResolve: false,
          partitionsConsumedConcurrently: CONCURRENT_PARTITIONS,
          eachBatch: (payload) => this.handle(payload),
        });
        return;
      } catch (error) {
        this.options.onError?.(error);
        await sleep(PAUSE_AFTER_FAILURE_MS);
      }
    }
  }

  private async takeOver(partitions: number[]): Promise<void> {
    this.positions.clear();
    await this.options.onAssigned?.(this.options.topic, partitions);
  }

  private async handle(payload: EachBatchPayload): Promise<void> {
    const { batch, heartbeat } = payload;
    if (batch.messages.length === 0 || this.stopping) return;
    const timer = setInterval(() => void heartbeat().catch(() => undefined), HEARTBEAT_MS);
    try {
      await this.assigned;
      if (payload.isStale()) return;
      await this.process(payload);
    } catch (error) {
      this.options.onError?.(error);
      await sleep(PAUSE_AFTER_FAILURE_MS);
      this.readAgain(batch.partition, BigInt(batch.messages[0]?.offset ?? 0));
    } finally {
      clearInterval(timer);
    }
    await heartbeat();
  }

  private async process({ batch, resolveOffset }: EachBatchPayload): Promise<void> {
    const { topic, partition } = batch;
    if (!this.positions.has(partition)) this.positions.set(partition, BigInt(batch.messages[0]?.offset ?? 0));
    const result = await this.options.onBatch(toLogBatch(batch));
    if (result !== null) {
      const offset = String(result.nextOffset);
      await this.consumer.commitOffsets([{ topic, partition, offset }]);
      this.positions.set(partition, result.nextOffset);
    }
    resolveOffset(batch.lastOffset());
  }

  private readAgain(partition: number, fallback: bigint): void {
    if (this.stopping) return;
    const offset = String(this.positions.get(partition) ?? fallback);
    this.consumer.seek({ topic: this.options.topic, partition, offset });
  }
}

function toLogBatch(batch: EachBatchPayload['batch']): LogBatch {
  return {
    topic: batch.topic,
    partition: batch.partition,
    endOffset: BigInt(batch.highWatermark),
    records: batch.messages.map(({ offset, key, value, timestamp }) => ({
      offset: BigInt(offset),
      key: key?.toString('utf8') ?? '',
      value: value ?? Buffer.alloc(0),
      timestamp: Number(timestamp),
    })),
  };
}
