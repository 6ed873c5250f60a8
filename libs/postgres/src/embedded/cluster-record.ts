import { randomBytes } from 'node:crypto';
import { chown, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRoot } from './run-as.js';

/** What we remember of the embedded server between starts, kept in `<home>/postgres.json` (mode 0600). */
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
  return text === null ? null : (JSON.parse(text) as ClusterRecord);
}

/**
 * Whole or not at all, so that a kill in the middle loses nothing. Root leaves it with home's owner, who may be
 * the one to start next.
 */
export async function writeRecord(home: string, record: ClusterRecord): Promise<void> {
  const path = join(home, FILE);
  await writeFile(`${path}.new`, JSON.stringify(record, null, 2), { mode: 0o600 });
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
