import { ask } from '../connection/ask.js';
import { catchUp } from '../connection/cluster.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { DIGEST } from '../verification/digest.js';
import { runMutations } from './mutations.js';
import { PEOPLE_TABLES } from './people-tables.js';

/**
 * Takes every row of a project out of every table, for good. May be called again at any time.
 * @throws ClickHouseUnavailable when there is nobody to ask
 */
export async function deleteProject(client: ClickHouseClient, projectId: number): Promise<void> {
  const query_params = { project: projectId };
  // Digests do not tell their project, so the events that they are of go after them.
  if (await holds(client, 'events', projectId)) {
    const query = `ALTER TABLE message_ids DELETE
                   WHERE id IN (SELECT ${DIGEST} FROM events WHERE project_id = {project:UInt32})`;
    await runMutations(client, [{ table: 'message_ids', query, query_params }]);
  }
  for (const { table } of PEOPLE_TABLES) {
    if (!(await holds(client, table, projectId))) continue;
    const query = `ALTER TABLE ${table} DELETE WHERE project_id = {project:UInt32}`;
    await runMutations(client, [{ table, query, query_params }]);
  }
}

async function holds(client: ClickHouseClient, table: string, project: number): Promise<boolean> {
  await catchUp(client, table);
  const query = `SELECT 1 AS one FROM ${table} WHERE project_id = {project:UInt32} LIMIT 1`;
  return (await ask(client, { query, query_params: { project } })).length > 0;
}
