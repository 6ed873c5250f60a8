import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const POLL_MS = 25;

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The command line, or null when there is no such process. /proc first: bare systems have no `ps`. */
export async function commandOf(pid: number): Promise<string | null> {
  if (process.platform !== 'linux') return ps(pid, 'args=');
  const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return text ? text.replaceAll('\0', ' ') : null;
}

/** Something that tells a process from a later one with the same pid; null when there is none. */
export async function startOf(pid: number): Promise<string | null> {
  if (process.platform !== 'linux') return ps(pid, 'lstart=');
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // Field 22, counted after the command name in parentheses, which may itself hold spaces.
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

/** True once it is gone, false when it is still there after the given milliseconds. */
export async function waitUntilGone(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (isAlive(pid) && !(await isZombie(pid))) {
    if (Date.now() > deadline) return false;
    await sleep(POLL_MS);
  }
  return true;
}

/** Where nobody reaps orphans (a container without an init) a dead process keeps its pid. */
async function isZombie(pid: number): Promise<boolean> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return text.slice(text.lastIndexOf(')') + 2).startsWith('Z');
}

async function ps(pid: number, format: string): Promise<string | null> {
  const found = await run('ps', ['-o', format, '-p', String(pid)]).catch(() => null);
  return found?.stdout.trim() || null;
}
