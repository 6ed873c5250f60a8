#!/usr/bin/env node
/** Runs a script of this workspace with everything installed and built: `node with-build.mjs SCRIPT [ARGS]`. */
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { fail } from './console.mjs';
import { checkNode } from './preconditions.mjs';
import { prepare } from './prepare.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const script = resolve(process.argv[2]);
let failed;

try {
  checkNode();
  process.chdir(root);
  await prepare(root);
  failed = `${basename(script)} did not get to its end`;
  await import(pathToFileURL(script).href);
} catch (error) {
  fail(error, failed);
  process.exit(1);
}
