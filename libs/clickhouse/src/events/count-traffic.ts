import type { Traffic } from '@groundswell/contracts';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';

/**
 * Stored events of local days, both included, by what sent them. Raw events that were deleted by age are not among them.
 * @throws ClickHouseUnavailable when there is nobody to ask
 */
export async function countTraffic(
  client: ClickHouseClient,
  projectId: number,
  { from, to }: { from: string; to: string },
): Promise<Record<Traffic, number>> {
  const rows = await ask<{ traffic: Traffic; events: number | string }>(client, {
    query: `SELECT traffic, count() AS events FROM events
            WHERE project_id = {project:UInt32} AND local_date BETWEEN {from:Date} AND {to:Date}
            GROUP BY traffic`,
    query_params: { project: projectId, from, to },
  });
  const counts = { human: 0, bot: 0, internal: 0 };
  for (const { traffic, events } of rows) counts[traffic] = Number(events);
  return counts;
}
