import type { Query } from '../conditions/bound.js';
import type { ClickHouseClient, ClickHouseSettings } from './create-clickhouse.js';
import { orUnavailable } from './clickhouse-unavailable.js';

/**
 * Rows of an answer, all of them.
 * @throws ClickHouseUnavailable when there is nobody to ask
 */
export async function ask<Row>(
  client: ClickHouseClient,
  { query, query_params }: Query,
  settings: ClickHouseSettings = {},
): Promise<Row[]> {
  try {
    const result = await client.query({
      query,
      query_params,
      format: 'JSONEachRow',
      clickhouse_settings: settings,
    });
    return await result.json<Row>();
  } catch (error) {
    return orUnavailable(error);
  }
}
