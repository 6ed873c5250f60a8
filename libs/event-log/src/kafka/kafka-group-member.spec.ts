import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { EachBatchPayload, ISocketFactory, Kafka } from 'kafkajs';
import { EventEmitter, once } from 'node:events';
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

function gate() {
  let open!: () => void;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { passed, open };
}

/** A member that has read a batch whose places are to be forgotten once its start is committed. */
class Forgetting {
  readonly commit = gate();
  readonly forget = gate();
  readonly afterCommit = jest.fn(() => this.forget.passed);
  private readonly events = new EventEmitter();
  /** How reading ended, once it has. */
  end: unknown;

  constructor() {
    const consumer = {
      events: { CRASH: 'crash', GROUP_JOIN: 'join' },
      on: (name: string | undefined, listener: (event: unknown) => void) =>
        name && this.events.on(name, listener),
      connect: async () => undefined,
      subscribe: async () => undefined,
      run: async ({ eachBatch }: { eachBatch(payload: EachBatchPayload): Promise<void> }) =>
        void eachBatch(this.payload()),
      disconnect: async () => undefined,
      seek: () => undefined,
    };
    const onBatch = async () => ({ nextOffset: 0n, anew: true as const, afterCommit: this.afterCommit });
    const kafka = () => ({ consumer: () => consumer }) as unknown as Kafka;
    const member = new KafkaGroupMember(kafka, { ...OPTIONS, onBatch });
    member.read().catch((error: unknown) => (this.end = error));
  }

  crash(error: Error): void {
    this.events.emit('crash', { payload: { error } });
  }

  private payload(): EachBatchPayload {
    const messages = [{ offset: '0', key: null, value: null, timestamp: '1' }];
    return {
      batch: { topic: 't', partition: 0, highWatermark: '1', messages, lastOffset: () => '0' },
      isStale: () => false,
      heartbeat: async () => undefined,
      commitOffsetsIfNecessary: () => this.commit.passed,
      resolveOffset: () => undefined,
    } as unknown as EachBatchPayload;
  }
}

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

describe('KafkaGroupMember', () => {
  afterEach(() => void jest.useRealTimers());

  it('ends only once what was to be done after a commit is done, however long that takes', async () => {
    jest.useFakeTimers();
    const member = new Forgetting();
    member.commit.open();
    await pass(10);
    expect(member.afterCommit).toHaveBeenCalledTimes(1);
    member.crash(new Error('crashed'));
    await pass(30_000);
    expect(member.end).toBeUndefined();
    member.forget.open();
    await pass(10);
    expect(member.end).toEqual(new Error('crashed'));
  });

  it('leaves to the next member what was to be done after a commit that passes at its end', async () => {
    jest.useFakeTimers();
    const member = new Forgetting();
    await pass(10);
    member.crash(new Error('crashed'));
    await pass(10);
    member.commit.open();
    await pass(10);
    expect(member.end).toEqual(new Error('crashed'));
    expect(member.afterCommit).not.toHaveBeenCalled();
  });

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
