import type {
  ConnBaseQueryParams,
  ConnCommandResult,
  ConnExecParams,
  ConnExecResult,
  ConnInsertParams,
  ConnInsertResult,
  ConnPingParams,
  ConnPingResult,
  ConnQueryResult,
  Connection,
} from 'chdb/connection';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import type { MessagePort } from 'node:worker_threads';

type Operation = 'query' | 'command' | 'insert' | 'exec' | 'ping';

interface Call {
  id: number;
  operation: Operation;
  params: object;
}

interface Failure {
  message: string;
  /** Number of ClickHouse's error, or what the operating system calls it. */
  code?: string;
  type?: string;
}

interface Reply {
  id: number;
  result?: object;
  /** What the result's stream holds. */
  body?: Uint8Array;
  failure?: Failure;
}

/**
 * A connection of a thread that has none of its own: every statement goes to the thread that does, whole, and its answer
 * comes back whole. The embedded engine has its folder alone and its native part lives in one thread: the one that
 * opened it (docs/adr/0014-pipeline-thread.md).
 */
export class PortConnection implements Connection<Readable> {
  private readonly waiting = new Map<number, (reply: Reply) => void>();
  private calls = 0;
  private closed = false;

  constructor(private readonly port: MessagePort) {
    port.on('message', (reply: Reply) => this.settle(reply));
    port.on('close', () => this.end());
  }

  query(params: ConnBaseQueryParams): Promise<ConnQueryResult<Readable>> {
    return this.call('query', params);
  }

  command(params: ConnBaseQueryParams): Promise<ConnCommandResult> {
    return this.call('command', params);
  }

  async insert(params: ConnInsertParams<Readable>): Promise<ConnInsertResult> {
    return this.call('insert', { ...params, values: await textOf(params.values) });
  }

  async exec(params: ConnExecParams<Readable>): Promise<ConnExecResult<Readable>> {
    if (params.values === undefined) return this.call('exec', params);
    return this.call('exec', { ...params, values: await textOf(params.values) });
  }

  ping(params: ConnPingParams): Promise<ConnPingResult> {
    return this.call('ping', params);
  }

  /** What is under way fails, later calls too. The connection behind the port stays open. */
  async close(): Promise<void> {
    this.port.close();
    this.end();
  }

  private call<Result>(operation: Operation, params: object): Promise<Result> {
    if (this.closed) return Promise.reject(new Error(CLOSED));
    const id = this.calls++;
    return new Promise<Result>((resolve, reject) => {
      this.waiting.set(id, ({ result, body, failure }) => {
        if (failure) reject(errorOf(failure));
        else resolve((body ? { ...result, stream: Readable.from([Buffer.from(body)]) } : result) as Result);
      });
      this.port.postMessage({ id, operation, params: sendable(params) } satisfies Call);
    });
  }

  private settle(reply: Reply): void {
    this.waiting.get(reply.id)?.(reply);
    this.waiting.delete(reply.id);
  }

  private end(): void {
    this.closed = true;
    for (const settle of this.waiting.values()) settle({ id: -1, failure: { message: CLOSED } });
    this.waiting.clear();
  }
}

const CLOSED = 'The connection is closed.';

/** A statement under way cannot be given up from another thread; nobody here asks for that. */
function sendable({ abort_signal: _, ...params }: { abort_signal?: AbortSignal }): object {
  return params;
}

const textOf = (values: string | Readable): string | Promise<string> =>
  typeof values === 'string' ? values : text(values);

/** Answers the calls of a `PortConnection` on the other end of the port, until that closes. */
export function serveConnection(connection: Connection<Readable>, port: MessagePort): void {
  port.on('message', (call: Call) => {
    void answer(connection, call).then((reply) => port.postMessage(reply));
  });
}

async function answer(connection: Connection<Readable>, { id, operation, params }: Call): Promise<Reply> {
  try {
    const { stream, ...result }: { stream?: Readable } = await run(connection, operation, params);
    if (!stream) return { id, result: cloneable(result) };
    return { id, result, body: await buffer(stream) };
  } catch (error) {
    return { id, failure: failureOf(error) };
  }
}

function run(connection: Connection<Readable>, operation: Operation, params: object): Promise<object> {
  const { values: body } = params as { values?: string };
  if (operation === 'exec' && body !== undefined) {
    const values = Readable.from([Buffer.from(body)]);
    return connection.exec({ ...params, values } as ConnExecParams<Readable>);
  }
  return connection[operation](params as never);
}

/** A ping that failed carries its error. */
function cloneable(result: object): object {
  return 'error' in result ? { ...result, error: new Error(failureOf(result.error).message) } : result;
}

function failureOf(error: unknown): Failure {
  const { message, code, type } = (error ?? {}) as { message?: unknown; code?: unknown; type?: unknown };
  return {
    message: String(message ?? error),
    ...(code === undefined ? {} : { code: String(code) }),
    ...(type === undefined ? {} : { type: String(type) }),
  };
}

function errorOf({ message, ...rest }: Failure): Error {
  return Object.assign(new Error(message), rest);
}
