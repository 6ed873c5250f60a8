import { ask } from '../connection/ask.js';
import { orUnavailable } from '../connection/clickhouse-unavailable.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';

/**
 * Makes merged people count as one in every report from now on. The caller flattens chains; of two merges of the same
 * person the one with the higher `sequence` wins, whichever arrives last.
 */
export async function insertMerges(
  client: ClickHouseClient,
  merges: { projectId: number; fromPersonId: number; intoPersonId: number; sequence?: number }[],
): Promise<void> {
  if (merges.length === 0) return;
  await client
    .insert({
      table: 'person_overrides',
      values: merges.map(({ projectId, fromPersonId, intoPersonId, sequence = 0 }) => ({
        project_id: projectId,
        from_person_id: fromPersonId,
        into_person_id: intoPersonId,
        version: sequence,
      })),
      format: 'JSONEachRow',
    })
    .catch(orUnavailable);
}

/** Whether any two people of the project were merged; reports skip the re-mapping where none were. */
export async function hasMerges(client: ClickHouseClient, projectId: number): Promise<boolean> {
  const rows = await ask(client, {
    query: 'SELECT 1 AS one FROM person_overrides WHERE project_id = {project:UInt32} LIMIT 1',
    query_params: { project: projectId },
  });
  return rows.length > 0;
}
