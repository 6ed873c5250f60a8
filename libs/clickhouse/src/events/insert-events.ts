import type { ClickHouseClient, ClickHouseSettings } from '../connection/create-clickhouse.js';
import type { EventRow } from './event-row.js';
import { wellFormed } from './well-formed.js';

/** Every column of a row, each once: the type asks for all of them. */
const COLUMNS = Object.keys({
  project_id: 1,
  local_date: 1,
  event: 1,
  person_id: 1,
  timestamp: 1,
  received_at: 1,
  event_id: 1,
  distinct_id: 1,
  platform: 1,
  session_id: 1,
  country: 1,
  device_type: 1,
  os: 1,
  browser: 1,
  app_version: 1,
  referrer: 1,
  utm_source: 1,
  utm_medium: 1,
  utm_campaign: 1,
  utm_content: 1,
  utm_term: 1,
  click_ids: 1,
  properties: 1,
  import_id: 1,
  clamped: 1,
  log_partition: 1,
  log_offset: 1,
} satisfies Record<keyof EventRow, 1>) as [keyof EventRow, ...(keyof EventRow)[]];

/**
 * Stores the rows once per token, in `events` and in every rollup that follows it, however often it is called with
 * the same rows and token (docs/adr/0003-exactly-once-effect.md). No text or number of a sender makes it fail.
 */
export async function insertEvents(client: ClickHouseClient, rows: EventRow[], token: string): Promise<void> {
  if (rows.length === 0) return;
  try {
    await insert(client, rows, token);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    // Numbers beyond 64 bits stop the fast parser, lone surrogates both. Rare, so only those batches pay for the slow
    // way. Blocks of the first try that went in are known by the token, and the same rows always go the same way.
    await insert(client, rows.map(wellFormed), token, { allow_simdjson: 0 });
  }
}

async function insert(
  client: ClickHouseClient,
  values: EventRow[],
  token: string,
  settings: ClickHouseSettings = {},
): Promise<void> {
  await client.insert({
    table: 'events',
    columns: COLUMNS,
    // Arrays, not objects: names are neither written nor read for each row.
    values: values.map((row) => COLUMNS.map((column) => row[column])),
    format: 'JSONCompactEachRow',
    clickhouse_settings: {
      insert_deduplication_token: token,
      deduplicate_blocks_in_dependent_materialized_views: 1,
      async_insert: 0,
      date_time_input_format: 'best_effort',
      // What a sender wrote as text stays that text, also where it looks like a time.
      input_format_try_infer_dates: 0,
      input_format_try_infer_datetimes: 0,
      // One block per insert: the token stands for the whole of it.
      max_insert_block_size: '1000000',
      // An import may span any number of months; each is a partition.
      max_partitions_per_insert_block: '0',
      ...settings,
    },
  });
}

/** CANNOT_PARSE_ESCAPE_SEQUENCE, _QUOTED_STRING, _INPUT_ASSERTION_FAILED, INCORRECT_DATA: the rows are the obstacle. */
const UNREADABLE = new Set(['25', '26', '27', '117']);

function isUnreadable(error: unknown): boolean {
  return UNREADABLE.has(String((error as { code?: unknown } | null)?.code ?? ''));
}
