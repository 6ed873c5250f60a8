import { chown, lstat, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.js';
import { faultIn } from './fault-in.js';
import { guard } from './guard.js';
import { runAs, type ServerUser } from './run-as.js';

export const SUPERUSER = 'groundswell';
export const DATABASE = 'groundswell';
const PARTIAL = 'data.partial-';

export function dataDirOf(directory: string): string {
  return join(directory, 'data');
}

/** True when initdb has run to its end there; also checks that the data fits our PostgreSQL. */
export async function isInitialised(
  directory: string,
  binaries: Binaries,
  user: ServerUser,
): Promise<boolean> {
  const path = join(dataDirOf(directory), 'PG_VERSION');
  const version = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new Error(`${path} cannot be read (${error.code}): start as the user who started it before.`);
  });
  if (version === null) return false;
  const { output } = await runAs(user, binaries.postgres, ['--version']);
  const major = /(\d+)/.exec(output)?.[1];
  if (version.trim() === major) return true;
  throw new Error(
    `${dataDirOf(directory)} was written by PostgreSQL ${version.trim()}, this is ${major}: dump and restore it.`,
  );
}

/**
 * Makes the cluster in a folder beside its place and renames it at the end, so that one killed half-way is
 * simply made again.
 */
export async function initialise(
  directory: string,
  binaries: Binaries,
  user: ServerUser,
  password: string,
): Promise<void> {
  const partial = join(directory, `${PARTIAL}${process.pid}`);
  const passwordFile = join(directory, 'password');
  await rm(dataDirOf(directory), { recursive: true, force: true });
  await writeFor(user, passwordFile, password);
  try {
    const { code, output } = await runAs(
      user,
      binaries.initdb,
      initdbArguments(partial, passwordFile),
      (pid) => guard(pid, user),
    );
    if (code !== 0) throw new Error(`PostgreSQL cannot make its data in ${directory}: ${faultIn(output)}.`);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(partial, dataDirOf(directory));
}

/** An initdb whose parent was killed may still be writing into one: best effort, the next start tries again. */
export async function removePartial(directory: string): Promise<void> {
  const found = (await readdir(directory).catch(() => [])).filter((name) => name.startsWith(PARTIAL));
  const removals = found.map((name) => rm(join(directory, name), { recursive: true, force: true }));
  await Promise.allSettled(removals);
}

/** The builtin provider gives the same order of text on every platform. */
function initdbArguments(dataDir: string, passwordFile: string): string[] {
  return [
    `--pgdata=${dataDir}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ];
}

async function writeFor(user: ServerUser, path: string, text: string): Promise<void> {
  await rm(path, { force: true });
  await writeFile(path, `${text}\n`, { mode: 0o600, flag: 'wx' });
  if (user.uid !== undefined && user.gid !== undefined) await chown(path, user.uid, user.gid);
}

/** Who owns the data, null where there is none. */
export async function ownerOf(directory: string): Promise<{ uid: number; gid: number } | null> {
  return lstat(directory).catch(() => null);
}
