import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startClient } from './client.mjs';
import { count } from './table.mjs';

const BATCH = 500;
const EVERY_MS = 5_000;
const MEGABYTE = 1024 * 1024;

/** Resident memory of the product while events pass through a process that holds nothing else. */
export async function measureMemory(home, events) {
  console.log(`Memory: ${count(events)} events`);
  const product = fork(fileURLToPath(new URL('./engines-process.mjs', import.meta.url)));
  product.send({ home });
  const [{ url, writeKey }] = await once(product, 'message');
  const start = await ask(product);
  const samples = [];
  const client = await startClient({ url, writeKey, events, batch: BATCH, stream: true });
  const sent = client.send();
  let done = false;
  const finished = sent.then(() => (done = true));
  while (!done || samples.at(-1)?.lag > 0) {
    await Promise.race([sleep(EVERY_MS), done ? sleep(EVERY_MS) : finished]);
    samples.push(await ask(product));
    if (samples.length % 12 === 0)
      console.log(`  ${megabytes(samples.at(-1))}, lag ${count(samples.at(-1).lag)}`);
  }
  await sent;
  product.send('stop');
  await once(product, 'exit');
  return {
    what: `memory of the whole process while ${count(events)} events pass: at the start, highest in each tenth`,
    ours: `${megabytes(start)}; ${tenths(samples).join(', ')}`,
    baseline: '',
    ratio: '',
  };
}

async function ask(product) {
  product.send('memory');
  const [answer] = await once(product, 'message');
  return answer;
}

const megabytes = ({ rss }) => `${count(rss / MEGABYTE)} MB`;

function tenths(samples) {
  return Array.from({ length: 10 }, (_, tenth) => {
    const part = samples.slice((tenth * samples.length) / 10, ((tenth + 1) * samples.length) / 10);
    return part.length === 0 ? '–' : megabytes({ rss: Math.max(...part.map(({ rss }) => rss)) });
  });
}
