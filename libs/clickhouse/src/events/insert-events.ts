import { ask } from '../connection/ask.js';
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
  traffic: 1,
  clamped: 1,
  log_partition: 1,
  log_offset: 1,
} satisfies Record<keyof EventRow, 1>) as [keyof EventRow, ...(keyof EventRow)[]];

/** What the table itself puts into a column that an insert leaves out. */
const DEFAULTS: Partial<EventRow> = {
  session_id: '',
  country: '',
  device_type: '',
  os: '',
  browser: '',
  app_version: '',
  referrer: '',
  utm_source: '',
  utm_medium: '',
  utm_campaign: '',
  utm_content: '',
  utm_term: '',
  import_id: '',
  traffic: 'human',
  clamped: false,
};

/** Columns in which these rows say anything: each costs its share of an insert, and a few are hardly ever used. */
function columnsOf(rows: EventRow[]): [keyof EventRow, ...(keyof EventRow)[]] {
  const isUsed = (column: keyof EventRow) => {
    if (column === 'click_ids') return rows.some((row) => hasAny(row.click_ids));
    return !(column in DEFAULTS) || rows.some((row) => row[column] !== DEFAULTS[column]);
  };
  return COLUMNS.filter(isUsed) as [keyof EventRow, ...(keyof EventRow)[]];
}

function hasAny(map: object): boolean {
  for (const _ in map) return true;
  return false;
}

/** The store does not take these rows, now or later: something in them is the obstacle, not the engine. */
export class RowsRefused extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'RowsRefused';
  }
}

/**
 * Stores the rows once per token, in `events` and in every rollup that follows it, however often it is called with
 * the same rows and token (docs/adr/0003-exactly-once-effect.md).
 * @throws RowsRefused when at least one of the rows can never be stored; then none of them is
 */
export async function insertEvents(client: ClickHouseClient, rows: EventRow[], token: string): Promise<void> {
  if (rows.length === 0) return;
  try {
    await insert(client, rows, token);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    // Numbers beyond 64 bits stop the fast parser, lone surrogates both. Rare, so only those batches pay for the slow
    // way. Blocks of the first try that went in are known by the token, and the same rows always go the same way.
    await insertSlowly(client, rows, token);
  }
}

async function insertSlowly(
  client: ClickHouseClient,
  rows: EventRow[],
  token: string,
  table?: string,
): Promise<void> {
  try {
    await insert(client, rows.map(wellFormed), token, { allow_simdjson: 0 }, table);
  } catch (error) {
    throw isUnreadable(error) ? new RowsRefused(error) : error;
  }
}

/**
 * Which of the rows can never be stored, by their index, each with what ClickHouse says of it. Nothing is stored: the
 * rows are read into a table of the same columns that keeps nothing, in halves, down to the single row.
 */
export async function findRefusedRows(
  client: ClickHouseClient,
  rows: EventRow[],
): Promise<Map<number, string>> {
  const table = await nowhere(client);
  const refused = new Map<number, string>();
  const look = async (from: number, to: number): Promise<void> => {
    const problem = await problemWith(client, rows.slice(from, to), table);
    if (problem === null) return;
    if (to - from === 1) return void refused.set(from, problem);
    const middle = (from + to) >> 1;
    await look(from, middle);
    await look(middle, to);
  };
  if (rows.length > 0) await look(0, rows.length);
  return refused;
}

async function nowhere(client: ClickHouseClient): Promise<string> {
  const columns = await ask<{ name: string; type: string }>(client, {
    query: `SELECT name, type FROM system.columns
            WHERE database = currentDatabase() AND table = 'events' AND name IN {names:Array(String)}`,
    query_params: { names: COLUMNS },
  });
  const structure = columns.map(({ name, type }) => `${name} ${type}`).join(', ');
  return `FUNCTION null('${structure.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}')`;
}

async function problemWith(
  client: ClickHouseClient,
  rows: EventRow[],
  table: string,
): Promise<string | null> {
  try {
    await insertSlowly(client, rows, '', table);
    return null;
  } catch (error) {
    if (error instanceof RowsRefused) return error.message;
    throw error;
  }
}

async function insert(
  client: ClickHouseClient,
  values: EventRow[],
  token: string,
  settings: ClickHouseSettings = {},
  table = 'events',
): Promise<void> {
  const columns = columnsOf(values);
  await client.insert({
    table,
    columns,
    // Arrays, not objects: names are neither written nor read for each row.
    values: values.map((row) => columns.map((column) => row[column])),
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

/**
 * What ClickHouse answers when the rows are the obstacle. The values of a block are read before any of it is written, so
 * nothing of it is in.
 */
const UNREADABLE = new Set([
  '6', // CANNOT_PARSE_TEXT
  '25', // CANNOT_PARSE_ESCAPE_SEQUENCE
  '26', // CANNOT_PARSE_QUOTED_STRING
  '27', // CANNOT_PARSE_INPUT_ASSERTION_FAILED
  '38', // CANNOT_PARSE_DATE
  '41', // CANNOT_PARSE_DATETIME
  '53', // TYPE_MISMATCH
  '69', // ARGUMENT_OUT_OF_BOUND
  '72', // CANNOT_PARSE_NUMBER
  '117', // INCORRECT_DATA
  '131', // TOO_LARGE_STRING_SIZE
  '321', // VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE
  '467', // CANNOT_PARSE_BOOL
  '636', // CANNOT_EXTRACT_TABLE_STRUCTURE
]);

export function isUnreadable(error: unknown): boolean {
  return UNREADABLE.has(String((error as { code?: unknown } | null)?.code ?? ''));
}
