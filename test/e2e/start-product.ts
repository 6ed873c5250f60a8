import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';

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

  private constructor(
    readonly url: string,
    readonly home: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(): Promise<StartedProduct> {
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
    const product = new StartedProduct(`http://127.0.0.1:${port}`, home, child);
    await product.untilReady();
    return product;
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
