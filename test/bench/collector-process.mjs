import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../apps/collector/dist/main.js', import.meta.url));

/** The collector as it runs where it is scaled apart: a process of its own, on the same engines. */
export async function startCollector({ postgresUrl, brokers }) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [MAIN], {
    stdio: 'inherit',
    env: { ...process.env, PORT: String(port), DATABASE_URL: postgresUrl, KAFKA_BROKERS: brokers.join(',') },
  });
  const gone = once(child, 'exit');
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error('the collector ended at its start');
    await sleep(100);
  }
  return {
    url,
    async stop() {
      child.kill();
      await gone;
    },
  };
}

async function isReady(url) {
  try {
    return (await fetch(`${url}/health/ready`)).ok;
  } catch {
    return false;
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
