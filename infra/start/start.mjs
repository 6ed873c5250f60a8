#!/usr/bin/env node
/**
 * `npm start`: from a bare clone to a running product. Only Node's own modules here: nothing is installed
 * yet when this file is read.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, isBuilt } from './build.mjs';
import { Refusal, fail, seconds, step } from './console.mjs';
import { install, isInstalled } from './install.mjs';
import { watchParents } from './parent-watch.mjs';
import { checkClone, checkHome, checkNode, checkPort } from './preconditions.mjs';
import { endChildren } from './run-quietly.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const started = Date.now();
let stopRunning;
let stopping = false;

async function stop(reason) {
  if (stopping) return;
  stopping = true;
  console.log(`\nStopping (${reason}) …`);
  endChildren();
  try {
    await stopRunning?.();
    console.log('Stopped.');
    process.exit(0);
  } catch (error) {
    console.error(`Stopped, but not cleanly: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(signal));
watchParents(() => void stop('the npm that started this is gone'));
// A terminal that went away must not keep us from stopping the engines.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

async function main() {
  checkNode();
  process.chdir(root);
  const port = Number(process.env.PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Refusal(`PORT must be a number from 1 to 65535, not "${process.env.PORT}"`);
  }
  await checkPort(port, process.env.HOST || '127.0.0.1');
  checkHome(process.env.GROUNDSWELL_HOME || '.groundswell');
  if (!isInstalled(root)) {
    checkClone(root);
    await step('Installing dependencies', (note) => install(root, note));
  }
  if (!isBuilt(root)) {
    checkClone(root);
    await step('Building', (note) => build(root, note));
  }
  if (stopping) return;
  const { startStandalone } = await import(pathToFileURL(join(root, 'apps/standalone/dist/main.js')).href);
  const handle = startStandalone({ root, step, env: process.env });
  stopRunning = () => handle.stop();
  const { url } = await handle.ready;
  if (!stopping)
    console.log(`Ready after ${seconds(Date.now() - started)} at ${url} (Ctrl-C stops everything)\n`);
}

main().catch(async (error) => {
  if (stopping) return;
  stopping = true;
  fail(error);
  await stopRunning?.().catch(() => {});
  process.exit(1);
});
