import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, resolve } from 'node:path';
import { Refusal } from './console.mjs';

const OLDEST = [20, 19];

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new Refusal(`Node ${OLDEST.join('.')} or newer is needed; this is ${process.versions.node}.`);
}

/** Fails early, before anything is installed or started, where the port cannot be had. */
export function checkPort(port, host) {
  return new Promise((done, refuse) => {
    const server = createServer();
    server.once('error', (error) => {
      const reasons = {
        EADDRINUSE: `port ${port} is taken by another program; stop that one or choose another: PORT=3001 npm start`,
        EACCES: `port ${port} may not be opened by this user; choose one above 1023: PORT=3000 npm start`,
        EADDRNOTAVAIL: `HOST=${host} is not an address of this machine`,
      };
      refuse(new Refusal(reasons[error.code] ?? `port ${port} cannot be opened: ${error.message}`));
    });
    server.listen(port, host, () => server.close(() => done()));
  });
}

/** One folder at a time: Node's own `recursive` never returns below a folder that takes none, as /proc. */
function makeFolder(path) {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o711 });
}

/** The data folder must be ours to write. */
export function checkHome(home) {
  const path = resolve(home);
  try {
    makeFolder(path);
    if (!statSync(path).isDirectory()) throw new Refusal(`GROUNDSWELL_HOME=${home} is not a folder`);
    accessSync(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const where = existsSync(path) ? path : dirname(path);
    throw new Refusal(
      `no permission to write ${where}; run as its owner, or set GROUNDSWELL_HOME to a folder that is yours`,
    );
  }
}

/** `node_modules` and the build are written inside the clone. */
export function checkClone(root) {
  try {
    accessSync(root, constants.W_OK);
  } catch {
    throw new Refusal(
      `no permission to write ${root}, where dependencies and the build go; run as its owner`,
    );
  }
}
