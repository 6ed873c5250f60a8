import { afterAll, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { freshDatabase } from './support/fresh-database.js';

const ROOT = join(__dirname, '../..');
const ROWS = 60_000;
const KILL_AT = [5_000, 25_000];

const stops: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

/** The product as `npm start` runs it, on a database of its own. */
class Killable {
  private child?: ChildProcess;
  private token = '';

  private constructor(
    private readonly home: string,
    private readonly port: number,
    private readonly databaseUrl: string,
  ) {}

  static async create(): Promise<Killable> {
    const home = await mkdtemp(join(tmpdir(), 'groundswell-kill-'));
    stops.push(() => rm(home, { recursive: true, force: true }));
    // As a folder that began without a broker: the log is in PostgreSQL.
    await writeFile(join(home, 'event-log-in-postgres'), 'Events are kept in PostgreSQL.\n');
    const database = await freshDatabase();
    stops.push(() => database.drop());
    const killable = new Killable(home, await freePort(), database.url);
    stops.push(() => killable.kill());
    return killable;
  }

  async start(): Promise<void> {
    const env = {
      ...process.env,
      GROUNDSWELL_HOME: this.home,
      GROUNDSWELL_DEMO: '0',
      PORT: String(this.port),
      DATABASE_URL: this.databaseUrl,
    };
    this.child = spawn(process.execPath, ['infra/start/start.mjs'], { cwd: ROOT, env, stdio: 'pipe' });
    let said = '';
    for (const stream of [this.child.stdout, this.child.stderr]) stream?.on('data', (text) => (said += text));
    while (!said.includes('Ready after')) {
      if (this.child.exitCode !== null) throw new Error(said);
      await sleep(100);
    }
    this.token = JSON.parse(await readFile(join(this.home, 'cli.json'), 'utf8')).token as string;
  }

  async kill(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what came over the wire
  async call(method: string, path: string, body?: object | Buffer): Promise<any> {
    const isJson = body !== undefined && !Buffer.isBuffer(body);
    const response = await fetch(`http://127.0.0.1:${this.port}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        'content-type': isJson ? 'application/json' : 'application/octet-stream',
      },
      body: isJson ? JSON.stringify(body) : (body as Uint8Array<ArrayBuffer> | undefined),
    });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    return response.json();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Every tenth row is broken. */
function file(): Buffer {
  const row = (n: number) => ({
    event: 'Opened',
    properties: {
      distinct_id: `u${n % 500}`,
      time: 1709287200 + (n % 3) * 86_400,
      $insert_id: `i${n}`,
      mp_lib: 'web',
    },
  });
  const lines = Array.from({ length: ROWS }, (_, n) => (n % 10 === 9 ? 'broken' : JSON.stringify(row(n))));
  return gzipSync(lines.join('\n'));
}

describe('an import whose process is killed', () => {
  it('goes on where it was, and each row counts once', async () => {
    const product = await Killable.create();
    await product.start();
    const project = await product.call('POST', '/projects', { name: 'Killed' });
    const path = `/projects/${project.id}/imports`;
    const { importId } = await product.call('POST', path, file());
    for (const rows of KILL_AT) {
      while ((await product.call('GET', `${path}/${importId}`)).rows < rows) await sleep(20);
      await product.kill();
      await product.start();
      const resumed = await product.call('GET', `${path}/${importId}`);
      expect(resumed.rows).toBeGreaterThanOrEqual(rows);
    }
    let end = { state: 'running' };
    while (end.state === 'running') {
      end = await product.call('GET', `${path}/${importId}`);
      await sleep(100);
    }
    expect(end).toMatchObject({
      state: 'done',
      rows: ROWS,
      accepted: ROWS * 0.9,
      rejected: ROWS / 10,
      duplicates: 0,
    });
    const again = await product.call('POST', path, file());
    do {
      end = await product.call('GET', `${path}/${again.importId}`);
      await sleep(100);
    } while (end.state === 'running');
    expect(end).toMatchObject({ state: 'done', accepted: ROWS * 0.9, duplicates: ROWS * 0.9 });
  }, 400_000);
});
