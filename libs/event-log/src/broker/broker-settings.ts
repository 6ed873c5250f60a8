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

/** Two free ports of 127.0.0.1; the preferred one for clients when nobody has it. */
export async function freePorts(preferred?: number): Promise<BrokerPorts> {
  const client = (await listen(preferred ?? 0)) ?? (await listen(0));
  const controller = await listen(0);
  try {
    if (!client || !controller) throw new Error('No free port was found for the Kafka broker.');
    return { client: portOf(client), controller: portOf(controller) };
  } finally {
    await Promise.all([close(client), close(controller)]);
  }
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;

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

async function close(server: Server | null): Promise<void> {
  if (server) await new Promise((resolve) => server.close(resolve));
}
