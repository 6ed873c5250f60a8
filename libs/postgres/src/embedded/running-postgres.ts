import { resolve } from 'node:path';
import { type ClusterRecord, readRecord } from './cluster-record.js';
import { DATABASE, SUPERUSER } from './cluster.js';
import { startOf } from './processes.js';

/** Holds the password. */
export function clusterUrl(record: ClusterRecord, database: string): string {
  return `postgres://${SUPERUSER}:${record.password}@127.0.0.1:${record.port}/${database}`;
}

/**
 * URL of the embedded server that a running start keeps on this home, null where none runs.
 * @throws Error in one sentence when home is not ours to read
 */
export async function runningPostgresUrl(home: string): Promise<string | null> {
  const record = await readRecord(resolve(home));
  if (!record?.owner || (await startOf(record.owner.pid)) !== record.owner.startedAt) return null;
  return clusterUrl(record, DATABASE);
}
