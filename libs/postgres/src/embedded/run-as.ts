import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** Whom the server runs as. */
export interface ServerUser {
  name: string;
  /** Absent where processes simply run as ourselves. */
  uid?: number;
  gid?: number;
}

/** PostgreSQL refuses root, so root lends it to one of these, in this order. */
const STAND_INS = ['postgres', 'nobody'];

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** @throws Error in one sentence when root has nobody to run the server as */
export async function chooseServerUser(): Promise<ServerUser> {
  if (!isRoot()) return { name: 'this user' };
  const users = await readUsers();
  const found = STAND_INS.map((name) => users.find((user) => user.name === name)).find(Boolean);
  if (found) return found;
  throw new Error(
    'PostgreSQL refuses to run as root and there is no user "postgres" or "nobody" to run it as.',
  );
}

/** The user who owns an existing data directory, which PostgreSQL insists to run as. */
export async function userById(uid: number, gid: number): Promise<ServerUser> {
  const users = await readUsers();
  return { name: users.find((user) => user.uid === uid)?.name ?? `user ${uid}`, uid, gid };
}

async function readUsers(): Promise<Required<ServerUser>[]> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
}

/** Nothing of our own environment (PGPORT, PGDATA, …) may steer the server. */
export const SERVER_ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

export interface Outcome {
  /** Null when it was ended by a signal or could not be started at all. */
  code: number | null;
  output: string;
}

/**
 * Runs a short command as that user and collects what it prints; never throws.
 * @param watch is told its pid, and returns what to do at its end
 */
export function runAs(
  user: ServerUser,
  command: string,
  args: string[],
  watch: (pid: number) => () => void = () => () => undefined,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: '/',
      env: SERVER_ENVIRONMENT,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...idsOf(user),
    });
    const atEnd = child.pid === undefined ? () => undefined : watch(child.pid);
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', (error) => resolve({ code: null, output: error.message }));
    child.once('close', (code) => {
      atEnd();
      resolve({ code, output });
    });
  });
}

export function idsOf(user: ServerUser): { uid?: number; gid?: number } {
  return user.uid === undefined ? {} : { uid: user.uid, gid: user.gid };
}
