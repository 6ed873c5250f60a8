import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

const root = join(__dirname, '..', '..');
const START_LIMIT_MS = 240_000;

export const OWNER = { email: 'owner@test.example', password: 'correct horse battery' };

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The product as a person starts it: the start script as a process, embedded engines, an empty data folder. */
export class StartedProduct {
  output = '';
  readonly ready: Promise<void>;

  private constructor(
    readonly url: string,
    readonly home: string,
    private readonly child: ChildProcess,
  ) {
    this.ready = this.untilReady();
    // Who waits for it hears of it.
    this.ready.catch(() => undefined);
  }

  /** One of the caller's own. */
  static async start(): Promise<StartedProduct> {
    const product = await StartedProduct.begin();
    await product.ready;
    return product;
  }

  /** Does not wait until it is ready. */
  static async begin(): Promise<StartedProduct> {
    const port = await freePort();
    const home = mkdtempSync(join(tmpdir(), 'groundswell-e2e-'));
    const child = spawn(process.execPath, ['infra/start/start.mjs'], {
      cwd: root,
      env: {
        ...process.env,
        PORT: String(port),
        GROUNDSWELL_HOME: home,
        GROUNDSWELL_DEMO: '0',
        GROUNDSWELL_OWNER_EMAIL: OWNER.email,
        GROUNDSWELL_OWNER_PASSWORD: OWNER.password,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new StartedProduct(`http://127.0.0.1:${port}`, home, child);
  }

  /** Asks it to stop, as Ctrl-C does, and clears its data. @returns its exit code */
  async stop(): Promise<number | null> {
    this.child.kill('SIGINT');
    if (this.child.exitCode === null) await once(this.child, 'exit');
    rmSync(this.home, { recursive: true, force: true });
    return this.child.exitCode;
  }

  private untilReady(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`not ready in time:\n${this.output}`)), START_LIMIT_MS);
      const hear = (chunk: Buffer) => {
        this.output += chunk.toString();
        if (!this.output.includes('Ready after')) return;
        clearTimeout(timer);
        resolve();
      };
      this.child.stdout?.on('data', hear);
      this.child.stderr?.on('data', hear);
      this.child.once('exit', (code) => {
        clearTimeout(timer);
        reject(new Error(`ended with ${code} while starting:\n${this.output}`));
      });
    });
  }
}

/**
 * The product that all specs share which need none of their own, once it is ready: each makes projects of its own
 * there. Jest's global set-up begins it, and does not wait for it, so that other specs run meanwhile.
 */
export async function sharedUrl(): Promise<string> {
  const url = process.env.TEST_PRODUCT_URL;
  if (!url) throw new Error('TEST_PRODUCT_URL is set by the default export of test/e2e/start-product.ts');
  const until = Date.now() + START_LIMIT_MS;
  while (!(await isReady(url))) {
    if (Date.now() > until)
      throw new Error(`the product at ${url} is not ready after ${START_LIMIT_MS / 1000} s`);
    await pause(250);
  }
  return url;
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );

/** Jest's global set-up of these specs. (It resolves no `.js` suffix of a source, so that it stands in one file.) */
export default async function beginShared(): Promise<void> {
  const product = await StartedProduct.begin();
  product.ready.catch((error: Error) => console.error(error.message));
  (globalThis as { sharedProduct?: StartedProduct }).sharedProduct = product;
  process.env.TEST_PRODUCT_URL = product.url;
}
