import { describe, expect, it } from '@jest/globals';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { brokerSettings, freePorts } from './broker-settings.js';

describe('brokerSettings', () => {
  it('listens on this machine alone', () => {
    const text = brokerSettings('/data', { client: 1111, controller: 2222 });
    expect(text).toContain('listeners=PLAINTEXT://127.0.0.1:1111,CONTROLLER://127.0.0.1:2222\n');
    expect(text).not.toContain('0.0.0.0');
  });

  it('writes a folder of any name as Java reads it', () => {
    const text = brokerSettings('/home/张 伟/a\\b', { client: 1, controller: 2 });
    expect(text).toContain('log.dirs=/home/\\u5f20 \\u4f1f/a\\\\b\n');
  });
});

describe('freePorts', () => {
  it('finds two ports that differ', async () => {
    const { client, controller } = await freePorts();
    expect(client).toBeGreaterThan(0);
    expect(controller).not.toBe(client);
  });

  it('takes another port when the preferred one is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const taken = (server.address() as { port: number }).port;
    const { client } = await freePorts(taken);
    server.close();
    expect(client).not.toBe(taken);
    expect((await freePorts(taken)).client).toBe(taken);
  });
});
