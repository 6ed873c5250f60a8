import { randomBytes } from 'node:crypto';
import { chown, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { folderFrom, folderIn } from './cluster-folder.js';
import { isRoot } from './run-as.js';

/**
 * What we remember of the embedded server between starts, kept in `<home>/postgres.json` (mode 0600), where a folder in
 * home is written from there on: a home that was moved or copied has its own.
 */
export interface ClusterRecord {
  /** The cluster's own folder: home's, or one elsewhere that the server's user can reach. */
  directory: string;
  port: number;
  password: string;
  /** Who started it last: a second start must not take the server of a living one. */
  owner?: { pid: number; startedAt: string };
}

const FILE = 'postgres.json';

export async function readRecord(home: string): Promise<ClusterRecord | null> {
  const path = join(home, FILE);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new Error(`${path} cannot be read (${error.code}): start as the user who started it before.`);
  });
  if (text === null) return null;
  const record = JSON.parse(text) as ClusterRecord;
  return { ...record, directory: await folderIn(resolve(home), record.directory) };
}

/**
 * Whole or not at all, so that a kill in the middle loses nothing. Root leaves it with home's owner, who may be
 * the one to start next.
 */
export async function writeRecord(home: string, record: ClusterRecord): Promise<void> {
  const path = join(home, FILE);
  const kept = { ...record, directory: folderFrom(resolve(home), record.directory) };
  await writeFile(`${path}.new`, JSON.stringify(kept, null, 2), { mode: 0o600 });
  if (isRoot()) await giveToOwnerOf(home, `${path}.new`);
  await rename(`${path}.new`, path);
}

async function giveToOwnerOf(home: string, path: string): Promise<void> {
  const { uid, gid } = await stat(home);
  await chown(path, uid, gid);
}

export function newPassword(): string {
  return randomBytes(24).toString('base64url');
}
