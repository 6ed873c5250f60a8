import type { ClickHouseSettings } from '@clickhouse/client';
import { ask } from './ask.js';
import { orUnavailable } from './clickhouse-unavailable.js';
import type { ClickHouseClient } from './create-clickhouse.js';

/**
 * What every statement of a client of a replicated cluster carries (docs/adr/0024-replicated-cluster.md): an insert is
 * done once most replicas have it, so that the loss of one takes nothing that the pipeline has marked as stored; a
 * change of a table is done once every replica made it, as the next statement may be answered by another one.
 */
export const CLUSTER_SETTINGS: ClickHouseSettings = {
  insert_quorum: 'auto',
  // Below the client's own limit of two minutes: what the cluster says is better to read than "timed out".
  insert_quorum_timeout: 60000,
  alter_sync: '2',
  distributed_ddl_task_timeout: '110',
};

const clusters = new WeakMap<ClickHouseClient, string>();

export function rememberCluster(client: ClickHouseClient, cluster: string): void {
  clusters.set(client, cluster);
}

/** Name of the replicated cluster that the client's server belongs to; undefined for a single server. */
export const clusterOf = (client: ClickHouseClient): string | undefined => clusters.get(client);

/**
 * After this, the replica that the client is connected to has every row that any replica had of the table. Nothing to do
 * on a single server.
 * @throws ClickHouseUnavailable
 */
export async function catchUp(client: ClickHouseClient, table: string): Promise<void> {
  if (clusterOf(client) === undefined) return;
  await client.command({ query: `SYSTEM SYNC REPLICA ${table} LIGHTWEIGHT` }).catch(orUnavailable);
}

/**
 * Every row is on every replica, so a cluster has one shard: a report asks one server, and what that has must be all.
 * @throws Error saying what to change when the server does not know the cluster, or the cluster has shards
 */
export async function assertReplicated(client: ClickHouseClient, cluster: string): Promise<void> {
  const [row] = await ask<{ shards: number | string }>(client, {
    query: 'SELECT uniqExact(shard_num) AS shards FROM system.clusters WHERE cluster = {cluster:String}',
    query_params: { cluster },
  });
  const shards = Number(row?.shards ?? 0);
  if (shards === 1) return;
  throw new Error(
    shards === 0
      ? `CLICKHOUSE_CLUSTER: the server knows no cluster ${cluster}; name one of remote_servers.`
      : `CLICKHOUSE_CLUSTER: ${cluster} has ${shards} shards; Groundswell needs one shard with all replicas in it.`,
  );
}
