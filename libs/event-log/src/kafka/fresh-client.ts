import type { ISocketFactory } from 'kafkajs';
import { withDeadline } from '../append/with-deadline.js';
import { Sockets } from './sockets.js';

/** A broker that answers takes leave in milliseconds. */
const LEAVE_LIMIT_MS = 1_000;

interface Connectable {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
}

interface Current<T> {
  client: Promise<T>;
  sockets: Sockets;
}

/**
 * A client of the broker that is connected at its first use and made anew after a failure: one that timed out may
 * still hold the request, or a connection to a broker that is gone.
 */
export class FreshClient<T extends Connectable> {
  private current: Current<T> | null = null;
  /** Ends of clients that failed. */
  private readonly ends = new Set<Promise<void>>();

  constructor(private readonly create: (socketFactory: ISocketFactory) => T) {}

  /** @throws what `work` or the connection throws, or an error of its own after `limitMs` */
  async use<R>(work: (client: T) => Promise<R>, limitMs: number): Promise<R> {
    const current = (this.current ??= this.connect());
    try {
      return await withDeadline(current.client.then(work), limitMs);
    } catch (error) {
      if (this.current === current) this.current = null;
      this.end(current);
      throw error;
    }
  }

  async close(): Promise<void> {
    const { current } = this;
    this.current = null;
    if (current) this.end(current);
    await Promise.all(this.ends);
  }

  private end(client: Current<T>): void {
    const end = disconnect(client).finally(() => this.ends.delete(end));
    this.ends.add(end);
  }

  private connect(): Current<T> {
    const sockets = new Sockets();
    const client = this.create(sockets.factory);
    return { client: client.connect().then(() => client), sockets };
  }
}

/** Where it never connected, or the broker is away, there is nothing to take leave of. */
async function disconnect({ client, sockets }: Current<Connectable>): Promise<void> {
  const left = client.then((connected) => connected.disconnect());
  await withDeadline(left, LEAVE_LIMIT_MS).catch(() => undefined);
  sockets.destroy();
}
