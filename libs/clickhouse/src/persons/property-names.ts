import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';

/** Of this many people, those who were known first. */
const LOOKED_AT = 50_000;
const MOST_NAMES = 300;

export interface PropertyName {
  name: string;
  /** Of those looked at, whose property it is. */
  people: number;
}

/**
 * Names of what is known of people, the most frequent first: suggestions, as not everybody is looked at.
 * @throws ClickHouseUnavailable when there is nobody to ask
 */
export async function personPropertyNames(
  client: ClickHouseClient,
  projectId: number,
): Promise<PropertyName[]> {
  const rows = await ask<{ name: string; people: number | string }>(client, {
    query: `SELECT name, count() AS people
            FROM (SELECT properties FROM persons WHERE project_id = {project:UInt32} ORDER BY person_id LIMIT ${LOOKED_AT})
            ARRAY JOIN JSONAllPaths(properties) AS name
            GROUP BY name ORDER BY people DESC, name LIMIT ${MOST_NAMES}`,
    query_params: { project: projectId },
  });
  return rows.map(({ name, people }) => ({ name, people: Number(people) }));
}
