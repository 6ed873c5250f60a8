/** One record to append. `value` is what the consumer gets back, byte for byte. */
export interface NewRecord {
  key: string;
  value: Buffer;
}

export interface LogRecord {
  /** Dense within a partition; the embedded and the Kafka log alike hand it as a bigint. */
  offset: bigint;
  key: string;
  value: Buffer;
  /** When the log took it, ms since epoch. */
  timestamp: number;
}

/** Records of one partition in offset order, without gaps that hold data. */
export interface LogBatch {
  topic: string;
  partition: number;
  records: LogRecord[];
  /** The offset the next appended record will get, as known when the batch was read: lag = this - last - 1. */
  endOffset: bigint;
}

/**
 * Says how far a partition is done: the next read after a restart begins at `nextOffset`. Returning null
 * commits nothing yet (records are being held for a larger batch).
 */
export type BatchResult = {
  nextOffset: bigint;
  /** The partition is not the one that was read so far: it is read again from `nextOffset`, or the first that it has. */
  anew?: true;
  /**
   * Called once `nextOffset` is committed; never where that fails, and perhaps not where reading ends meanwhile. After a throw
   * the partition is read again from there.
   */
  afterCommit?(): Promise<void>;
} | null;

export interface ConsumerOptions {
  topic: string;
  group: string;
  /** Called for one batch of a partition at a time. A throw leaves the offset as it was and the batch is read again. */
  onBatch(batch: LogBatch): Promise<BatchResult>;
  /** Called when partitions are taken over or given up, before any batch of them. State kept per partition must be dropped. */
  onAssigned?(topic: string, partitions: number[]): void | Promise<void>;
  /**
   * Called when a partition turns out to end before what was read of it: its topic was made anew, and is read from its start
   * once this has resolved; that start is committed by then. What was kept of the partition is of another topic. After a throw it is called again.
   */
  onAnew?(topic: string, partition: number): void | Promise<void>;
  /** Called when it reads again after failures that `onError` was told of, and perhaps at other times. */
  onReading?(lane?: Lane): void;
  /** Upper bound of bytes in a batch. */
  maxBatchBytes?: number;
  /** Called when a batch or the connection fails; reading goes on by itself after a pause. Without a lane it is the live one. */
  onError?(error: unknown, lane?: Lane): void;
}

export interface LogConsumer {
  /** Ends after the batch in hand is done and its offset committed. */
  stop(): Promise<void>;
}

export type Lane = 'live' | 'bulk';

/** Where appended records ended: the highest offset per partition. */
export type AppendResult = { partition: number; lastOffset: bigint }[];

/**
 * The durable log between collector and pipeline. `append` resolves only once every record is durable
 * (Kafka: acks all); it rejects with EventLogUnavailable when the log cannot take them now.
 */
export interface EventLog {
  /**
   * Makes the topic where there is none.
   * @param retentionDays records older than that may be dropped; not given: a new topic keeps all, and how long an
   *   existing one keeps them is left as it is
   */
  ensureTopic(topic: string, partitions: number, retentionDays?: number): Promise<void>;
  /** @param lane `bulk` for what may wait, so that nothing else waits behind it, where the log has such a lane */
  append(topic: string, records: NewRecord[], lane?: Lane): Promise<AppendResult>;
  consume(options: ConsumerOptions): Promise<LogConsumer>;
  /** Committed next offset (the first that is there, where the group has committed none) and end offset of each partition. */
  progress(topic: string, group: string): Promise<{ partition: number; committed: bigint; end: bigint }[]>;
  /**
   * Whether any record of the partition up to `offset` came after `time` (ms since epoch): where all of them had come by
   * then, that is another log. Records that are not kept any more came before.
   */
  hasLater(topic: string, partition: number, upTo: { offset: bigint; time: number }): Promise<boolean>;
  /** Moves a group to the start of the topic. @throws when it has running members, who would go on from where they are */
  rewind(topic: string, group: string): Promise<void>;
  /** Rejects when the log is not reachable. */
  ping(): Promise<void>;
  /**
   * Names this log for good, whatever its address: offsets of one mean nothing in another.
   * @throws when the log is not reachable
   */
  identity(): Promise<string>;
  /** Appends of this process that are not acknowledged yet. */
  backlog?(): { appends: number; bytes: number };
  close(): Promise<void>;
}

/** The log cannot take records now; the caller should answer 503 with Retry-After. */
export class EventLogUnavailable extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'EventLogUnavailable';
  }
}

/** Nest injection token of the log. */
export const EVENT_LOG = Symbol('EventLog');
