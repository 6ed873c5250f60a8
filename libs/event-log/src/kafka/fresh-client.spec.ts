import { describe, expect, it } from '@jest/globals';
import type { ISocketFactory } from 'kafkajs';
import { setImmediate as allThatIsDue } from 'node:timers/promises';
import { FreshClient } from './fresh-client.js';

const LIMIT_MS = 60_000;

class Client {
  ended = false;
  constructor(readonly socketFactory: ISocketFactory) {}
  async connect() {}
  async disconnect() {
    this.ended = true;
  }
  /** Its sockets are taken away at the end, and no other is made. */
  get isGone(): boolean {
    try {
      this.socketFactory({
        host: '127.0.0.1',
        port: 1,
        ssl: false as never,
        onConnect: () => undefined,
      }).destroy();
      return false;
    } catch {
      return true;
    }
  }
}

function world() {
  const made: Client[] = [];
  const fresh = new FreshClient<Client>((socketFactory) => {
    const client = new Client(socketFactory);
    made.push(client);
    return client;
  });
  return { made, fresh, fail: () => fresh.use(() => Promise.reject(new Error('no such topic')), LIMIT_MS) };
}

/** A call that ends when it is told to. */
function slowCall(fresh: FreshClient<Client>, limitMs = LIMIT_MS) {
  let resolve!: (value: string) => void;
  let reject!: (error: Error) => void;
  const answer = new Promise<string>((...ways) => ([resolve, reject] = ways));
  return { result: fresh.use(() => answer, limitMs), resolve, reject };
}

describe('FreshClient', () => {
  it('leaves a client whose call failed to its other calls, and takes another for new ones', async () => {
    const { made, fresh, fail } = world();
    const slow = slowCall(fresh);
    await expect(fail()).rejects.toThrow('no such topic');
    expect(await fresh.use(async (client) => made.indexOf(client), LIMIT_MS)).toBe(1);
    expect(made[0]!.ended).toBe(false);
    expect(made[0]!.isGone).toBe(false);
    slow.resolve('done');
    expect(await slow.result).toBe('done');
    await fresh.close();
    expect(made.map(({ ended, isGone }) => ended && isGone)).toEqual([true, true]);
  });

  it('ends a client that failed with the last of its calls, also one that is never answered', async () => {
    const { made, fresh, fail } = world();
    const never = slowCall(fresh, 20);
    await expect(fail()).rejects.toThrow('no such topic');
    await expect(never.result).rejects.toThrow('no answer within 20 ms');
    await allThatIsDue();
    expect(made).toHaveLength(1);
    expect(made[0]!.ended).toBe(true);
    expect(made[0]!.isGone).toBe(true);
  });

  it('closes without waiting for calls in flight', async () => {
    const { made, fresh, fail } = world();
    const slow = slowCall(fresh);
    await expect(fail()).rejects.toThrow('no such topic');
    await fresh.close();
    expect(made[0]!.isGone).toBe(true);
    slow.reject(new Error('the connection is closed'));
    await expect(slow.result).rejects.toThrow('the connection is closed');
  });
});
