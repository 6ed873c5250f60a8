#!/usr/bin/env node
/** Runs a script of this workspace with everything installed and built: `node with-build.mjs SCRIPT [ARGS]`. */
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, isBuilt } from './build.mjs';
import { fail, step } from './console.mjs';
import { install, isInstalled } from './install.mjs';
import { checkNode } from './preconditions.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

try {
  checkNode();
  process.chdir(root);
  if (!isInstalled(root)) await step('Installing dependencies', (note) => install(root, note));
  if (!isBuilt(root)) await step('Building', (note) => build(root, note));
  await import(pathToFileURL(resolve(process.argv[2])).href);
} catch (error) {
  fail(error);
  process.exit(1);
}
