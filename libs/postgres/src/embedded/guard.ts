import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { idsOf, SERVER_ENVIRONMENT, type ServerUser } from './run-as.js';

/** Reads a pipe that only we hold: its end is our end, however we were killed. */
const WATCH = 'while read -r line; do :; done; kill -INT "$1"';

/**
 * Shuts the server down when this process dies. Returns the function that calls the guard off.
 */
export function guard(pid: number, user: ServerUser): () => void {
  const watcher = spawn('/bin/sh', ['-c', WATCH, 'groundswell-postgres-guard', String(pid)], {
    cwd: '/',
    env: SERVER_ENVIRONMENT,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    ...idsOf(user),
  });
  watcher.once('error', () => undefined);
  watcher.stdin.on('error', () => undefined);
  watcher.unref();
  // Node's pipes are sockets, which may leave the event loop free to end.
  (watcher.stdin as Socket).unref();
  return () => watcher.kill('SIGKILL');
}
