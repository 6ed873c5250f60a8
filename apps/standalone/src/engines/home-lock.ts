import { openSync, readFileSync, rmSync, writeSync, closeSync } from 'node:fs';
import { join } from 'node:path';

/** Another process uses the same data folder. */
export class HomeInUse extends Error {}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  try {
    // After a reboot the number may belong to somebody else's program.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('start.mjs');
  } catch {
    return true;
  }
}

/**
 * One process per data folder: chdb and the brokers' directories bear no second. A lock left by a process that
 * was killed is taken over.
 * @returns the release
 */
export function lockHome(home: string): () => void {
  const path = join(home, 'lock');
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const file = openSync(path, 'wx', 0o600);
      writeSync(file, String(process.pid));
      closeSync(file);
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = Number(readFileSync(path, 'utf8'));
      if (holder > 0 && holder !== process.pid && runs(holder)) {
        throw new HomeInUse(
          `the data in ${home} is in use by process ${holder}; stop it, or set GROUNDSWELL_HOME to another folder`,
        );
      }
      rmSync(path, { force: true });
    }
  }
  throw new HomeInUse(`the lock ${path} cannot be taken; delete it if nothing else runs`);
}
