import { orUnavailable } from '../connection/clickhouse-unavailable.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { runMutations } from '../erasure/mutations.js';
import { DIGEST } from './digest.js';
import { type RollupDifference, rollupsOfPeople } from './rollups.js';

const IDS_PER_MUTATION = 10_000;
/** What was deleted and is written again is the same block, which the engine would take for a retry. */
const NEW_BLOCKS = { insert_deduplicate: 0 } as const;

/**
 * Forgets message ids (as digests) whose raw events are gone, and their places in the live view, so that the same
 * records are stored when they come again.
 */
export async function forgetIds(
  client: ClickHouseClient,
  projectId: number,
  digests: string[],
): Promise<void> {
  for (let at = 0; at < digests.length; at += IDS_PER_MUTATION) {
    const query_params = { project: projectId, ids: digests.slice(at, at + IDS_PER_MUTATION) };
    const ids = '(SELECT toUInt128(arrayJoin({ids:Array(String)})))';
    await runMutations(client, [
      { table: 'message_ids', query: `ALTER TABLE message_ids DELETE WHERE id IN ${ids}`, query_params },
      {
        table: 'recent_events',
        query: `ALTER TABLE recent_events DELETE WHERE project_id = {project:UInt32} AND ${DIGEST} IN ${ids}`,
        query_params,
      },
    ]);
  }
}

/** Notes the ids of raw events that have none. */
export async function noteIds(client: ClickHouseClient, projectId: number): Promise<void> {
  await insert(
    client,
    `INSERT INTO message_ids
     SELECT ${DIGEST} AS id, toDate(received_at) AS received_date, log_partition, log_offset
     FROM events WHERE project_id = {project:UInt32} AND id NOT IN (SELECT id FROM message_ids)`,
    { project: projectId },
  );
}

/**
 * Makes rollups of days anew from the raw events. People whom only the rollup holds stay, unless `removeExtra`: where
 * raw events may be lost for good, the rollup is what is left of them.
 */
export async function rebuildRollups(
  client: ClickHouseClient,
  projectId: number,
  differences: RollupDifference[],
  removeExtra: boolean,
): Promise<void> {
  for (const { table, keys, where } of await rollupsOfPeople(client)) {
    const days = differences.filter((difference) => difference.table === table);
    if (days.length === 0) continue;
    const bad = removeExtra ? days.filter(({ extra }) => extra > 0).map(({ day }) => day) : [];
    if (bad.length > 0) {
      await runMutations(client, [
        {
          table,
          query: `ALTER TABLE ${table} DELETE WHERE ${OF_DAYS}`,
          query_params: { project: projectId, days: bad },
        },
      ]);
    }
    await insert(
      client,
      `INSERT INTO ${table} (${keys}, people)
       SELECT ${keys}, groupBitmapState(person_id) AS people FROM events WHERE ${OF_DAYS} AND (${where}) GROUP BY ${keys}`,
      { project: projectId, days: days.map(({ day }) => day) },
    );
  }
}

const OF_DAYS =
  'project_id = {project:UInt32} AND local_date IN (SELECT toDate(arrayJoin({days:Array(String)})))';

async function insert(client: ClickHouseClient, query: string, query_params: object): Promise<void> {
  await client
    .command({ query, query_params: { ...query_params }, clickhouse_settings: NEW_BLOCKS })
    .catch(orUnavailable);
}
