import { createHash, randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, rmdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { SHARED_HOME } from './binaries.js';
import { FOLDER_IN_HOME } from './cluster-folder.js';
import { runAs, type ServerUser } from './run-as.js';

const OWN_FOLDER = 0o700;
/** Others may pass through to what is theirs, but not list. */
const PASSABLE = 0o711;

/**
 * A folder for a new cluster that the server's user owns and can reach: under home where that is possible
 * (it is not when home lies in /root), else under /var/lib/groundswell. The random part keeps a home that was
 * deleted and made anew from finding old data it has no password for.
 */
export async function placeCluster(
  home: string,
  user: ServerUser,
  say: (text: string) => void,
): Promise<string> {
  const inHome = join(home, FOLDER_IN_HOME);
  if (await offer(home, inHome, user)) return inHome;
  const id = `${createHash('sha256').update(home).digest('hex').slice(0, 12)}-${randomBytes(3).toString('hex')}`;
  const elsewhere = join(SHARED_HOME, id);
  await mkdir(SHARED_HOME, { recursive: true, mode: PASSABLE });
  if (await offer(SHARED_HOME, elsewhere, user)) {
    say(`keeping PostgreSQL's data in ${elsewhere}, as ${user.name} cannot reach ${home}`);
    return elsewhere;
  }
  throw new Error(
    `${user.name} can reach neither ${home} nor ${SHARED_HOME}: set GROUNDSWELL_HOME to a folder it can.`,
  );
}

async function offer(parent: string, directory: string, user: ServerUser): Promise<boolean> {
  await mkdir(directory, { recursive: true, mode: OWN_FOLDER });
  await letPass(parent, user);
  if (user.uid !== undefined && user.gid !== undefined) await chown(directory, user.uid, user.gid);
  const trial = await runAs(user, '/bin/sh', ['-c', 'cd "$1" && test -w .', 'sh', directory]);
  return trial.code === 0 || forget(directory);
}

async function forget(directory: string): Promise<false> {
  await rmdir(directory).catch(() => undefined);
  return false;
}

/**
 * Lets the server's group, and nobody else, pass through a folder of ours that was closed to all. One that is
 * already open to some group is left as it is, and so is a user's own home.
 */
export async function letPass(directory: string, user: ServerUser): Promise<void> {
  const { mode, uid } = await stat(directory);
  const isOursAlone = uid === process.getuid?.() && (mode & 0o077) === 0 && directory !== homedir();
  if (user.gid === undefined || !isOursAlone) return;
  await chown(directory, uid, user.gid);
  await chmod(directory, (mode & 0o700) | 0o010);
}
