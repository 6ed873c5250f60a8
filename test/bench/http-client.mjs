/**
 * A client process of the ingestion benchmarks: prepares bodies of Segment batches, then sends them on a word, either
 * as fast as answers come or on a schedule. Answers `{ok, latencies}`, latencies in ms.
 */
import { createRequire } from 'node:module';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

const require = createRequire(import.meta.url);
const { simulateInChunks } = require('@groundswell/demo');
const AT_ONCE = 4;

const [{ url, writeKey, events, batch, perSecond, stream = false, run = '' }] = await once(
  process,
  'message',
);
const authorization = `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`;
// Prepared before the clock starts, unless they would not fit in memory.
const bodies = stream ? prepare() : [...prepare()].values();
process.send('ready');
await once(process, 'message');
try {
  process.send({ ok: true, latencies: perSecond ? await onSchedule() : await asFastAsAnswersCome() });
} catch (error) {
  process.send({ ok: false, message: error.message });
}

/** Ids of their own for each run, so that nothing of an earlier one is found again. */
function* prepare() {
  let items = [];
  let taken = 0;
  for (const chunk of simulateInChunks({ scale: scaleFor(events) })) {
    for (const message of chunk) {
      if (taken++ === events) break;
      items.push({ ...message, messageId: `${message.messageId}${run}` });
      if (items.length === batch) yield JSON.stringify({ batch: items.splice(0) });
    }
    if (taken > events) break;
  }
  if (items.length > 0) yield JSON.stringify({ batch: items });
}

/** A share of the published size that has enough events: a hundredth has nearly a million. */
function scaleFor(count) {
  return Math.min(1, Math.max(0.01, count / 95_000_000));
}

async function post(body) {
  const started = performance.now();
  const response = await fetch(`${url}/v1/import`, {
    method: 'POST',
    body,
    headers: { authorization, 'content-type': 'application/json' },
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  await response.arrayBuffer();
  return performance.now() - started;
}

async function asFastAsAnswersCome() {
  const latencies = [];
  const sender = async () => {
    for (let next = bodies.next(); !next.done; next = bodies.next()) latencies.push(await post(next.value));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  return latencies;
}

/** A late answer holds nothing up: what waits behind it is part of its latency. */
async function onSchedule() {
  const interval = (1000 * batch) / perSecond;
  const started = performance.now();
  const answers = [];
  for (const body of bodies) {
    const wait = started + answers.length * interval - performance.now();
    if (wait > 1) await sleep(wait);
    answers.push(post(body));
  }
  return Promise.all(answers);
}
