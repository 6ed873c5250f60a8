import { ask } from '../connection/ask.js';
import { clusterOf } from '../connection/cluster.js';
import { orUnavailable } from '../connection/clickhouse-unavailable.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';

/** A part whose files are not what was written. */
export interface BrokenPart {
  table: string;
  part: string;
  message: string;
}

/** Reads every part of every table and compares its checksums, of all projects: a part is not one project's. */
export async function findBrokenParts(client: ClickHouseClient): Promise<BrokenPart[]> {
  const tables = await ask<{ name: string }>(client, {
    query: `SELECT name FROM system.tables
            WHERE database = currentDatabase() AND engine LIKE '%MergeTree' AND name NOT LIKE 'verification_%'`,
    query_params: {},
  });
  const found: BrokenPart[] = [];
  for (const { name: table } of tables) {
    const parts = await ask<{ part_path: string; is_passed: number | boolean; message: string }>(client, {
      query: `CHECK TABLE ${table} SETTINGS check_query_single_value_result = 0`,
      query_params: {},
    });
    for (const { part_path: part, is_passed, message } of parts) {
      if (!Number(is_passed)) found.push({ table, part, message });
    }
  }
  return found;
}

/**
 * Puts it aside, into `detached`, where it stays for whoever wants to look; reads no longer stumble over it. A replica has done
 * so itself once it was found to be broken, and fetches the part from another one, which is waited for: to detach it by
 * statement would take it from all of them.
 */
export async function detachPart(
  client: ClickHouseClient,
  { table, part }: Omit<BrokenPart, 'message'>,
): Promise<void> {
  if (!/^[\w-]+$/.test(part)) throw new Error(`${part} is no name of a part`);
  const query =
    clusterOf(client) === undefined
      ? `ALTER TABLE ${table} DETACH PART '${part}'`
      : `SYSTEM SYNC REPLICA ${table}`;
  await client.command({ query }).catch(orUnavailable);
}
