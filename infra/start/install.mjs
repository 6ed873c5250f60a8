import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { noteGroup } from './clone-lock.mjs';
import { Refusal } from './console.mjs';
import { npmFault } from './npm-fault.mjs';
import { runQuietly } from './run-quietly.mjs';

const stampFile = (root) => join(root, 'node_modules', '.groundswell-installed');
/** There from the beginning of an install to its end. */
const markerFile = (root) => join(root, 'node_modules', '.groundswell-installing');
const OURS = /^\.groundswell-/;

/** What the installed tree depends on: the lock file, Node's ABI and the platform. */
function fingerprint(root) {
  const hash = createHash('sha256');
  hash.update(readFileSync(join(root, 'package-lock.json')));
  hash.update(`${process.versions.modules} ${process.platform} ${process.arch}`);
  return hash.digest('hex');
}

export function isInstalled(root) {
  const stamp = stampFile(root);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(root);
}

/**
 * Where an install was cut off, packages may be there in part, and npm takes a package for whole by its package.json
 * alone: they are removed, and come again from npm's cache.
 */
async function clearHalfInstalled(root, note) {
  if (!existsSync(markerFile(root))) return;
  note('removing what an install that was cut off left');
  const folders = ['apps', 'libs'].flatMap((parent) =>
    readdirSync(join(root, parent)).map((name) => join(root, parent, name, 'node_modules')),
  );
  const top = join(root, 'node_modules');
  const packages = readdirSync(top)
    .filter((name) => !OURS.test(name))
    .map((name) => join(top, name));
  await Promise.all([...folders, ...packages].map((path) => rm(path, { recursive: true, force: true })));
}

/** npm undoes what it began when it fails by itself; killed, or with a script of a package killed, it does not. */
const wasCutOff = (code) => typeof code !== 'number' || code > 128;

/**
 * Installs what the lock file says. Not `npm ci`: it refuses a lock that lacks a package built for some other platform
 * only, which a registry may have later than the rest. The stamp is written last, so a cut-off install is redone.
 */
export async function install(root, note) {
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  await clearHalfInstalled(root, note);
  writeFileSync(markerFile(root), '');
  const args = ['install', '--no-save', '--include=dev', '--no-audit', '--no-fund'];
  const { code, tail } = await runQuietly('npm', args, { cwd: root, note, onSpawn: noteGroup(root) });
  if (code === 0 || !wasCutOff(code)) rmSync(markerFile(root), { force: true });
  if (code !== 0) {
    throw new Refusal(`the dependencies could not be installed (npm install, ${code}): ${npmFault(tail)}`);
  }
  writeFileSync(stampFile(root), fingerprint(root));
}
