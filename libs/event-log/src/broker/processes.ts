import { execFile, type ExecFileOptions, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** True while the process runs; one that is dead and not yet reaped does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return true;
  }
}

/** The command line of a process, '' where there is none. */
export async function commandOf(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    } catch {
      return '';
    }
  }
  const found = await run('ps', ['-o', 'args=', '-p', String(pid)]).catch(() => null);
  return found?.stdout.trim() ?? '';
}

/** Asks the process to end, and makes it end when it has not within the time. */
export async function endProcess(pid: number, patienceMs: number): Promise<void> {
  signal(pid, 'SIGTERM');
  const deadline = Date.now() + patienceMs;
  while (isRunning(pid)) {
    if (Date.now() > deadline) signal(pid, 'SIGKILL');
    await sleep(50);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Reads a pipe that only we hold: its end is our end, however we were killed. */
const WATCH = `
  while read -r line; do :; done
  kill -TERM "$1" || exit
  for second in 1 2 3 4 5 6 7 8 9 10; do sleep 1; kill -0 "$1" || exit; done
  kill -KILL "$1"
`;

/**
 * Ends the process when this one dies, however that happens.
 * @returns the function that calls the guard off
 */
export function guard(pid: number): () => void {
  const watcher = spawn('/bin/sh', ['-c', WATCH, 'groundswell-kafka-guard', String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watcher.once('error', () => undefined);
  watcher.stdin.on('error', () => undefined);
  watcher.unref();
  (watcher.stdin as Socket).unref();
  return () => watcher.kill('SIGKILL');
}

/**
 * Runs a command to its end; it does not outlive this process, nor `options.signal`.
 * @throws what `execFile` throws; `signal` of the error names the signal where one ended it
 */
export async function runGuarded(command: string, args: string[], options: ExecFileOptions): Promise<void> {
  const running = run(command, args, options);
  const callOffGuard = running.child.pid ? guard(running.child.pid) : () => undefined;
  try {
    await running;
  } finally {
    callOffGuard();
  }
}
