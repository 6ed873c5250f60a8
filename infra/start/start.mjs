#!/usr/bin/env node
/**
 * `npm start`: from a bare clone to a running product. Only Node's own modules here: nothing is installed
 * yet when this file is read.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { fail, seconds, step } from './console.mjs';
import { watchParents } from './parent-watch.mjs';
import { checkClone, checkHome, checkNode, checkNotRunning, checkPort, portOf } from './preconditions.mjs';
import { isPrepared, prepare } from './prepare.mjs';
import { Stopper } from './stopper.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const started = Date.now();
const stopper = new Stopper();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stopper.onSignal(signal));
watchParents(() => void stopper.stop('the npm that started this is gone'));
// A terminal that went away must not keep us from stopping the engines.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

/** All that can be refused before anything is written or started. */
async function checkMachine() {
  checkNode();
  process.chdir(root);
  const home = process.env.GROUNDSWELL_HOME || '.groundswell';
  const port = portOf(process.env.PORT);
  if (!isPrepared(root)) checkClone(root);
  await checkNotRunning(home);
  await checkPort(port, process.env.HOST || '127.0.0.1');
  checkHome(home);
}

async function main() {
  await checkMachine();
  await prepare(root);
  const { startStandalone } = await import(pathToFileURL(join(root, 'apps/standalone/dist/main.js')).href);
  if (stopper.begun) return;
  const handle = startStandalone({ root, step, env: process.env });
  stopper.stops(() => handle.stop());
  const { url } = await handle.ready;
  stopper.ready();
  if (!stopper.begun)
    console.log(`Ready after ${seconds(Date.now() - started)} at ${url} (Ctrl-C stops everything)\n`);
}

main().catch(async (error) => {
  if (stopper.begun) return;
  fail(error);
  await stopper.giveUp();
});
