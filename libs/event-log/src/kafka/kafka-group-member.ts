import type { Consumer, EachBatchPayload, ISocketFactory, Kafka } from 'kafkajs';
import { setTimeout as sleep } from 'node:timers/promises';
import { withDeadline } from '../append/with-deadline.js';
import type { BatchResult, ConsumerOptions, LogBatch } from '../event-log.js';
import { SilenceWatch } from './silence-watch.js';
import { Sockets } from './sockets.js';

/** After a kill -9 the next member waits as long as this for the dead one. */
const SESSION_MS = 10_000;
const HEARTBEAT_MS = 2_000;
/** How long a member may take to come back to a group that is sharing partitions anew: one long batch. */
const REBALANCE_MS = 60_000;
const LONGEST_WAIT_FOR_RECORDS_MS = 100;
const PAUSE_AFTER_FAILURE_MS = 500;
/** Longer than a broker takes to start again; kafkajs itself may wait for an answer for ever. */
const COMMIT_LIMIT_MS = 40_000;
/** What is stored and not committed is read once more, and stepped over. */
const LAST_COMMIT_LIMIT_MS = 2_000;
const LEAVE_LIMIT_MS = 3_000;
/** Longer than a wait for the other members; one that reads hears several times a second. */
const SILENCE_LIMIT_MS = 120_000;
const DEFAULT_BATCH_BYTES = 8 * 1024 * 1024;
const CONCURRENT_PARTITIONS = 4;

/**
 * One membership of a consumer group, from joining to leaving or to a failure that kafkajs does not survive. Offsets
 * are committed only as the handler says; whatever fails is read again from the first offset that is not committed.
 */
export class KafkaGroupMember {
  private readonly consumer: Consumer;
  /** First offset of each owned partition that is not committed. */
  private readonly positions = new Map<number, bigint>();
  private readonly inHand = new Set<Promise<unknown>>();
  /** What the handler has not done with of those in hand. No other membership begins before it has. */
  private readonly handling = new Set<Promise<unknown>>();
  private readonly sockets = new Sockets();
  private readonly watch: SilenceWatch;
  private partitions: number[] = [];
  private announcement: Promise<void> | null = null;
  private leaving = false;
  private settled: Promise<void> | null = null;
  private gone = false;
  private end!: (error?: unknown) => void;
  private readonly ended = new Promise<void>((resolve, reject) => {
    this.end = (error) => (error === undefined ? resolve() : reject(error));
  });

  constructor(
    kafka: (socketFactory: ISocketFactory) => Kafka,
    private readonly options: ConsumerOptions,
    /** Offset after the last committed record of each partition that is the process's own, through all its memberships. */
    private readonly reached: Map<number, bigint> = new Map(),
    silenceLimitMs = SILENCE_LIMIT_MS,
  ) {
    const batchBytes = options.maxBatchBytes ?? DEFAULT_BATCH_BYTES;
    this.consumer = kafka(this.sockets.factory).consumer({
      groupId: options.group,
      maxBytesPerPartition: batchBytes,
      maxBytes: batchBytes * CONCURRENT_PARTITIONS,
      maxWaitTimeInMs: LONGEST_WAIT_FOR_RECORDS_MS,
      sessionTimeout: SESSION_MS,
      heartbeatInterval: HEARTBEAT_MS,
      rebalanceTimeout: REBALANCE_MS,
      allowAutoTopicCreation: false,
      // About a minute: through a restart of the broker it stays the member that it was, and nobody waits for it.
      retry: { retries: 60, initialRetryTime: 100, maxRetryTime: 1_000, restartOnFailure: async () => false },
    });
    this.consumer.on(this.consumer.events.GROUP_JOIN, ({ payload }) =>
      this.takeOver(payload.memberAssignment[options.topic] ?? []),
    );
    this.consumer.on(this.consumer.events.CRASH, ({ payload }) => this.end(payload.error));
    this.watch = new SilenceWatch(silenceLimitMs, () => this.inHand.size > 0, this.end);
    this.listen();
    this.ended.catch(() => undefined);
  }

  /** kafkajs tells of a crash only once its connections are closed, and may wait for that without end. */
  private listen(): void {
    const { consumer, watch } = this;
    const { REQUEST, FETCH_START, FETCH, GROUP_JOIN } = consumer.events;
    consumer.on(REQUEST, () => watch.heard());
    consumer.on(FETCH_START, ({ payload }) => watch.asked(payload.nodeId));
    consumer.on(FETCH, ({ payload }) => watch.answered(payload.nodeId));
    consumer.on(GROUP_JOIN, () => watch.joined());
  }

  /**
   * Reads until `leave`.
   * @throws what ended the membership otherwise; a new member may go on then
   */
  async read(): Promise<void> {
    const begun = this.join();
    this.watch.start();
    try {
      await Promise.race([begun, this.ended]);
      await this.ended;
    } finally {
      this.watch.stop();
      this.leaving = true;
      await this.settle();
      // kafkajs forgets a member that takes leave while it joins, and lets it read on: first it has to be one.
      const left = begun.catch(() => undefined).then(() => this.consumer.disconnect());
      // Without a broker there is nobody to take leave of.
      await withDeadline(left, LEAVE_LIMIT_MS).catch(() => undefined);
      this.gone = true;
      this.sockets.destroy();
    }
  }

  /** Ends after the batches in hand are done, and committed where there is a broker to take it. */
  async leave(): Promise<void> {
    this.leaving = true;
    await this.settle();
    this.end();
  }

  private settle(): Promise<void> {
    return (this.settled ??= this.untilSettled());
  }

  private async untilSettled(): Promise<void> {
    await Promise.all(this.handling);
    await withDeadline(Promise.all(this.inHand), LAST_COMMIT_LIMIT_MS).catch(() => undefined);
  }

  private async join(): Promise<void> {
    await this.consumer.connect();
    await this.consumer.subscribe({ topic: this.options.topic, fromBeginning: true });
    if (this.leaving) return;
    await this.consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: CONCURRENT_PARTITIONS,
      eachBatch: (payload) => this.takeInHand(payload),
    });
  }

  /** kafkajs joins anew only after all handlers have ended, so nothing of an earlier assignment is under way. */
  private takeOver(partitions: number[]): void {
    this.positions.clear();
    this.partitions = partitions;
    for (const partition of this.reached.keys()) {
      if (!partitions.includes(partition)) this.reached.delete(partition);
    }
    this.announcement = null;
    this.announce().then(
      () => this.options.onReading?.(),
      (error: unknown) => this.report(error),
    );
  }

  /** What fails after the end is nobody's any more. */
  private report(error: unknown): void {
    if (!this.gone) this.options.onError?.(error);
  }

  /** One that failed is made again before the next batch. */
  private announce(): Promise<void> {
    this.announcement ??= Promise.resolve()
      .then(() => this.options.onAssigned?.(this.options.topic, this.partitions))
      .catch((error: unknown) => {
        this.announcement = null;
        throw error;
      });
    return this.announcement;
  }

  private async takeInHand(payload: EachBatchPayload): Promise<void> {
    if (this.leaving || payload.batch.messages.length === 0) return;
    // A failed heartbeat shows again after the batch, where kafkajs acts on it.
    const heart = setInterval(() => void payload.heartbeat().catch(() => undefined), HEARTBEAT_MS);
    const work = this.process(payload).finally(() => clearInterval(heart));
    await during(this.inHand, work);
  }

  private async process(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    if (!this.positions.has(batch.partition)) this.positions.set(batch.partition, firstOffset(batch));
    let result: BatchResult | undefined;
    try {
      result = await during(this.handling, this.handle(payload));
    } catch (error) {
      this.report(error);
      return this.readAgain(batch);
    }
    if (result === undefined) return;
    if (result !== null) await this.commit(payload, result.nextOffset);
    // Nobody waits for what begins now: the next reader may be at work before it is done.
    if (result?.afterCommit && this.leaving) return;
    try {
      if (result?.afterCommit) await during(this.handling, result.afterCommit());
    } catch (error) {
      this.report(error);
      return this.readAgain(batch);
    }
    if (result?.anew) return this.seekTo(batch, result.nextOffset);
    payload.resolveOffset(batch.lastOffset());
  }

  /** Undefined where the batch is another's by now. */
  private async handle(payload: EachBatchPayload): Promise<BatchResult | undefined> {
    await this.announce();
    if (payload.isStale()) return undefined;
    await this.noticeAnew(payload);
    return this.options.onBatch(toLogBatch(payload.batch));
  }

  /**
   * Nobody goes back behind what is committed: records from before it are those of a topic that was made anew. Where it is read
   * from is committed first: else the next member would go on from the old place once the topic has grown past it.
   */
  private async noticeAnew(payload: EachBatchPayload): Promise<void> {
    const { topic, partition } = payload.batch;
    const first = firstOffset(payload.batch);
    if (first >= (this.reached.get(partition) ?? 0n)) return;
    await this.tellKafka(payload, first);
    this.positions.set(partition, first);
    await this.options.onAnew?.(topic, partition);
    this.reached.delete(partition);
  }

  /** A failure goes on to kafkajs, which joins anew where that is the reason, and hands the batch over again. */
  private async commit(payload: EachBatchPayload, nextOffset: bigint): Promise<void> {
    const { partition } = payload.batch;
    try {
      await this.tellKafka(payload, nextOffset);
    } catch (error) {
      this.report(error);
      throw error;
    }
    this.positions.set(partition, nextOffset);
    this.reached.set(partition, nextOffset);
  }

  /** Not by consumer.commitOffsets, which does nothing, silently, once a stop has begun. */
  private async tellKafka(payload: EachBatchPayload, nextOffset: bigint): Promise<void> {
    const { topic, partition } = payload.batch;
    const partitions = [{ partition, offset: String(nextOffset) }];
    await withDeadline(
      payload.commitOffsetsIfNecessary({ topics: [{ topic, partitions }] }),
      COMMIT_LIMIT_MS,
    );
  }

  private async readAgain(batch: EachBatchPayload['batch']): Promise<void> {
    await sleep(PAUSE_AFTER_FAILURE_MS);
    if (!this.leaving) this.seekTo(batch, this.positions.get(batch.partition) ?? firstOffset(batch));
  }

  /** Kafka goes to the first record where it has none at that offset any more. */
  private seekTo({ topic, partition }: EachBatchPayload['batch'], offset: bigint): void {
    this.consumer.seek({ topic, partition, offset: String(offset) });
  }
}

async function during<T>(all: Set<Promise<unknown>>, work: Promise<T>): Promise<T> {
  const settled = work.catch(() => undefined);
  all.add(settled);
  try {
    return await work;
  } finally {
    all.delete(settled);
  }
}

const firstOffset = (batch: EachBatchPayload['batch']) => BigInt(batch.messages[0]?.offset ?? 0);

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
