import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { accepts } from './accepts.js';

/** Listens, prints its port and takes nothing that comes. */
const DEAF = `
  const server = require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    require('node:fs').writeSync(1, String(server.address().port));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });`;
/** More than its backlog holds. */
const WAITING = 8;

describe('accepts', () => {
  it('is true of a port that is listened to, and false of one that is not', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await accepts(port)).toBe(true);
    await new Promise((resolve) => server.close(resolve));
    expect(await accepts(port)).toBe(false);
  });

  // What a full backlog does is the system's own affair.
  (process.platform === 'linux' ? it : it.skip)('gives up one that does not answer', async () => {
    const child = spawn(process.execPath, ['-e', DEAF], { stdio: ['ignore', 'pipe', 'inherit'] });
    const port = Number(String((await once(child.stdout, 'data'))[0]));
    const waiting = Array.from({ length: WAITING }, () =>
      connect(port, '127.0.0.1').on('error', () => undefined),
    );
    try {
      expect(await accepts(port)).toBe(false);
    } finally {
      for (const socket of waiting) socket.destroy();
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  });
});
