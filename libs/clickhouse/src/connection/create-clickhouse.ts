import {
  type ClickHouseClient,
  ClickHouseLogLevel,
  type ClickHouseSettings,
  createClient,
} from '@clickhouse/client';
import type { MessagePort } from 'node:worker_threads';
import { CLUSTER_SETTINGS, rememberCluster } from './cluster.js';
import { PortConnection, serveConnection } from './port-connection.js';

export type { ClickHouseClient, ClickHouseSettings } from '@clickhouse/client';

const SETTINGS: ClickHouseSettings = {
  output_format_json_quote_64bit_integers: 0,
  join_use_nulls: 0,
  // Two keys of a sender may name the same path ({"a":{"b":1},"a.b":2}); the first is kept, the event is not lost.
  type_json_skip_duplicated_paths: 1,
};

/** A server over HTTP. With a cluster, one of its replicas, always the same (docs/adr/0024-replicated-cluster.md). */
export interface ClickHouseServer {
  url: string;
  cluster?: string;
}

/**
 * The official client, over HTTP or on the engine in this process. The embedded engine holds its folder alone:
 * one process per folder, until `close`.
 * @throws Error when another process holds the folder
 */
export function createClickHouse(target: ClickHouseServer | { path: string }): ClickHouseClient {
  return 'url' in target ? overHttp(target) : embedded(target.path);
}

/** How the embedded engine behind a client that this process made is reached, to lend it to other threads. */
const lenders = new WeakMap<ClickHouseClient, (port: MessagePort) => void>();

/**
 * Lends the embedded engine of the client to whoever holds the other end of the port, until that closes.
 * @throws Error when the client has no embedded engine
 */
export function lendClickHouse(client: ClickHouseClient, port: MessagePort): void {
  const lend = lenders.get(client);
  if (!lend) throw new Error('Only the embedded ClickHouse can be lent to another thread.');
  lend(port);
}

/** The client of a thread whose engine is lent to it through the port. */
export function createBorrowedClickHouse(port: MessagePort): ClickHouseClient {
  return createClient({
    connection: new PortConnection(port),
    clickhouse_settings: SETTINGS,
    log: { level: ClickHouseLogLevel.OFF },
  } as Parameters<typeof createClient>[0]);
}

function overHttp({ url, cluster }: ClickHouseServer): ClickHouseClient {
  const client = createClient({
    url,
    clickhouse_settings: {
      ...SETTINGS,
      ...(cluster === undefined ? {} : CLUSTER_SETTINGS),
      // An answer that fails half-way is an error, never a shorter answer.
      wait_end_of_query: 1,
    },
    request_timeout: 120_000,
    // Errors are thrown; whoever catches them logs them, and not to the console.
    log: { level: ClickHouseLogLevel.OFF },
    compression: { request: true, response: true },
    use_multipart_params_auto: true,
  });
  if (cluster !== undefined) rememberCluster(client, cluster);
  return client;
}

/** Loads the engine's native library, hundreds of MB, which a process with a ClickHouse by URL need not even have. */
function embedded(path: string): ClickHouseClient {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- only here, and at once: `import()` would wait
  const engine = require('./embedded-connection.js') as typeof import('./embedded-connection.js');
  const connection = openFolder(() => new engine.EmbeddedConnection(path), path);
  const clickhouse_settings = {
    ...SETTINGS,
    // One report cannot take what the inserts need.
    max_memory_usage: String(Math.floor(engine.EMBEDDED_MEMORY_BYTES * 0.8)),
  };
  const client = createClient({
    connection,
    clickhouse_settings,
    log: { level: ClickHouseLogLevel.OFF },
  } as Parameters<typeof createClient>[0]);
  lenders.set(client, (port) => serveConnection(connection, port));
  return client;
}

function openFolder<Connection>(open: () => Connection, path: string): Connection {
  try {
    return open();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    if (!/CANNOT_OPEN_FILE|lock/i.test(reason)) throw cause;
    throw new Error(`The ClickHouse data in ${path} is in use by another process; stop that one first.`, {
      cause,
    });
  }
}
