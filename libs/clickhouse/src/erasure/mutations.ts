import { hash, randomUUID } from 'node:crypto';
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

interface Mutation extends Query {
  table: string;
}

/** What was handed over to a cluster and not seen done yet: each statement's digest, and its mark. */
const handedOver = new WeakMap<ClickHouseClient, Map<string, string>>();

/**
 * Hands changes of stored rows to ClickHouse, which carries them out in order within each table, and waits until they
 * are done: asking again and again, as one long request would end at the timeout of some proxy. Those that a process
 * handed over before it died go on without it. On a cluster Keeper hands them to every replica; they are done when each
 * of these has made them, also one that was away meanwhile, or has not heard of them yet.
 */
export async function runMutations(client: ClickHouseClient, statements: Mutation[]): Promise<void> {
  const cluster = clusterOf(client);
  if (cluster === undefined) {
    for (const statement of statements) await handOver(client, statement);
    return untilDone(client, statements);
  }
  const open = handedOver.get(client) ?? new Map<string, string>();
  handedOver.set(client, open);
  const digests = statements.map(digestOf);
  for (const [at, statement] of statements.entries()) {
    // Tried again while a replica is away, it would grow Keeper by as many mutations as there are tries.
    if (open.has(digests[at]!)) continue;
    const mark = randomUUID();
    await handOver(client, marked(statement, mark));
    open.set(digests[at]!, mark);
  }
  await untilKnown(
    client,
    cluster,
    digests.map((digest) => open.get(digest)!),
  );
  await untilDone(client, statements);
  for (const digest of digests) open.delete(digest);
}

const digestOf = ({ query, query_params }: Query) => hash('sha256', JSON.stringify([query, query_params]));

async function handOver(client: ClickHouseClient, { query, query_params }: Query): Promise<void> {
  await client
    .command({
      query,
      query_params,
      // A replica that asks another table may see it a moment earlier or later; both are right here.
      clickhouse_settings: { mutations_sync: '0', allow_nondeterministic_mutations: 1 },
    })
    .catch(orUnavailable);
}

async function untilDone(client: ClickHouseClient, statements: Mutation[]): Promise<void> {
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
async function untilKnown(client: ClickHouseClient, cluster: string, marks: string[]): Promise<void> {
  for (;;) {
    const [row] = await ask<{ known: number | string; replicas: number | string }>(client, {
      query: `SELECT count() AS known, (SELECT count() FROM system.clusters WHERE cluster = {cluster:String}) AS replicas
              FROM ${mutationsOf(cluster)} WHERE database = currentDatabase() AND multiSearchAny(command, {marks:Array(String)})`,
      query_params: { cluster, marks },
    });
    if (row && Number(row.known) >= marks.length * Number(row.replicas)) return;
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
