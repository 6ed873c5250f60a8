import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';

/** Events that one import stored, those of rows that were stored before left out. */
export async function countImported(
  client: ClickHouseClient,
  projectId: number,
  importId: string,
): Promise<number> {
  const [row] = await ask<{ events: number | string }>(client, {
    query: `SELECT count() AS events FROM events
            WHERE project_id = {project:UInt32} AND import_id = {import:String}`,
    query_params: { project: projectId, import: importId },
  });
  return Number(row?.events ?? 0);
}
