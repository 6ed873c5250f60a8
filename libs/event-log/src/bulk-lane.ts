import type {
  AppendResult,
  BatchResult,
  ConsumerOptions,
  EventLog,
  Lane,
  LogBatch,
  LogConsumer,
  NewRecord,
} from './event-log.js';

/** Partitions of the bulk lane are numbered from here on: the upper half of what 16 bits hold. */
export const FIRST_BULK_PARTITION = 0x8000;

/**
 * The log with a second lane for each topic: partitions of their own, with readers of their own, for what may wait, so that
 * nothing waits behind it (docs/adr/0038-bulk-lane.md). To whoever reads the topic they are more of its partitions.
 */
export function withBulkLane(log: EventLog): EventLog {
  return new LanedLog(log);
}

/** Of a topic or a group. */
const bulkOf = (name: string) => `${name}.bulk`;
const inBulk = <Place extends { partition: number }>(place: Place): Place => ({
  ...place,
  partition: place.partition + FIRST_BULK_PARTITION,
});

class LanedLog implements EventLog {
  constructor(private readonly log: EventLog) {}

  async ensureTopic(topic: string, partitions: number, retentionDays?: number): Promise<void> {
    await this.log.ensureTopic(topic, partitions, retentionDays);
    await this.log.ensureTopic(bulkOf(topic), partitions, retentionDays);
  }

  async append(topic: string, records: NewRecord[], lane?: Lane): Promise<AppendResult> {
    if (lane !== 'bulk') return this.log.append(topic, records);
    return (await this.log.append(bulkOf(topic), records)).map(inBulk);
  }

  async consume(options: ConsumerOptions): Promise<LogConsumer> {
    const readers = [await this.log.consume(options)];
    const stop = async () => void (await Promise.all(readers.map((reader) => reader.stop())));
    try {
      readers.push(await this.log.consume(ofBulk(options)));
    } catch (error) {
      await stop();
      throw error;
    }
    return { stop };
  }

  async progress(
    topic: string,
    group: string,
  ): Promise<{ partition: number; committed: bigint; end: bigint }[]> {
    const own = await this.log.progress(topic, group);
    return [...own, ...(await this.log.progress(bulkOf(topic), bulkOf(group))).map(inBulk)];
  }

  hasLater(topic: string, partition: number, upTo: { offset: bigint; time: number }): Promise<boolean> {
    const bulk = partition - FIRST_BULK_PARTITION;
    return bulk < 0
      ? this.log.hasLater(topic, partition, upTo)
      : this.log.hasLater(bulkOf(topic), bulk, upTo);
  }

  async rewind(topic: string, group: string): Promise<void> {
    await this.log.rewind(topic, group);
    await this.log.rewind(bulkOf(topic), bulkOf(group));
  }

  ping(): Promise<void> {
    return this.log.ping();
  }

  identity(): Promise<string> {
    return this.log.identity();
  }

  backlog(): { appends: number; bytes: number } {
    return this.log.backlog?.() ?? { appends: 0, bytes: 0 };
  }

  close(): Promise<void> {
    return this.log.close();
  }
}

function ofBulk(options: ConsumerOptions): ConsumerOptions {
  const { topic, group, onBatch, onAssigned, onAnew, onReading, onError } = options;
  return {
    ...options,
    topic: bulkOf(topic),
    group: bulkOf(group),
    onBatch: (batch: LogBatch): Promise<BatchResult> => onBatch({ ...inBulk(batch), topic }),
    onAssigned: (_, partitions) =>
      onAssigned?.(
        topic,
        partitions.map((partition) => partition + FIRST_BULK_PARTITION),
      ),
    onAnew: (_, partition) => onAnew?.(topic, partition + FIRST_BULK_PARTITION),
    onReading: () => onReading?.('bulk'),
    onError: (error) => onError?.(error, 'bulk'),
  };
}
