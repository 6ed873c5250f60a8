import { EVENTS_TOPIC, PIPELINE_GROUP } from '@groundswell/contracts';
import {
  type BatchResult,
  type EventLog,
  FIRST_BULK_PARTITION,
  type Lane,
  type LogBatch,
  type LogConsumer,
} from '@groundswell/event-log';
import { BatchStore } from './batch/batch-store.js';
import { MergePublisher } from './merges/merge-publisher.js';
import { PartitionGauges } from './metrics/partition-gauges.js';
import { pipelineMetrics } from './metrics/pipeline-metrics.js';
import { type OutageLogger, OutageReporter } from './outage/outage-reporter.js';
import { PartitionRouter } from './partition/partition-router.js';
import { PartitionWriter } from './partition/partition-writer.js';
import type { PipelinePorts } from './ports/ports.js';
import { BatchesInFlight } from './steps/deduplicate/batches-in-flight.js';
import { Deduplicator } from './steps/deduplicate/deduplicator.js';
import { SeenIds } from './steps/deduplicate/seen-ids.js';

/** About ten thousand events: large inserts pay, and eight partitions of it (four of each lane) fit in a small heap. */
const MAX_BATCH_BYTES = 8 * 1024 * 1024;
const PRUNE_EVERY_MS = 10 * 60_000;
/** Each lane has a reader of its own: that one of them reads says nothing of the other. */
const READING: Record<Lane, string> = { live: 'Reading events', bulk: 'Reading imports' };
/** How long a merge that another process decided and could not publish may wait. */
const SWEEP_EVERY_MS = 2_000;

const storing = (partition: number) => `Storing events of partition ${partition}`;

export interface PipelineOptions {
  log: EventLog;
  ports: PipelinePorts;
  logger: OutageLogger;
  topic?: string;
  group?: string;
  /** Size of the filter of known message ids in bits, a power of two. */
  seenIdsBits?: number;
  /** Most records in one insert. */
  maxRecords?: number;
}

/**
 * Events topic -> ClickHouse and PostgreSQL. One reader of the log; a batch of each partition at a time. While an
 * engine is away batches fail and are read again: nothing is committed, nothing piles up in memory.
 */
export class Pipeline {
  private readonly topic: string;
  private readonly group: string;
  private readonly outages: OutageReporter;
  private readonly gauges = new PartitionGauges();
  private readonly seen: SeenIds;
  private readonly router: PartitionRouter;
  private readonly batches: BatchStore;
  private consumer: LogConsumer | null = null;
  private pruning: NodeJS.Timeout | null = null;
  private sweeping: NodeJS.Timeout | null = null;
  private swept: Promise<void> = Promise.resolve();
  private readonly merges: MergePublisher;
  /** Errors that were reported with their partition, so that the log's report of them is not a second one. */
  private readonly reported = new WeakSet<object>();

  constructor(private readonly options: PipelineOptions) {
    this.topic = options.topic ?? EVENTS_TOPIC;
    this.group = options.group ?? PIPELINE_GROUP;
    const { ports } = options;
    this.outages = new OutageReporter(options.logger);
    this.seen = new SeenIds({
      storedHashes: () => ports.events.storedHashes(),
      bits: options.seenIdsBits,
      onError: (error) => this.outages.failed('The filter of message ids', error),
    });
    const deduplicator = new Deduplicator(ports.events, this.seen, new BatchesInFlight());
    this.merges = new MergePublisher(ports.identities, ports.events);
    this.batches = new BatchStore(ports, { ports, deduplicator }, this.merges);
    this.router = new PartitionRouter((partition) => this.createWriter(partition));
  }

  /** @throws when the log cannot be reached; may be called again then. */
  async start(): Promise<void> {
    await this.adoptLog();
    this.consumer = await this.options.log.consume({
      topic: this.topic,
      group: this.group,
      maxBatchBytes: MAX_BATCH_BYTES,
      onAssigned: (_topic, partitions) => this.onAssigned(partitions),
      onBatch: (batch) => this.onBatch(batch),
      onAnew: (_topic, partition) => this.onAnew(partition),
      onReading: (lane = 'live') => this.outages.worked(READING[lane]),
      onError: (error, lane) => this.onError(error, lane),
    });
    this.pruning = setInterval(() => void this.prune(), PRUNE_EVERY_MS).unref();
    this.sweeping = setTimeout(() => this.sweepOnAndOn(), SWEEP_EVERY_MS).unref();
  }

  /** Ends after the batches in hand. */
  async stop(): Promise<void> {
    if (this.pruning) clearInterval(this.pruning);
    if (this.sweeping) clearTimeout(this.sweeping);
    this.sweeping = null;
    await this.consumer?.stop();
    this.consumer = null;
    await this.swept;
    await this.seen.close();
  }

  private async adoptLog(): Promise<void> {
    const { log, logger, ports } = this.options;
    const setAside = () => ports.events.setAside();
    const other = await ports.intents.adoptLog(this.topic, await log.identity(), setAside);
    if (other === null) return;
    logger.warn(
      `This is another log than the one that ${this.topic} was read from so far (${other}); it is read from its own start.`,
    );
  }

  private createWriter(partition: number): PartitionWriter {
    const { ports, maxRecords } = this.options;
    return new PartitionWriter({
      topic: this.topic,
      partition,
      intents: ports.intents,
      maxRecords,
      store: (records, range) => this.batches.store(this.topic, partition, records, range),
      onSkipped: (count) => this.onSkipped(count),
      endsBefore: (storedUpTo) => this.endsBefore(partition, storedUpTo),
      isRefilled: () => this.isRefilled(partition),
      forgetLog: () => this.forgetLog(partition),
    });
  }

  private onAssigned(partitions: number[]): void {
    this.router.onAssigned(partitions);
    for (const left of this.gauges.assigned(partitions)) this.outages.leave(storing(left));
    // Whoever had these partitions before stored ids that the filter has not.
    this.seen.invalidate();
  }

  private async onBatch(batch: LogBatch): Promise<BatchResult> {
    const putDown = this.gauges.begin(batch);
    try {
      const result = await this.attempt(batch, () => this.router.onBatch(batch));
      if (result?.afterCommit) return { ...result, afterCommit: () => this.afterCommit(batch, result) };
      this.onStored(batch, result);
      return result;
    } finally {
      putDown();
    }
  }

  /** The batch is done only with this: else each try would end an outage that lasts, and begin another. */
  private async afterCommit(batch: LogBatch, result: NonNullable<BatchResult>): Promise<void> {
    await this.attempt(batch, async () => result.afterCommit?.());
    this.onStored(batch, result);
  }

  private onStored(batch: LogBatch, result: BatchResult): void {
    this.outages.worked(storing(batch.partition));
    this.outages.worked(READING[batch.partition < FIRST_BULK_PARTITION ? 'live' : 'bulk']);
    this.gauges.stored(batch, result);
  }

  /** @throws what `work` throws, once it is reported with its partition */
  private async attempt<T>(batch: LogBatch, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.gauges.failed(batch);
      this.outages.failed(storing(batch.partition), error);
      this.options.ports.projects.forget();
      if (typeof error === 'object' && error !== null) this.reported.add(error);
      throw error;
    }
  }

  private onError(error: unknown, lane: Lane = 'live'): void {
    const known = typeof error === 'object' && error !== null && this.reported.has(error);
    if (!known) this.outages.failed(READING[lane], error);
  }

  private onSkipped(count: number): void {
    pipelineMetrics.skipped.inc(count);
    this.seen.invalidate();
  }

  /** The batch's own word on where the log ends may be old; only a fresh one proves that the log is another. */
  private async endsBefore(partition: number, storedUpTo: bigint): Promise<boolean> {
    const progress = await this.options.log.progress(this.topic, this.group);
    const end = progress.find((entry) => entry.partition === partition)?.end;
    return end !== undefined && end < storedUpTo;
  }

  /** A topic that was made anew and has grown past its old end is told by its times alone. */
  private async isRefilled(partition: number): Promise<boolean> {
    const { log, ports } = this.options;
    const known = await ports.intents.checkpoint(this.topic, partition);
    return known !== null && (await log.hasLater(this.topic, partition, known));
  }

  private async onAnew(partition: number): Promise<void> {
    await this.forgetLog(partition);
    this.router.onAssigned([partition]);
  }

  /** Events first: ranges that are still there make the next try come here again. */
  private async forgetLog(partition: number): Promise<void> {
    const { logger, ports } = this.options;
    await ports.events.setAside(partition);
    await ports.intents.forget(this.topic, partition);
    logger.warn(
      `Partition ${partition} of ${this.topic} does not hold what was stored from it, so the topic was made anew; it is read from its start.`,
    );
  }

  private sweepOnAndOn(): void {
    this.swept = this.sweep().then(() => {
      if (this.sweeping) this.sweeping = setTimeout(() => this.sweepOnAndOn(), SWEEP_EVERY_MS).unref();
    });
  }

  /** Merges made by hand, and those of a process that died between deciding and publishing. */
  private async sweep(): Promise<void> {
    try {
      this.merges.note();
      await this.merges.flush();
      this.outages.worked('Publishing merges of people');
    } catch (error) {
      this.outages.failed('Publishing merges of people', error);
    }
  }

  private async prune(): Promise<void> {
    try {
      await this.options.ports.intents.prune();
      this.outages.worked('Pruning batch intents');
    } catch (error) {
      this.outages.failed('Pruning batch intents', error);
    }
  }
}
