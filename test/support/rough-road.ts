import { once } from 'node:events';
import { type IncomingMessage, type Server, type ServerResponse, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * `open` hands everything on. `away` cuts connections before anything is handed on, `deaf` after the collector has
 * taken the events, so that the sender never hears of it. `busy` answers 503.
 */
export type RoadState = 'open' | 'away' | 'deaf' | 'busy';

/** An HTTP proxy between an SDK and a collector that can be made as bad as the internet. */
export class RoughRoad {
  state: RoadState = 'open';
  /** Requests that met anything but an open road. */
  hindered = 0;
  readonly seen: string[] = [];

  private constructor(
    private readonly target: URL,
    private readonly server: Server,
  ) {}

  static async to(target: string): Promise<RoughRoad> {
    const server = createServer();
    const road = new RoughRoad(new URL(target), server);
    server.on('request', (from: IncomingMessage, to: ServerResponse) => road.carry(from, to));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return road;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private carry(from: IncomingMessage, to: ServerResponse): void {
    const { state } = this;
    this.seen.push(`${from.method} ${from.url}`);
    if (state !== 'open') this.hindered++;
    if (state === 'away') return void from.socket.destroy();
    if (state === 'busy') return busy(from, to);
    const { hostname, port } = this.target;
    const onward = request({
      hostname,
      port,
      path: from.url,
      method: from.method,
      headers: from.headers,
    });
    onward.on('response', (answer) => {
      if (state === 'deaf') return void from.socket.destroy();
      to.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(to);
    });
    onward.on('error', () => from.socket.destroy());
    from.pipe(onward);
  }
}

/** As the collector says it, to a browser as well. */
function busy(from: IncomingMessage, to: ServerResponse): void {
  from.resume();
  const origin = from.headers.origin ?? '*';
  to.writeHead(503, {
    'retry-after': '1',
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-allow-headers': from.headers['access-control-request-headers'] ?? '*',
  });
  to.end('{}');
}
