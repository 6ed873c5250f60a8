import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';

export interface BrokerPorts {
  client: number;
  controller: number;
}

/** Settings of a single KRaft node that is broker and controller, for this machine alone. */
export function brokerSettings(dataFolder: string, ports: BrokerPorts): string {
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${ports.controller}`,
    listeners: `PLAINTEXT://127.0.0.1:${ports.client},CONTROLLER://127.0.0.1:${ports.controller}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${ports.client}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'log.dirs': dataFolder,
    'auto.create.topics.enable': 'false',
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '1',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'transaction.state.log.num.partitions': '1',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    'group.initial.rebalance.delay.ms': '0',
    // After a kill -9 the node waits as long as this for itself; there is no other that could take its place.
    'broker.session.timeout.ms': '3000',
    'broker.heartbeat.interval.ms': '500',
    'num.network.threads': '2',
    'num.io.threads': '2',
    'background.threads': '2',
    'num.recovery.threads.per.data.dir': '2',
    'log.cleaner.dedupe.buffer.size': String(2 * 1024 * 1024),
    'log.retention.hours': '-1',
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${escapeProperty(value)}\n`)
    .join('');
}

/** Java reads properties files as Latin-1 with a backslash as the escape. */
function escapeProperty(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * Systems hand ports above these to outgoing connections: one of those could take a port between our look at it and
 * the broker's, or a client that waits for the broker could come to be connected with itself.
 */
const FIRST_PORT = 20_000;
const LAST_PORT = 32_000;
const TRIES = 50;

/** Two free ports of 127.0.0.1; the preferred one for clients when nobody has it. */
export async function freePorts(preferred?: number): Promise<BrokerPorts> {
  const client = (preferred ? await listen(preferred) : null) ?? (await listenAnywhere());
  const controller = await listenAnywhere();
  const ports = { client: portOf(client), controller: portOf(controller) };
  await Promise.all([close(client), close(controller)]);
  return ports;
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;

async function listenAnywhere(): Promise<Server> {
  for (let n = 0; n < TRIES; n++) {
    const server = await listen(randomInt(FIRST_PORT, LAST_PORT + 1));
    if (server) return server;
  }
  throw new Error(`No free port was found for the Kafka broker from ${FIRST_PORT} to ${LAST_PORT}.`);
}

async function listen(port: number): Promise<Server | null> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return server;
  } catch {
    return null;
  }
}

async function close(server: Server): Promise<void> {
  await new Promise((resolve) => server.close(resolve));
}
