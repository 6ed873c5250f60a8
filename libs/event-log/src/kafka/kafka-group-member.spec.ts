import { describe, expect, it } from '@jest/globals';
import type { ISocketFactory, Kafka } from 'kafkajs';
import { once } from 'node:events';
import { type AddressInfo, type Socket, createServer } from 'node:net';
import type { ConsumerOptions } from '../event-log.js';
import { KafkaGroupMember } from './kafka-group-member.js';

const OPTIONS: ConsumerOptions = { topic: 't', group: 'g', onBatch: async () => null };

/** A kafkajs that crashed and waits without end for its connections to be closed. */
function hanging(connectTo: number, sockets: Socket[]) {
  return (socketFactory: ISocketFactory) => {
    const consumer = {
      events: {},
      on: () => undefined,
      connect: async () => {
        const to = { host: '127.0.0.1', port: connectTo, ssl: false as never, onConnect: () => undefined };
        sockets.push(socketFactory(to).on('error', () => undefined));
      },
      subscribe: async () => undefined,
      run: async () => undefined,
      disconnect: () => new Promise<void>(() => undefined),
    };
    return { consumer: () => consumer } as unknown as Kafka;
  };
}

describe('KafkaGroupMember', () => {
  it('ends by itself when kafkajs says nothing any more, and leaves no connection', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const sockets: Socket[] = [];
    const member = new KafkaGroupMember(
      hanging((server.address() as AddressInfo).port, sockets),
      OPTIONS,
      new Map(),
      50,
    );
    await expect(member.read()).rejects.toThrow('nothing for 50 ms');
    expect(sockets.map(({ destroyed }) => destroyed)).toEqual([true]);
    server.close();
  });
});
