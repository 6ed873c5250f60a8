import type { EventRow } from '@groundswell/clickhouse';
import type { BatchIntents, DeadLetterStore, ErasedIds, IdentityStore } from '@groundswell/postgres';
import type { ProjectSource } from '../projects/project-settings.js';

/** Person `fromPersonId` counts as `intoPersonId`, in the past too. */
export interface Merge {
  projectId: number;
  fromPersonId: number;
  intoPersonId: number;
  /** The highest of a person holds. */
  sequence: number;
}

/** A place in the events topic. */
export interface LogPosition {
  partition: number;
  offset: bigint;
}

/** Where rows of events go: ClickHouse. */
export interface EventStore {
  /** Stores the rows once per token, however often it is called with it. */
  insert(rows: EventRow[], token: string): Promise<void>;
  /** Which rows it can never take, by index, and why; asked after `insert` threw RowsRefused. */
  findRefused(rows: EventRow[]): Promise<Map<number, string>>;
  /** Of these ids, those stored already by records before `before` in its partition or by any in another. */
  findStored(projectId: number, messageIds: string[], before: LogPosition): Promise<Set<string>>;
  /** From now on all that came by these partitions, or by any, is from before everything else: that log is gone. */
  setAside(partition?: number): Promise<void>;
  /** Hashes (see `hashMessageId`) of all that is stored, as pairs of low and high half. */
  storedHashes(): AsyncIterable<Uint32Array>;
  insertMerges(merges: Merge[]): Promise<void>;
}

export type Identities = Pick<IdentityStore, 'resolve' | 'unpublishedMerges' | 'markMergesPublished'>;
export type Intents = Pick<
  BatchIntents,
  'adoptLog' | 'openIntent' | 'plan' | 'markStored' | 'storedUpTo' | 'checkpoint' | 'prune' | 'forget'
>;
/** Which ids were erased, as of now. */
export type Erased = Pick<ErasedIds, 'of'>;
export type DeadLetters = Pick<DeadLetterStore, 'add'>;

/** Everything that the pipeline reads from and writes to; the log itself it only consumes. */
export interface PipelinePorts {
  projects: ProjectSource;
  identities: Identities;
  erased: Erased;
  intents: Intents;
  deadLetters: DeadLetters;
  events: EventStore;
}
