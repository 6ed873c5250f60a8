import { ask } from '../connection/ask.js';
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

/** Puts it aside, into `detached`, where it stays for whoever wants to look; reads no longer stumble over it. */
export async function detachPart(
  client: ClickHouseClient,
  { table, part }: Omit<BrokenPart, 'message'>,
): Promise<void> {
  if (!/^[\w-]+$/.test(part)) throw new Error(`${part} is no name of a part`);
  await client.command({ query: `ALTER TABLE ${table} DETACH PART '${part}'` }).catch(orUnavailable);
}
