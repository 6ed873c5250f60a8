import type { ISocketFactory } from 'kafkajs';
import { connect, type Socket } from 'node:net';

const KEEP_ALIVE_MS = 60_000;

/**
 * The connections of one client of kafkajs. A request that went out as its connection broke is never answered, nor given up:
 * `disconnect` waits for it for ever, and leaves the other connections open, which keep a thread from ending. So whoever
 * makes a client also makes its sockets, and takes them away once it is done with it.
 */
export class Sockets {
  private readonly open = new Set<Socket>();
  private isClosed = false;

  readonly factory: ISocketFactory = ({ host, port, onConnect }) => {
    // kafkajs takes it as a connection that failed, and stops once it has tried often enough.
    if (this.isClosed) throw new Error('this client is done with');
    const socket = connect({ host, port }, onConnect);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    this.open.add(socket);
    socket.once('close', () => this.open.delete(socket));
    return socket;
  };

  get size(): number {
    return this.open.size;
  }

  /** Requests in hand fail; no other connection is made. */
  destroy(): void {
    this.isClosed = true;
    for (const socket of this.open) socket.destroy(new Error('the connection is closed'));
  }
}
