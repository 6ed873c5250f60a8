import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const MODULE = pathToFileURL(join(__dirname, 'run-quietly.mjs')).href;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

async function until(condition: () => boolean, limitMs = 15_000): Promise<void> {
  for (const end = Date.now() + limitMs; !condition(); await sleep(50)) {
    if (Date.now() > end) throw new Error('not in time');
  }
}

describe('a command that the start runs', () => {
  let folder: string;
  let starter: ChildProcess;
  let grandchild: number;

  /** A command that has a child of its own, as npm and Nx have, and does not mind SIGTERM. */
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'groundswell-run-'));
    const pidFile = join(folder, 'pid');
    const command = `trap '' TERM; sh -c 'trap "" TERM; echo $$ > ${pidFile}; while :; do sleep 1; done' & wait`;
    const script = `
      import { endChildren, runQuietly } from '${MODULE}';
      process.on('SIGTERM', () => endChildren().then(() => process.exit(7)));
      await runQuietly('sh', ['-c', ${JSON.stringify(command)}], { cwd: '/' });`;
    starter = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
    await until(() => existsSync(pidFile) && Number(readFileSync(pidFile, 'utf8')) > 0);
    grandchild = Number(readFileSync(pidFile, 'utf8'));
  });
  afterEach(() => {
    starter.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  it('is ended with its children before the start ends', async () => {
    if (process.platform !== 'linux') return;
    starter.kill('SIGTERM');
    const [code] = (await once(starter, 'exit')) as [number];
    expect(code).toBe(7);
    expect(isRunning(grandchild)).toBe(false);
  });

  it('does not outlive a start that was killed', async () => {
    if (process.platform !== 'linux') return;
    starter.kill('SIGKILL');
    await until(() => !isRunning(grandchild));
  });
});
