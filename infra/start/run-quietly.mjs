import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const POSIX = process.platform !== 'win32';
const PATIENCE_MS = 5_000;
const POLL_MS = 50;

/** Process groups of the commands that run now. */
const groups = new Set();

/** @returns whether the group is still there */
export function signalGroup(pid, signal) {
  try {
    process.kill(POSIX ? -pid : pid, signal);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function endGroup(pid) {
  signalGroup(pid, 'SIGTERM');
  const deadline = Date.now() + PATIENCE_MS;
  while (signalGroup(pid, 0)) {
    if (Date.now() > deadline) signalGroup(pid, 'SIGKILL');
    if (Date.now() > 2 * PATIENCE_MS + deadline) return;
    await sleep(POLL_MS);
  }
}

/** Ends every command that is still running, with all that it started; used when the start is interrupted. */
export async function endChildren() {
  await Promise.all([...groups].map(endGroup));
}

/** Reads a pipe that only we hold: its end is our end, however we were killed. */
const WATCH = `
  while read -r line; do :; done
  kill -TERM "-$1" || exit
  for second in 1 2 3 4 5; do sleep 1; kill -0 "-$1" || exit; done
  kill -KILL "-$1"
`;

/** An install or a build that outlived us would write into the folders of the next start. */
function guard(pid) {
  if (!POSIX) return () => {};
  const watcher = spawn('/bin/sh', ['-c', WATCH, 'groundswell-start-guard', String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watcher.once('error', () => {});
  watcher.stdin.on('error', () => {});
  watcher.unref();
  watcher.stdin.unref();
  return () => watcher.kill('SIGKILL');
}

/**
 * Runs a command without showing its output; `note` gets its latest line.
 * It has a process group of its own, so that it and its children are ended by us, in order, or by the guard.
 * Resolves to its exit code and the last lines it printed.
 */
export function runQuietly(command, args, { cwd, env = process.env, note = () => {}, onSpawn = () => {} }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: !POSIX,
      detached: POSIX,
    });
    child.on('error', reject);
    if (child.pid === undefined) return;
    const { pid } = child;
    groups.add(pid);
    onSpawn(pid);
    const callOffGuard = guard(pid);
    let tail = '';
    const keep = (chunk) => {
      tail = (tail + chunk).slice(-4000);
      const line = String(chunk).trim().split('\n').at(-1);
      if (line) note(line.trim());
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('close', (code, signal) => {
      callOffGuard();
      groups.delete(pid);
      resolve({ code: code ?? `signal ${signal}`, tail: tail.trim() });
    });
  });
}
