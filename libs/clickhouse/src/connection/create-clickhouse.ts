import {
  type ClickHouseClient,
  ClickHouseLogLevel,
  type ClickHouseSettings,
  createClient,
} from '@clickhouse/client';
import { EMBEDDED_MEMORY_BYTES, EmbeddedConnection } from './embedded-connection.js';

export type { ClickHouseClient, ClickHouseSettings } from '@clickhouse/client';

const SETTINGS: ClickHouseSettings = {
  output_format_json_quote_64bit_integers: 0,
  join_use_nulls: 0,
  // Two keys of a sender may name the same path ({"a":{"b":1},"a.b":2}); the first is kept, the event is not lost.
  type_json_skip_duplicated_paths: 1,
};

/**
 * The official client, over HTTP or on the engine in this process. The embedded engine holds its folder alone:
 * one process per folder, until `close`.
 * @throws Error when another process holds the folder
 */
export function createClickHouse(target: { url: string } | { path: string }): ClickHouseClient {
  return 'url' in target ? overHttp(target.url) : embedded(target.path);
}

function overHttp(url: string): ClickHouseClient {
  return createClient({
    url,
    clickhouse_settings: {
      ...SETTINGS,
      // An answer that fails half-way is an error, never a shorter answer.
      wait_end_of_query: 1,
    },
    request_timeout: 120_000,
    // Errors are thrown; whoever catches them logs them, and not to the console.
    log: { level: ClickHouseLogLevel.OFF },
    compression: { request: true, response: true },
    use_multipart_params_auto: true,
  });
}

function embedded(path: string): ClickHouseClient {
  const connection = openFolder(path);
  const clickhouse_settings = {
    ...SETTINGS,
    // One report cannot take what the inserts need.
    max_memory_usage: String(Math.floor(EMBEDDED_MEMORY_BYTES * 0.8)),
  };
  return createClient({
    connection,
    clickhouse_settings,
    log: { level: ClickHouseLogLevel.OFF },
  } as Parameters<typeof createClient>[0]);
}

function openFolder(path: string): EmbeddedConnection {
  try {
    return new EmbeddedConnection(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    if (!/CANNOT_OPEN_FILE|lock/i.test(reason)) throw cause;
    throw new Error(`The ClickHouse data in ${path} is in use by another process; stop that one first.`, {
      cause,
    });
  }
}
