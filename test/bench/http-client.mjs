/** A client process of the ingestion benchmark: prepares bodies, then sends them on a word. */
import { createRequire } from 'node:module';
import { once } from 'node:events';

const require = createRequire(import.meta.url);
const { simulate } = require('@groundswell/demo');
const AT_ONCE = 4;

const [{ url, writeKey, events, batch }] = await once(process, 'message');
const bodies = [];
let items = [];
let taken = 0;
for (const day of simulate()) {
  for (const message of day) {
    if (taken++ === events) break;
    items.push(message);
    if (items.length === batch) {
      bodies.push(JSON.stringify({ batch: items }));
      items = [];
    }
  }
  if (taken > events) break;
}
if (items.length > 0) bodies.push(JSON.stringify({ batch: items }));
process.send('ready');
await once(process, 'message');

const authorization = `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`;
let next = 0;
async function sender() {
  while (next < bodies.length) {
    const body = bodies[next++];
    const response = await fetch(`${url}/v1/import`, {
      method: 'POST',
      body,
      headers: { authorization, 'content-type': 'application/json' },
    });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    await response.arrayBuffer();
  }
}
try {
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  process.send('done');
} catch (error) {
  process.send(error.message);
}
