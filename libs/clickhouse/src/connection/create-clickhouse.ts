import { type ClickHouseClient, type ClickHouseSettings, createClient } from '@clickhouse/client';
import { createChdbConnection } from 'chdb/connection';

export type { ClickHouseClient, ClickHouseSettings } from '@clickhouse/client';

const SETTINGS: ClickHouseSettings = {
  output_format_json_quote_64bit_integers: 0,
  // Two keys of a sender may name the same path ({"a":{"b":1},"a.b":2}); the first is kept, the event is not lost.
  type_json_skip_duplicated_paths: 1,
  max_memory_usage: String(8 * 1024 ** 3),
};

/**
 * The official client, over HTTP or on the engine in this process. The embedded engine holds its folder alone:
 * one process per folder.
 */
export function createClickHouse(target: { url: string } | { path: string }): ClickHouseClient {
  if ('url' in target) {
    return createClient({
      url: target.url,
      clickhouse_settings: SETTINGS,
      request_timeout: 120_000,
      compression: { request: true, response: true },
    });
  }
  const connection = createChdbConnection({ path: target.path });
  return createClient({ connection, clickhouse_settings: SETTINGS } as Parameters<typeof createClient>[0]);
}
