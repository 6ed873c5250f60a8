import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noteGroup } from './clone-lock.mjs';
import { Refusal } from './console.mjs';
import { runQuietly } from './run-quietly.mjs';

const SOURCES = [
  'apps',
  'libs',
  'migrations',
  'package-lock.json',
  '.swcrc',
  'nx.json',
  'tsconfig.base.json',
];
const SKIPPED = new Set(['node_modules', 'dist', '.nx']);
const stampFile = (root) => join(root, 'node_modules', '.groundswell-built');

function* files(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) {
    yield `${path} ${stat.size} ${stat.mtimeMs}`;
    return;
  }
  for (const name of readdirSync(path).sort()) if (!SKIPPED.has(name)) yield* files(join(path, name));
}

function fingerprint(root) {
  const hash = createHash('sha256');
  for (const source of SOURCES) for (const line of files(join(root, source))) hash.update(line);
  return hash.digest('hex');
}

const outputs = (root) =>
  ['apps/standalone/dist/main.js', 'apps/admin/dist/index.html'].every((path) =>
    existsSync(join(root, path)),
  );

export function isBuilt(root) {
  const stamp = stampFile(root);
  return existsSync(stamp) && outputs(root) && readFileSync(stamp, 'utf8') === fingerprint(root);
}

/** Builds what changed. Nx runs without its daemon, which would outlive us. */
export async function build(root, note) {
  const before = fingerprint(root);
  const { code, tail } = await runQuietly(
    process.execPath,
    [join(root, 'node_modules/nx/dist/bin/nx.js'), 'run-many', '-t', 'build', '--output-style=stream'],
    {
      cwd: root,
      env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' },
      note,
      onSpawn: noteGroup(root),
    },
  );
  if (code !== 0) throw new Refusal(`the build failed.\n${tail}`);
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(stampFile(root), before);
}
