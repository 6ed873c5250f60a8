import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from './console.mjs';
import { holderOf } from './holder.mjs';

const OLDEST = [20, 19];

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new Refusal(`Node ${OLDEST.join('.')} or newer is needed; this is ${process.versions.node}.`);
}

/** The port to serve on, by PORT. */
export function portOf(text) {
  const port = Number(text || 3000);
  if (Number.isInteger(port) && port >= 1 && port <= 65535) return port;
  throw new Refusal(`PORT must be a number from 1 to 65535, not "${text}"`);
}

/** Fails early, before anything is installed or started, where the port cannot be had. */
export function checkPort(port, host) {
  return new Promise((done, refuse) => {
    const server = createServer();
    server.once('error', (error) => {
      const reasons = {
        EADDRINUSE: `port ${port} is taken by another program; stop that one or choose another: PORT=${port < 65535 ? port + 1 : 3000} npm start`,
        EACCES: `port ${port} may not be opened by this user; choose one above 1023: PORT=3000 npm start`,
        EADDRNOTAVAIL: `HOST=${host} is not an address of this machine`,
        ENOTFOUND: `HOST=${host} is not an address of this machine`,
        EAI_AGAIN: `HOST=${host} is not an address of this machine`,
      };
      refuse(new Refusal(reasons[error.code] ?? `port ${port} cannot be opened: ${error.message}`));
    });
    server.listen(port, host, () => server.close(() => done()));
  });
}

/** A start whose npm was killed with -9 sees that within half a second. */
const NOTICE_MS = 1_500;
const STOP_MS = 90_000;

/**
 * The lock is taken by the product itself, later; here a second start is told before it waits for anything. One that is
 * stopping is waited for.
 */
export async function checkNotRunning(home) {
  const started = Date.now();
  let told = false;
  for (;;) {
    const holder = holderOf(join(home, 'lock'));
    if (holder === null) return;
    const patience = holder.isStopping ? STOP_MS : NOTICE_MS;
    if (Date.now() - started > patience) {
      throw new Refusal(
        `the data in ${resolve(home)} is in use by process ${holder.pid}; stop it, or set GROUNDSWELL_HOME to another folder`,
      );
    }
    if (holder.isStopping && !told) console.log(`  Waiting for process ${holder.pid}, which is stopping …`);
    told ||= holder.isStopping;
    await sleep(100);
  }
}

/** One folder at a time: Node's own `recursive` never returns below a folder that takes none, as /proc. */
function makeFolder(path) {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o711 });
}

/** Why a folder could not be made or written, by the error's code. */
const FOLDER_FAULTS = {
  ENOSPC: (where) => `the disk of ${where} is full`,
  EDQUOT: (where) => `the disk quota at ${where} is used up`,
  EROFS: (where) => `${where} is on a disk that cannot be written`,
  ENOTDIR: (where) => `${where} is not a folder`,
};

/** The data folder must be ours to write. */
export function checkHome(home) {
  const path = resolve(home);
  try {
    makeFolder(path);
    if (!statSync(path).isDirectory()) throw new Refusal(`GROUNDSWELL_HOME=${home} is not a folder`);
    accessSync(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const where = nearest(path);
    const fault = FOLDER_FAULTS[error.code]?.(where) ?? `no permission to write ${where}`;
    throw new Refusal(`${fault}; set GROUNDSWELL_HOME to a folder that is yours`);
  }
}

/** The path itself where it is there, else what it would lie in. */
function nearest(path) {
  return existsSync(path) || dirname(path) === path ? path : nearest(dirname(path));
}

/** `node_modules` and the build are written inside the clone. */
export function checkClone(root) {
  const written = [root, join(root, 'node_modules'), join(root, 'apps/standalone/dist')];
  for (const path of written.filter(existsSync)) {
    try {
      accessSync(path, constants.W_OK);
    } catch {
      throw new Refusal(
        `no permission to write ${path}, where dependencies and the build go; run as its owner`,
      );
    }
  }
}
