import type { EventRow } from '@groundswell/clickhouse';
import type { DeadLetter } from '@groundswell/postgres';
import type { Merge } from '../ports/ports.js';
import type { DropReason } from '../steps/outcome.js';

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
