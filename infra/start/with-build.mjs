#!/usr/bin/env node
/** Runs a script of this workspace with everything installed and built: `node with-build.mjs SCRIPT [ARGS]`. */
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { fail } from './console.mjs';
import { checkNode } from './preconditions.mjs';
import { prepare } from './prepare.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

try {
  checkNode();
  process.chdir(root);
  await prepare(root);
  await import(pathToFileURL(resolve(process.argv[2])).href);
} catch (error) {
  fail(error);
  process.exit(1);
}
