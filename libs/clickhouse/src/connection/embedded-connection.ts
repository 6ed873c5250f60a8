import { Session, drainPending } from 'chdb';
import {
  type ConnBaseQueryParams,
  type ConnCommandResult,
  type ConnExecParams,
  type ConnExecResult,
  type ConnInsertParams,
  type ConnInsertResult,
  type ConnPingParams,
  type ConnPingResult,
  type ConnQueryResult,
  type Connection,
  createChdbConnection,
} from 'chdb/connection';
import { availableParallelism, totalmem } from 'node:os';
import type { Readable } from 'node:stream';
import { DiskGuard } from './disk-guard.js';
import { Lanes } from './lanes.js';

/** One session of the engine. A session runs one statement at a time and remembers every setting it was given. */
interface Lane {
  connection: Connection<Readable>;
  /** Settings of the last statement, which the next one must not inherit. */
  leftover: Set<string>;
}

const GIB = 1024 ** 3;

/** What a report or an insert may take, and all of them together. The rest is for Node, the broker and the disk's cache. */
export const EMBEDDED_MEMORY_BYTES = Math.max(GIB, Math.floor(totalmem() * 0.4));

const ENGINE_ARGUMENTS = [
  `--max_server_memory_usage=${EMBEDDED_MEMORY_BYTES}`,
  `--mark_cache_size=${GIB / 8}`,
  `--primary_index_cache_size=${GIB / 8}`,
];

/**
 * The engine in this process behind the official client's connection. Reports and inserts have sessions of their own, so
 * that neither waits for the other, and what one statement sets (the token of an insert above all) ends with it, as it
 * does over HTTP. The folder belongs to this process until `close`.
 */
export class EmbeddedConnection implements Connection<Readable> {
  /** Starts the engine with its limits, which sessions opened later share. */
  private readonly engine: Session;
  private readonly reads: Lanes<Lane>;
  private readonly writes: Lanes<Lane>;
  private readonly disk: DiskGuard;
  private closing: Promise<void> | undefined;

  constructor(path: string) {
    this.engine = new Session(path, { connectionArgs: ENGINE_ARGUMENTS });
    const cores = availableParallelism();
    this.reads = openLanes(path, Math.min(Math.max(cores, 2), 8));
    // Two for what an import has under way, and one that live events need not wait for.
    this.writes = openLanes(path, Math.min(Math.max(cores, 3), 4));
    this.disk = new DiskGuard(path, (low) => this.holdMerges(low));
  }

  query(params: ConnBaseQueryParams): Promise<ConnQueryResult<Readable>> {
    return this.run(this.reads, params, (lane, isolated) => lane.query(isolated));
  }

  command(params: ConnBaseQueryParams): Promise<ConnCommandResult> {
    return this.run(this.writes, params, (lane, isolated) => lane.command(isolated));
  }

  insert(params: ConnInsertParams<Readable>): Promise<ConnInsertResult> {
    return this.run(this.writes, params, (lane, isolated) => {
      this.disk.assertRoom();
      return lane.insert(isolated);
    });
  }

  exec(params: ConnExecParams<Readable>): Promise<ConnExecResult<Readable>> {
    if (params.values === undefined)
      return this.run(this.reads, params, (lane, isolated) => lane.exec(isolated));
    return this.run(this.writes, params, (lane, isolated) => {
      this.disk.assertRoom();
      return lane.exec(isolated);
    });
  }

  ping(params: ConnPingParams): Promise<ConnPingResult> {
    return this.reads.use(({ connection }) => connection.ping(params));
  }

  /** Waits for what is running; later calls fail. */
  close(): Promise<void> {
    return (this.closing ??= this.shutDown());
  }

  /** Ends the merges that are under way and begins none, or lets them begin again. */
  private async holdMerges(hold: boolean): Promise<void> {
    await this.engine.queryAsync(`SYSTEM ${hold ? 'STOP' : 'START'} MERGES`);
  }

  private async shutDown(): Promise<void> {
    await this.disk.close();
    const lanes = [...(await this.reads.drain()), ...(await this.writes.drain())];
    await Promise.all(lanes.map(({ connection }) => connection.close()));
    this.engine.close();
    await drainPending();
  }

  private run<Params extends ConnBaseQueryParams, Result>(
    lanes: Lanes<Lane>,
    params: Params,
    statement: (connection: Connection<Readable>, isolated: Params) => Promise<Result>,
  ): Promise<Result> {
    if (this.closing) return Promise.reject(new Error('The embedded ClickHouse engine is closed.'));
    return lanes.use((lane) => statement(lane.connection, isolate(lane, params)));
  }
}

/** The statement, with the settings that the one before it leaves behind put back first. */
function isolate<Params extends ConnBaseQueryParams>(lane: Lane, params: Params): Params {
  const settings = new Set(Object.keys(params.clickhouse_settings ?? {}));
  const resets = [...lane.leftover]
    .filter((name) => !settings.has(name))
    .map((name) => `SET ${name} = DEFAULT; `);
  lane.leftover = new Set([...settings].filter((name) => !OF_HTTP.test(name)));
  return { ...params, query: resets.join('') + params.query };
}

/** Settings of the HTTP interface, which the connection leaves out. */
const OF_HTTP = /^(wait_end_of_query|default_format|enable_http_compression|(send_.*_in_)?http_.*)$/;

function openLanes(path: string, count: number): Lanes<Lane> {
  const open = (): Lane => ({ connection: createChdbConnection({ path }), leftover: new Set() });
  return new Lanes(Array.from({ length: count }, open));
}
