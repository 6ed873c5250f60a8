import { withDeadline } from '../append/with-deadline.js';

interface Connectable {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
}

/**
 * A client of the broker that is connected at its first use and made anew after a failure: one that timed out may
 * still hold the request, or a connection to a broker that is gone.
 */
export class FreshClient<T extends Connectable> {
  private current: Promise<T> | null = null;

  constructor(private readonly create: () => T) {}

  /** @throws what `work` or the connection throws, or an error of its own after `limitMs` */
  async use<R>(work: (client: T) => Promise<R>, limitMs: number): Promise<R> {
    const client = (this.current ??= this.connect());
    try {
      return await withDeadline(client.then(work), limitMs);
    } catch (error) {
      if (this.current === client) this.current = null;
      void disconnect(client);
      throw error;
    }
  }

  async close(): Promise<void> {
    if (this.current) await disconnect(this.current);
    this.current = null;
  }

  private async connect(): Promise<T> {
    const client = this.create();
    await client.connect();
    return client;
  }
}

/** Where it never connected, or the broker is away, there is nothing to take leave of. */
async function disconnect(client: Promise<Connectable>): Promise<void> {
  await client.then((connected) => connected.disconnect()).catch(() => undefined);
}
