#!/usr/bin/env node
/** `npm run test:fault`: clients send while the product and its engines are killed; then everything is counted. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Clients } from './clients.mjs';
import { readOptions } from './options.mjs';
import { randomOf } from './random.mjs';
import { SplitWorld } from './split-world.mjs';
import { StandaloneWorld } from './standalone-world.mjs';
import { countsTable, faultsTable } from './tables.mjs';
import { Verification } from './verify.mjs';

/** Of the events, and of the time. */
const SHARES = { split: 0.7, standalone: 0.3 };
const WORLDS = { split: SplitWorld, standalone: StandaloneWorld };
const DAY_MS = 86_400_000;
/** A group is moved only while nobody is in it, and any other fault may bring somebody back. */
const ALONE = /replayed/;

const seconds = (since) => ((Date.now() - since) / 1000).toFixed(1).padStart(6);

/** Injects one fault after the other, every kind once before any kind twice, now and then two at a time. */
async function inject(world, options, random, overMs, injected) {
  const kinds = Object.entries(world.faults()).filter(
    ([kind]) => options.kinds.length === 0 || options.kinds.some((part) => kind.includes(part)),
  );
  const began = Date.now();
  let queue = [];
  while (Date.now() - began < overMs) {
    if (queue.length < 2) queue = [...queue, ...random.shuffled(kinds)];
    const together = random.chance(0.2) && !queue.slice(0, 2).some(([kind]) => ALONE.test(kind));
    const faults = queue.splice(0, together ? 2 : 1);
    console.log(`${seconds(began)} s  ${faults.map(([kind]) => kind).join(' + ')}`);
    const results = await Promise.allSettled(
      faults.map(([kind, fault]) => run(kind, fault, random, injected)),
    );
    for (const { reason } of results) if (reason) throw reason;
    await sleep(random.between(500, 4_000));
  }
}

async function run(kind, fault, random, injected) {
  const leftOut = await fault(random);
  if (leftOut) return console.log(`          ${kind} ${leftOut}`);
  injected.set(kind, (injected.get(kind) ?? 0) + 1);
}

/** @returns {figures, mismatches} */
async function runWorld(name, options, home, injected) {
  const share = SHARES[name] / options.worlds.reduce((sum, world) => sum + SHARES[world], 0);
  const events = Math.ceil(options.events * share);
  const overMs = options.minutes * 60_000 * share;
  const run = `${options.seed}.${name}`;
  const now = Date.now();
  console.log(`\n${name}: ${events} events over ${Math.round(overMs / 1000)} s`);
  const world = await WORLDS[name].start(home);
  const clients = new Clients({ run, users: Math.ceil(events / 40), now }, events);
  try {
    await world.client.signIn();
    const project = await world.client.createProject();
    const sending = clients.start({ urls: world.urls, project, overMs, client: world.client });
    await Promise.race([
      inject(world, options, randomOf(run, 'faults'), overMs, injected),
      failureOf(sending),
    ]);
    clients.hurry();
    await sending;
    const settling = Date.now();
    await world.settle();
    console.log(`all stored ${seconds(settling).trim()} s after the last acknowledgement`);
    return await verify(world, clients, project.id, now);
  } finally {
    clients.stop();
    await world.stop();
  }
}

/** Never resolves: only a client that breaks ends the run early. */
const failureOf = (sending) => new Promise((_, reject) => sending.catch(reject));

async function verify(world, clients, projectId, now) {
  const letters = await world.client.deadLetters(projectId);
  const day = (daysAgo) => new Date(now - daysAgo * DAY_MS).toISOString().slice(0, 10);
  const verification = new Verification({ clients, projectId, store: null });
  await verification.checkReports(world.client, { from: day(22), to: day(0) });
  verification.store = await world.openStore();
  const figures = await verification.run(letters);
  if (world.ownEnds.length > 0)
    console.log(`ended by themselves, started again: ${world.ownEnds.join(', ')}`);
  return { figures: { ...figures, ...clients.tallies }, mismatches: verification.mismatches };
}

async function main() {
  const options = readOptions(process.argv.slice(2).filter((word) => !word.endsWith('fault.mjs')));
  const home = options.home || mkdtempSync(join(tmpdir(), 'groundswell-fault-'));
  const began = Date.now();
  const injected = new Map();
  const results = new Map();
  console.log(`Fault suite, seed ${options.seed}; data and logs in ${home}`);
  for (const name of options.worlds) {
    const folder = join(home, name);
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    results.set(name, await runWorld(name, options, folder, injected));
  }
  console.log(`\n${faultsTable(injected)}\n\n${countsTable(results)}\n`);
  const mismatches = [...results].flatMap(([name, result]) =>
    result.mismatches.map((text) => `${name}: ${text}`),
  );
  for (const text of mismatches) console.log(`MISMATCH  ${text}`);
  const verdict = mismatches.length === 0 ? 'no mismatch' : `${mismatches.length} mismatches`;
  console.log(`Seed ${options.seed}: ${verdict} after ${Math.round((Date.now() - began) / 1000)} s.`);
  if (mismatches.length === 0 && !options.keep) rmSync(home, { recursive: true, force: true });
  process.exitCode = mismatches.length === 0 ? 0 : 1;
}

await main();
