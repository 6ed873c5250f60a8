import { PAGE_VIEW, RESERVED_EVENTS, SCREEN_VIEW } from '@groundswell/contracts';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';

const MOST = 500;

/**
 * Events of local days, both included, whatever sent them, those of most people first: also a server's, which make nobody active.
 * Bookkeeping of SDKs is left out; of those that begin with `$` views alone are named. Read from the rollup.
 * @throws ClickHouseUnavailable when there is nobody to ask
 */
export async function eventNames(
  client: ClickHouseClient,
  projectId: number,
  { from, to }: { from: string; to: string },
): Promise<string[]> {
  const rows = await ask<{ name: string }>(client, {
    query: `SELECT toString(event) AS name
            FROM (
              SELECT event, groupBitmapMerge(people) AS users FROM activity
              WHERE project_id = {project:UInt32} AND local_date BETWEEN {from:Date} AND {to:Date}
                AND (NOT startsWith(event, '$') OR event IN {views:Array(String)})
                AND event NOT IN {reserved:Array(String)}
              GROUP BY event
            )
            ORDER BY users DESC, name LIMIT ${MOST}`,
    query_params: {
      project: projectId,
      from,
      to,
      views: [PAGE_VIEW, SCREEN_VIEW],
      reserved: [...RESERVED_EVENTS],
    },
  });
  return rows.map(({ name }) => name);
}
