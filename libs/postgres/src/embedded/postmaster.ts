import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { faultIn } from './fault-in.js';
import { guard } from './guard.js';
import { idsOf, SERVER_ENVIRONMENT, type ServerUser } from './run-as.js';

const POLL_MS = 25;
/** Long enough for crash recovery on a slow disk. */
const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 30_000;

export interface Postmaster {
  pid: number;
  /** Fast shutdown: sessions are ended, everything is on disk when it resolves. */
  stop(): Promise<void>;
}

export interface PostmasterOptions {
  program: string;
  dataDir: string;
  port: number;
  logFile: string;
  user: ServerUser;
}

/**
 * In its own process group, so that Ctrl-C reaches us first and we end it in order; the guard ends it should we
 * be killed.
 * @throws Error with the end of its log when it does not come up
 */
export async function startPostmaster(options: PostmasterOptions): Promise<Postmaster> {
  const log = await open(options.logFile, 'a', 0o600);
  const logFrom = (await log.stat()).size;
  const child = spawn(options.program, serverArguments(options), {
    cwd: '/',
    env: SERVER_ENVIRONMENT,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    ...idsOf(options.user),
  });
  child.once('error', () => undefined);
  await log.close();
  if (child.pid === undefined) throw new Error(`${options.program} cannot be executed.`);
  const release = guard(child.pid, options.user);
  child.once('exit', release);
  if (!(await becomesReady(child, options.dataDir))) {
    child.kill('SIGQUIT');
    throw new Error(`PostgreSQL did not start: ${await faultInLog(options.logFile, logFrom)}.`);
  }
  child.unref();
  return { pid: child.pid, stop: () => stop(child) };
}

/** For a small machine that it shares with the other engines; what is committed is on disk. */
function serverArguments({ dataDir, port }: PostmasterOptions): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
    max_connections: '60',
    shared_buffers: '64MB',
    // Of memory and solid disks. At 4, of disks that turn, a thousand look-ups seem dearer than a pass over the table.
    random_page_cost: '1.1',
    max_wal_size: '512MB',
    synchronous_commit: 'on',
    jit: 'off',
    log_checkpoints: 'off',
    log_timezone: 'UTC',
    timezone: 'UTC',
  };
  return ['-D', dataDir, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** postmaster.pid says "ready" in its eighth line, as pg_ctl reads it. */
async function becomesReady(child: ChildProcess, dataDir: string): Promise<boolean> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (hasExited(child)) return false;
    const lines = (await readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return true;
    await sleep(POLL_MS);
  }
  return false;
}

async function stop(child: ChildProcess): Promise<void> {
  if (hasExited(child)) return;
  child.ref();
  const gone = once(child, 'exit');
  child.kill('SIGINT');
  const impatience = setTimeout(() => child.kill('SIGQUIT'), STOP_TIMEOUT_MS);
  await gone;
  clearTimeout(impatience);
}

function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function faultInLog(path: string, from: number): Promise<string> {
  const text = (await readFile(path)).subarray(from).toString('utf8');
  return text.trim() ? `${faultIn(text)}; see ${path}` : `see ${path}`;
}
