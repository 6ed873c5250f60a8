import { LINK_CLICK } from '@groundswell/contracts';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';

/** Whether anybody followed a tracking link of the project; what only they need is skipped where nobody did. */
export async function hasLinkClicks(client: ClickHouseClient, projectId: number): Promise<boolean> {
  const rows = await ask(client, {
    query: `SELECT 1 AS one FROM activity WHERE project_id = {project:UInt32} AND event = {click:String} LIMIT 1`,
    query_params: { project: projectId, click: LINK_CLICK },
  });
  return rows.length > 0;
}
