import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Query } from '../conditions/bound.js';
import { ask } from '../connection/ask.js';
import { clusterOf } from '../connection/cluster.js';
import { orUnavailable } from '../connection/clickhouse-unavailable.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';

/** A mutation that fails goes on being tried by ClickHouse; after this many looks it is given up. */
const FAILED_LOOKS = 50;
const LOOK_EVERY_MS = 100;

interface Pending {
  table: string;
  reason: string;
}

/**
 * Hands changes of stored rows to ClickHouse, which carries them out in order within each table, and waits until they
 * are done: asking again and again, as one long request would end at the timeout of some proxy. Those that a process
 * handed over before it died go on without it. On a cluster Keeper hands them to every replica; they are done when each
 * of these has made them, also one that was away meanwhile, or has not heard of them yet.
 */
export async function runMutations(
  client: ClickHouseClient,
  statements: (Query & { table: string })[],
): Promise<void> {
  const cluster = clusterOf(client);
  const mark = randomUUID();
  for (const { query, query_params } of statements) {
    await client
      .command({
        ...(cluster === undefined ? { query, query_params } : marked({ query, query_params }, mark)),
        // A replica that asks another table may see it a moment earlier or later; both are right here.
        clickhouse_settings: { mutations_sync: '0', allow_nondeterministic_mutations: 1 },
      })
      .catch(orUnavailable);
  }
  if (cluster !== undefined) await untilKnown(client, cluster, mark, statements.length);
  const tables = [...new Set(statements.map(({ table }) => table))];
  for (let failing = 0; ;) {
    const pending = await pendingIn(client, tables);
    if (pending.length === 0) return;
    const failed = pending.find(({ reason }) => reason !== '');
    failing = failed ? failing + 1 : 0;
    if (failed && failing > FAILED_LOOKS) throw new Error(`changing ${failed.table} fails: ${failed.reason}`);
    await pause(LOOK_EVERY_MS);
  }
}

/** A statement by which a replica tells that it knows of the mutation: true of every row, and part of its text. */
const marked = ({ query, query_params }: Query, mark: string): Query => ({
  query: `${query} AND {mark:String} != ''`,
  query_params: { ...query_params, mark },
});

/** A replica reads its mutations from Keeper some moments after they came there; until then it has none that is not done. */
async function untilKnown(
  client: ClickHouseClient,
  cluster: string,
  mark: string,
  statements: number,
): Promise<void> {
  for (;;) {
    const [row] = await ask<{ known: number | string; replicas: number | string }>(client, {
      query: `SELECT count() AS known, (SELECT count() FROM system.clusters WHERE cluster = {cluster:String}) AS replicas
              FROM ${mutationsOf(cluster)} WHERE database = currentDatabase() AND position(command, {mark:String}) > 0`,
      query_params: { cluster, mark },
    });
    if (row && Number(row.known) >= statements * Number(row.replicas)) return;
    await pause(LOOK_EVERY_MS);
  }
}

function pendingIn(client: ClickHouseClient, tables: string[]): Promise<Pending[]> {
  return ask<Pending>(client, {
    query: `SELECT table, latest_fail_reason AS reason FROM ${mutationsOf(clusterOf(client))}
            WHERE database = currentDatabase() AND table IN {tables:Array(String)} AND NOT is_done`,
    query_params: { tables },
  });
}

/** Of every replica; a replica that is away is an outage, as it still has to make them. */
export const mutationsOf = (cluster: string | undefined): string =>
  cluster === undefined ? 'system.mutations' : `clusterAllReplicas('${cluster}', system.mutations)`;
