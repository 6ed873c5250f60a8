import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below those that systems give to outgoing connections, so that a process that is away does not lose its port. */
const FIRST = 20_000;
const LAST = 32_000;

/** `count` ports of 127.0.0.1 that nobody has now. */
export async function freePorts(count) {
  const ports = [];
  for (let port = FIRST + (process.pid % 5000); ports.length < count; port++) {
    if (port > LAST) throw new Error('No free ports were found.');
    if (await isFree(port)) ports.push(port);
  }
  return ports;
}

async function isFree(port) {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch {
    return false;
  }
  await new Promise((resolve) => server.close(resolve));
  return true;
}
