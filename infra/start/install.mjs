import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from './console.mjs';
import { npmFault } from './npm-fault.mjs';
import { runQuietly } from './run-quietly.mjs';

const stampFile = (root) => join(root, 'node_modules', '.groundswell-installed');

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
 * Installs what the lock file says. Not `npm ci`: it refuses a lock that lacks a package built for some other platform
 * only, which a registry may have later than the rest. The stamp is written last, so a cut-off install is redone.
 */
export async function install(root, note) {
  const args = ['install', '--no-save', '--include=dev', '--no-audit', '--no-fund'];
  const { code, tail } = await runQuietly('npm', args, { cwd: root, note });
  if (code !== 0) {
    throw new Refusal(`the dependencies could not be installed (npm install, ${code}): ${npmFault(tail)}`);
  }
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(stampFile(root), fingerprint(root));
}
