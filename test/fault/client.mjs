/**
 * A client process: sends its batches at an even pace, and each of them again until it is acknowledged, as an SDK
 * does. It tells its parent what it sent, what was acknowledged, and what it gave up after a failure, which may have
 * been taken all the same.
 */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { batchOf } from './events.mjs';
import { randomOf } from './random.mjs';

const AT_ONCE = 2;
const TIMEOUT_MS = 15_000;
/** Of batches that failed once: their page was closed, and nobody sends them again. */
const GIVE_UP = 0.05;
/** Of batches that were acknowledged: the answer was lost on the way, so they are sent once more. */
const ANSWER_LOST = 0.03;

const [task] = await once(process, 'message');
const random = randomOf(task.world.run, task.client, 'behaviour');
const tallies = { requests: 0, failed: 0 };
const began = Date.now();
let hurry = false;
let next = 0;
process.on('message', (word) => (hurry ||= word === 'hurry'));
process.on('disconnect', () => process.exit(0));

/** The status, or 0 where there was no answer. */
async function post(body) {
  tallies.requests++;
  const url = random.pick(task.urls);
  try {
    const response = await fetch(`${url}/v1/batch`, {
      method: 'POST',
      body,
      headers: { authorization: task.authorization, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}

/** @throws Error at an answer that an SDK does not repeat: the events are right, so it must not come */
async function isTaken(body) {
  const status = await post(body);
  if (status === 200) return true;
  tallies.failed++;
  if (status > 0 && status < 500 && status !== 429) throw new Error(`the collector answered ${status}`);
  return false;
}

async function deliver(number) {
  const body = JSON.stringify({ batch: batchOf(task.world, task.client, number) });
  process.send({ sent: number });
  for (let attempt = 0; !(await isTaken(body)); attempt++) {
    if (attempt === 0 && random.chance(GIVE_UP)) return process.send({ givenUp: number });
    await sleep(Math.min(100 * 2 ** attempt, 2000) * (0.5 + random.next()));
  }
  process.send({ acknowledged: number });
  if (random.chance(ANSWER_LOST)) await isTaken(body);
}

async function sender() {
  while (next < task.batches) {
    const number = next++;
    const due = began + (number / task.batches) * task.overMs;
    while (!hurry && Date.now() < due) await sleep(Math.min(due - Date.now(), 200));
    await deliver(number);
  }
}

try {
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  process.send({ done: tallies });
} catch (error) {
  process.send({ broken: error.message });
}
