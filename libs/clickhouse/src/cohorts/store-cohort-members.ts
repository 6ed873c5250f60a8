import { orUnavailable } from '../connection/clickhouse-unavailable.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';

/** Which taking-down of a cohort's people. */
export interface Generation {
  id: number;
  generation: number;
}

/**
 * Adds people to a generation of a static cohort. Done again it comes to the same.
 * @throws ClickHouseUnavailable when there is nobody to ask
 */
export async function storeCohortMembers(
  client: ClickHouseClient,
  projectId: number,
  { id, generation }: Generation,
  personIds: number[],
): Promise<void> {
  if (personIds.length === 0) return;
  await client
    .insert({
      table: 'cohort_members',
      columns: ['project_id', 'cohort_id', 'generation', 'person_id'],
      values: personIds.map((personId) => [projectId, id, generation, personId]),
      format: 'JSONCompactEachRow',
      clickhouse_settings: { async_insert: 0 },
    })
    .catch(orUnavailable);
}
