import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { BATCH, batchOf, isLate } from './events.mjs';
import { Imports } from './imports.mjs';

const CLIENTS = 4;
const SCRIPT = fileURLToPath(new URL('./client.mjs', import.meta.url));

/** Several client processes and what they say they did, and imports beside them. */
export class Clients {
  constructor(world, events) {
    this.world = world;
    this.imports = new Imports(world, events);
    this.batches = Math.ceil(events / BATCH / CLIENTS);
    this.tallies = { requests: 0, failed: 0 };
    this.records = Array.from({ length: CLIENTS }, () => ({
      sent: new Set(),
      acknowledged: new Set(),
      givenUp: new Set(),
    }));
  }

  /** @returns a promise of the moment when every batch is acknowledged or given up, and every import done */
  start({ urls, project, overMs, client }) {
    const { id: projectId, writeKey } = project;
    const authorization = `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`;
    const task = { urls, authorization, overMs, world: this.world, batches: this.batches };
    this.processes = this.records.map(() => fork(SCRIPT));
    const sending = this.processes.map((child, place) => this.follow(child, { ...task, client: place }));
    this.done = Promise.all([...sending, this.imports.start({ client, projectId, overMs })]);
    this.done.catch(() => undefined);
    return this.done;
  }

  follow(child, task) {
    const record = this.records[task.client];
    child.send(task);
    return new Promise((resolve, reject) => {
      child.on('message', (word) => {
        for (const kind of Object.keys(record)) if (kind in word) record[kind].add(word[kind]);
        if (word.broken) reject(new Error(`Client ${task.client}: ${word.broken}.`));
        if (!word.done) return;
        for (const name of Object.keys(this.tallies)) this.tallies[name] += word.done[name];
        child.disconnect();
        resolve();
      });
      child.on('exit', (code) => code && reject(new Error(`Client ${task.client} ended with ${code}.`)));
    });
  }

  /** No more waiting between batches. */
  hurry() {
    this.imports.hurry();
    for (const child of this.processes) if (child.connected) child.send('hurry');
  }

  stop() {
    this.imports.stop();
    for (const child of this.processes ?? []) child.kill();
  }

  /** Messages of the batches of that kind: `sent`, `acknowledged` or `givenUp`. */
  *messages(kind) {
    for (const [client, record] of this.records.entries())
      for (const number of record[kind]) yield* batchOf(this.world, client, number);
    yield* this.imports.messages(kind);
  }

  ids(kind, late) {
    const ids = new Set();
    for (const message of this.messages(kind)) if (isLate(message) === late) ids.add(message.messageId);
    return ids;
  }
}
