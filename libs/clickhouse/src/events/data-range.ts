import type { ClickHouseClient } from '../connection/create-clickhouse.js';

/** First and last local day with any event, or null while there is none. Read from the rollup. */
export async function dataRange(
  client: ClickHouseClient,
  projectId: number,
): Promise<{ firstDay: string; lastDay: string } | null> {
  const result = await client.query({
    query: `SELECT toString(min(local_date)) AS firstDay, toString(max(local_date)) AS lastDay, count() AS days
            FROM activity WHERE project_id = {project:UInt32}`,
    query_params: { project: projectId },
    format: 'JSONEachRow',
  });
  const [row] = await result.json<{ firstDay: string; lastDay: string; days: number }>();
  return row && Number(row.days) > 0 ? { firstDay: row.firstDay, lastDay: row.lastDay } : null;
}

/** Events stored for a project. */
export async function countEvents(client: ClickHouseClient, projectId: number): Promise<number> {
  const result = await client.query({
    query: 'SELECT count() AS events FROM events WHERE project_id = {project:UInt32}',
    query_params: { project: projectId },
    format: 'JSONEachRow',
  });
  const [row] = await result.json<{ events: number | string }>();
  return Number(row?.events ?? 0);
}
