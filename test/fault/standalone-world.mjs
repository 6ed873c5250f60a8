import { createRequire } from 'node:module';
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ApiClient, OWNER } from './api-client.mjs';
import { freePorts } from './free-ports.mjs';
import { Managed } from './managed.mjs';
import { descendantsOf, freeze, signal } from './processes.mjs';
import { mountSmallDisk } from './small-disk.mjs';

const require = createRequire(import.meta.url);
const { createClickHouse } = require('@groundswell/clickhouse');
const { createEventLog } = require('@groundswell/event-log');
const { EVENTS_TOPIC, PIPELINE_GROUP } = require('@groundswell/contracts');

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DISK_MEGABYTES = 2048;
const SETTLE_LIMIT_MS = 5 * 60_000;
/** `npm start` may have to install and build first. */
const FIRST_START_LIMIT_MS = 10 * 60_000;

/** What `npm start` runs: everything in one process, on embedded engines. */
export class StandaloneWorld {
  name = 'standalone';

  static async start(home) {
    const world = new StandaloneWorld();
    world.home = home;
    mkdirSync(join(home, 'logs'), { recursive: true });
    world.disk = mountSmallDisk(join(home, 'clickhouse'), DISK_MEGABYTES);
    const [port] = await freePorts(1);
    const url = `http://127.0.0.1:${port}`;
    const env = {
      PORT: String(port),
      GROUNDSWELL_HOME: home,
      GROUNDSWELL_DEMO: '0',
      GROUNDSWELL_OWNER_EMAIL: OWNER.email,
      GROUNDSWELL_OWNER_PASSWORD: OWNER.password,
      // npm's own name would make it watch for the end of npm.
      npm_lifecycle_event: '',
    };
    world.product = new Managed({
      name: 'standalone',
      args: [join(ROOT, 'infra/start/start.mjs')],
      env,
      cwd: ROOT,
      readyUrl: `${url}/health/ready`,
      logFile: join(home, 'logs', 'product.log'),
    });
    world.urls = [url];
    world.client = new ApiClient(url);
    world.product.start();
    try {
      await world.product.untilReady(FIRST_START_LIMIT_MS);
    } catch (error) {
      await world.stop();
      throw error;
    }
    return world;
  }

  faults() {
    return {
      'standalone kill -9': (random) => this.killAll(random),
      'standalone SIGTERM': () => this.restart(),
      'standalone frozen': (random) => freeze(this.product.pid, random.between(1_000, 12_000)),
      'embedded broker kill -9': async () => signal(this.brokerPid(), 'SIGKILL'),
      'embedded broker frozen': (random) => freeze(this.brokerPid(), random.between(2_000, 12_000)),
      'embedded PostgreSQL session kill -9': (random) => this.killBackend(random),
      'embedded PostgreSQL frozen': (random) => freeze(this.postgresPid(), random.between(2_000, 10_000)),
      'disk full under the embedded engine': (random) => this.fillDisk(random),
    };
  }

  brokerPid() {
    return Number(readFileSync(join(this.home, 'kafka/broker.pid'), 'utf8'));
  }

  postgresPid() {
    const { directory } = JSON.parse(readFileSync(join(this.home, 'postgres.json'), 'utf8'));
    return Number(readFileSync(resolve(this.home, directory, 'data/postmaster.pid'), 'utf8').split('\n')[0]);
  }

  async killAll(random) {
    await this.product.end('SIGKILL');
    await sleep(random.between(0, 2_000));
    this.product.start();
    await this.product.untilReady();
  }

  async restart() {
    await this.product.end('SIGTERM').finally(() => this.product.start());
    await this.product.untilReady();
  }

  /** PostgreSQL ends all sessions then and recovers from its log. */
  async killBackend(random) {
    signal(random.pick(descendantsOf(this.postgresPid())), 'SIGKILL');
  }

  async fillDisk(random) {
    if (!this.disk) return 'left out: mounting a small file system needs root';
    await this.disk.fill();
    await sleep(random.between(3_000, 8_000));
    this.disk.free();
  }

  async settle() {
    await this.product.untilReady();
    const listeners = readFileSync(join(this.home, 'kafka/server.properties'), 'utf8');
    const broker = /advertised\.listeners=PLAINTEXT\\?:\/\/([\d.]+\\?:\d+)/.exec(listeners)[1];
    const log = createEventLog({ brokers: [broker.replace('\\', '')] });
    const deadline = Date.now() + SETTLE_LIMIT_MS;
    try {
      for (;;) {
        const progress = await log.progress(EVENTS_TOPIC, PIPELINE_GROUP);
        if (progress.every(({ committed, end }) => committed >= end)) return;
        if (Date.now() > deadline) throw new Error('The embedded log is not stored in time.');
        await sleep(200);
      }
    } finally {
      await log.close();
    }
  }

  get ownEnds() {
    return this.product.ownEnds > 0 ? [`standalone ${this.product.ownEnds}`] : [];
  }

  /** One process at a time may open the folder, so the product is ended first. */
  async openStore() {
    await this.product.end('SIGTERM');
    this.store = createClickHouse({ path: join(this.home, 'clickhouse') });
    return this.store;
  }

  async stop() {
    await this.store?.close();
    try {
      await this.product.end('SIGTERM');
    } finally {
      this.disk?.unmount();
    }
  }
}
