import type { EventRow } from '@groundswell/clickhouse';
import type { DropReason } from '@groundswell/ingestion';
import type { DeadLetter } from '@groundswell/postgres';
import type { Merge } from '../ports/ports.js';

/** The named outputs of the steps for one range of records. */
export interface BatchResult {
  rows: EventRow[];
  deadLetters: DeadLetter[];
  drops: Map<DropReason, number>;
  merges: Merge[];
  /** To be called once the rows are stored. */
  stored(): void;
  /** To be called whatever became of the batch. */
  release(): void;
}
