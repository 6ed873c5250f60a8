import type { ISocketFactory } from 'kafkajs';
import { withDeadline } from '../append/with-deadline.js';
import { Sockets } from './sockets.js';

/** A broker that answers takes leave in milliseconds. */
const LEAVE_LIMIT_MS = 1_000;

interface Connectable {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
}

interface Shared<T> {
  client: Promise<T>;
  sockets: Sockets;
  /** Calls in flight. */
  uses: number;
}

/**
 * A client of the broker that is connected at its first use and made anew after a failure: one that timed out may
 * still hold the request, or a connection to a broker that is gone. Other calls that are in flight on it then go on.
 */
export class FreshClient<T extends Connectable> {
  private current: Shared<T> | null = null;
  /** The current one, and those that failed and are in use still. */
  private readonly open = new Set<Shared<T>>();
  private readonly ends = new Set<Promise<void>>();

  constructor(private readonly create: (socketFactory: ISocketFactory) => T) {}

  /** @throws what `work` or the connection throws, or an error of its own after `limitMs` */
  async use<R>(work: (client: T) => Promise<R>, limitMs: number): Promise<R> {
    const shared = (this.current ??= this.connect());
    shared.uses += 1;
    try {
      return await withDeadline(shared.client.then(work), limitMs);
    } catch (error) {
      if (this.current === shared) this.current = null;
      throw error;
    } finally {
      shared.uses -= 1;
      if (shared.uses === 0 && this.current !== shared) this.end(shared);
    }
  }

  /** Does not wait for the calls in flight: they fail. */
  async close(): Promise<void> {
    this.current = null;
    for (const shared of this.open) this.end(shared);
    await Promise.all(this.ends);
  }

  private end(shared: Shared<T>): void {
    if (!this.open.delete(shared)) return;
    const end = disconnect(shared).finally(() => this.ends.delete(end));
    this.ends.add(end);
  }

  private connect(): Shared<T> {
    const sockets = new Sockets();
    const client = this.create(sockets.factory);
    const shared = { client: client.connect().then(() => client), sockets, uses: 0 };
    this.open.add(shared);
    return shared;
  }
}

/** Where it never connected, or the broker is away, there is nothing to take leave of. */
async function disconnect({ client, sockets }: Shared<Connectable>): Promise<void> {
  const left = client.then((connected) => connected.disconnect());
  await withDeadline(left, LEAVE_LIMIT_MS).catch(() => undefined);
  sockets.destroy();
}
