import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import type { EventRow } from './event-row.js';

/**
 * Stores the rows once per token, in `events` and in every rollup that follows it, however often it is called with
 * the same rows and token (docs/adr/0003-exactly-once-effect.md).
 */
export async function insertEvents(client: ClickHouseClient, rows: EventRow[], token: string): Promise<void> {
  if (rows.length === 0) return;
  await client.insert({
    table: 'events',
    values: rows,
    format: 'JSONEachRow',
    clickhouse_settings: {
      insert_deduplication_token: token,
      deduplicate_blocks_in_dependent_materialized_views: 1,
      async_insert: 0,
      date_time_input_format: 'best_effort',
      // One block per insert: the token stands for the whole of it.
      max_insert_block_size: '1000000',
      // An import may span any number of months; each is a partition.
      max_partitions_per_insert_block: '0',
    },
  });
}
