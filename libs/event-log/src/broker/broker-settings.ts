import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

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
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')
    .concat('\n');
}

/** Free ports of 127.0.0.1; the preferred one for clients when nobody has it. */
export async function freePorts(preferred?: number): Promise<BrokerPorts> {
  const client = (preferred && (await tryPort(preferred))) || (await tryPort(0));
  return { client, controller: await tryPort(0) };
}

async function tryPort(port: number): Promise<number> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  } catch {
    return 0;
  } finally {
    server.close();
  }
}
