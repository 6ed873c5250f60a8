import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';

/** As whom people count today, for those who count as somebody else. */
export async function currentPersons(
  client: ClickHouseClient,
  projectId: number,
  personIds: number[],
): Promise<Map<number, number>> {
  const ids = [...new Set(personIds)];
  if (ids.length === 0) return new Map();
  const rows = await ask<{ from: number; into: number }>(client, {
    query: `SELECT from_person_id AS from, into_person_id AS into FROM person_overrides FINAL
            WHERE project_id = {project:UInt32} AND from_person_id IN {ids:Array(UInt32)}`,
    query_params: { project: projectId, ids },
  });
  return new Map(rows.map(({ from, into }) => [from, into]));
}
