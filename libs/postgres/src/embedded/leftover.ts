import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { commandOf, waitUntilGone } from './processes.js';

const FAST_SHUTDOWN_MS = 15_000;
const IMMEDIATE_SHUTDOWN_MS = 5_000;

/** pid of the postmaster that postmaster.pid names, if it really is one on this data directory. */
export async function runningPostmaster(dataDir: string): Promise<number | null> {
  const text = await readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1) return null;
  const command = await commandOf(pid);
  return command?.includes(dataDir) ? pid : null;
}

/**
 * Ends the server that a killed parent left behind, and drops a postmaster.pid whose number now belongs to
 * another program (usual after a restart of a container): PostgreSQL would refuse to start over it.
 */
export async function clearLeftover(dataDir: string): Promise<void> {
  const pid = await runningPostmaster(dataDir);
  if (pid !== null) await end(pid, dataDir);
  await rm(join(dataDir, 'postmaster.pid'), { force: true });
}

async function end(pid: number, dataDir: string): Promise<void> {
  signal(pid, 'SIGINT');
  if (await waitUntilGone(pid, FAST_SHUTDOWN_MS)) return;
  signal(pid, 'SIGQUIT');
  if (await waitUntilGone(pid, IMMEDIATE_SHUTDOWN_MS)) return;
  throw new Error(`A PostgreSQL from before (process ${pid}, ${dataDir}) does not end: stop it by hand.`);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
    throw new Error(`A PostgreSQL from before (process ${pid}) runs as another user: stop it as that user.`);
  }
}
