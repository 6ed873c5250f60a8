import { CLICKHOUSE, type ClickHouseClient } from '@groundswell/clickhouse';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Product } from './product.js';

export interface StoredEvent {
  messageId: string;
  event: string;
  distinctId: string;
  personId: number;
  platform: string;
  properties: Record<string, unknown>;
}

/** Every row that a project has in the store, one for each time that an event was stored. People as they were then. */
export async function storedEvents(product: Product, projectId: number): Promise<StoredEvent[]> {
  const clickhouse = product.app.get<ClickHouseClient>(CLICKHOUSE, { strict: false });
  const answer = await clickhouse.query({
    query: `SELECT event_id AS messageId, event, distinct_id AS distinctId, person_id AS personId, platform,
                   toJSONString(properties) AS properties
            FROM events WHERE project_id = {project:UInt32} ORDER BY received_at, messageId`,
    query_params: { project: projectId },
    format: 'JSONEachRow',
  });
  const rows = await answer.json<Omit<StoredEvent, 'properties'> & { properties: string }>();
  return rows.map((row) => ({
    ...row,
    properties: JSON.parse(row.properties) as Record<string, unknown>,
  }));
}

/** The same once there are at least so many, or after `limitMs`: the test then says what is missing. */
export async function untilStored(
  product: Product,
  projectId: number,
  count: number,
  limitMs = 30_000,
): Promise<StoredEvent[]> {
  const until = Date.now() + limitMs;
  for (;;) {
    await product.untilStored();
    const rows = await storedEvents(product, projectId);
    if (rows.length >= count || Date.now() > until) return rows;
    await sleep(200);
  }
}
