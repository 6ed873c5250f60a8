import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ATTEMPTS = 5;

/** Another process uses the same data folder. */
export class HomeInUse extends Error {}

export interface HomeLock {
  /** Tells a start that comes now to wait rather than to be refused. */
  markStopping(): void;
  release(): void;
}

/**
 * One process per data folder: chdb and the brokers' directories bear no second. A lock left by a process that
 * was killed is taken over. `infra/start/holder.mjs` reads the same file.
 * @throws HomeInUse
 */
export function lockHome(home: string): HomeLock {
  const path = join(home, 'lock');
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (take(path)) return lockAt(path);
    const seen = contentOf(path);
    const holder = livingHolder(seen);
    if (holder !== null) {
      throw new HomeInUse(
        `the data in ${home} is in use by process ${holder}; stop it, or set GROUNDSWELL_HOME to another folder`,
      );
    }
    // Not one that another start took since we looked.
    if (contentOf(path) === seen) rmSync(path, { force: true });
  }
  throw new HomeInUse(`the lock ${path} cannot be taken; delete it if nothing else runs`);
}

function lockAt(path: string): HomeLock {
  return {
    markStopping() {
      writeFileSync(`${path}.${process.pid}`, `${ourName()} stopping`, { mode: 0o600 });
      renameSync(`${path}.${process.pid}`, path);
    },
    release: () => rmSync(path, { force: true }),
  };
}

const ourName = () => `${process.pid} ${startOf(process.pid) ?? ''}`;

/** Linked into place, so that it is never there without its holder's name in it. */
function take(path: string): boolean {
  const mine = `${path}.${process.pid}`;
  try {
    writeFileSync(mine, ourName(), { mode: 0o600 });
    linkSync(mine, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(mine, { force: true });
  }
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Null for a lock that was cut off, a process that is gone, or another one that has its number by now. */
function livingHolder(content: string): number | null {
  const [number, start = ''] = content.trim().split(' ');
  const pid = Number(number);
  if (!(pid > 0) || pid === process.pid || !isAlive(pid)) return null;
  return startOf(pid) === start ? pid : null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When it began, in the system's own words; null when it is dead, '' where the system does not say. */
function startOf(pid: number): string | null {
  if (process.platform !== 'linux') return '';
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : (fields[19] ?? '');
  } catch {
    return null;
  }
}
