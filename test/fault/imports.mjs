import { setTimeout as sleep } from 'node:timers/promises';
import { URLSearchParams } from 'node:url';
import { randomOf } from './random.mjs';

const ROWS = 1_000;
/** Of all events. */
const SHARE = 0.1;
const DAY_MS = 86_400_000;
const MAPPING = { event: 'event', distinctId: 'anonymousId', timestamp: 'timestamp', messageId: 'messageId' };

/** The same whenever it is made, as in events.mjs; its people are of imports alone. */
function rowsOf({ run, now }, file) {
  const random = randomOf(run, 'import', file);
  return Array.from({ length: ROWS }, (_, index) => ({
    type: 'track',
    messageId: `${run}-import-${file}-${index}`,
    anonymousId: `imported-${random.below(ROWS)}`,
    event: random.pick(['Opened', 'Message Sent']),
    timestamp: new Date(now - Math.floor(random.between(0, 200) * DAY_MS)).toISOString(),
  }));
}

/** Files that are imported while faults are injected, one after the other. */
export class Imports {
  constructor(world, events) {
    this.world = world;
    this.files = Math.ceil((events * SHARE) / ROWS);
    this.record = { sent: new Set(), acknowledged: new Set(), givenUp: new Set() };
  }

  /** @returns a promise of the moment when all of them are done, in the product's word */
  async start({ client, projectId, overMs }) {
    const began = Date.now();
    for (let file = 0; file < this.files && !this.stopped; file++) {
      const due = began + (file / this.files) * overMs;
      while (!this.hurried && !this.stopped && Date.now() < due) await sleep(200);
      this.record.sent.add(file);
      await this.import(client, projectId, file);
      this.record.acknowledged.add(file);
    }
  }

  /** Sent again where no answer came: it may have been received, and then its rows come twice. */
  async import(client, projectId, file) {
    const path = `/projects/${projectId}/imports`;
    const body = rowsOf(this.world, file)
      .map((row) => JSON.stringify(row))
      .join('\n');
    const query = new URLSearchParams({ mapping: JSON.stringify(MAPPING), fileName: `${file}.ndjson` });
    const { importId } = await this.answered(() =>
      client.send(`${path}?${query}`, 'application/x-ndjson', body),
    );
    for (;;) {
      const { state, rows, accepted } = await this.answered(() => client.call('GET', `${path}/${importId}`));
      if (state === 'done' && rows === ROWS && accepted === ROWS) return;
      if (state !== 'running') throw new Error(`Import ${file} is ${state} with ${accepted} of ${rows} rows`);
      await sleep(500);
    }
  }

  /** @throws Error at an answer that says that the request is wrong */
  async answered(ask) {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (this.stopped || / 4(?!29)\d\d /.test(error.message)) throw error;
        await sleep(500);
      }
    }
  }

  hurry() {
    this.hurried = true;
  }

  stop() {
    this.stopped = true;
  }

  *messages(kind) {
    for (const file of this.record[kind]) yield* rowsOf(this.world, file);
  }
}
