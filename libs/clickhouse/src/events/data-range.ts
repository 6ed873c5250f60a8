import { PAGE_VIEW, RESERVED_EVENTS, SCREEN_VIEW, type TrafficSwitch } from '@groundswell/contracts';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';

/** The rollups of all events of the switch. */
const TABLES: Record<TrafficSwitch, string> = {
  human: 'activity',
  all: '(SELECT * EXCEPT people FROM activity UNION ALL SELECT * EXCEPT people FROM other_activity)',
};

/** First and last local day with any event, whatever sent it, or null while there is none. Read from the rollups. */
export async function dataRange(
  client: ClickHouseClient,
  projectId: number,
): Promise<{ firstDay: string; lastDay: string } | null> {
  const [row] = await ask<{ firstDay: string; lastDay: string; days: number }>(client, {
    query: `SELECT toString(min(local_date)) AS firstDay, toString(max(local_date)) AS lastDay, count() AS days
            FROM ${TABLES.all} WHERE project_id = {project:UInt32}`,
    query_params: { project: projectId },
  });
  return row && Number(row.days) > 0 ? { firstDay: row.firstDay, lastDay: row.lastDay } : null;
}

/**
 * Last local day on which somebody did something: bookkeeping such as an identify, which may come long after the log
 * of an import has ended, does not prolong the observation.
 */
export async function lastObservedDay(
  client: ClickHouseClient,
  projectId: number,
  traffic: TrafficSwitch,
): Promise<string | null> {
  const [row] = await ask<{ lastDay: string; days: number }>(client, {
    query: `SELECT toString(max(local_date)) AS lastDay, count() AS days FROM ${TABLES[traffic]}
            WHERE project_id = {project:UInt32} AND event NOT IN {reserved:Array(String)}
              AND (NOT startsWith(event, '$') OR event IN {views:Array(String)})`,
    query_params: {
      project: projectId,
      reserved: [...RESERVED_EVENTS],
      views: [PAGE_VIEW, SCREEN_VIEW],
    },
  });
  return row && Number(row.days) > 0 ? row.lastDay : null;
}

/** Events stored for a project. */
export async function countEvents(client: ClickHouseClient, projectId: number): Promise<number> {
  const [row] = await ask<{ events: number | string }>(client, {
    query: 'SELECT count() AS events FROM events WHERE project_id = {project:UInt32}',
    query_params: { project: projectId },
  });
  return Number(row?.events ?? 0);
}
