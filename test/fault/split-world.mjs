import { createRequire } from 'node:module';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ApiClient, OWNER } from './api-client.mjs';
import { freePorts } from './free-ports.mjs';
import { Managed } from './managed.mjs';
import { freeze, signal } from './processes.mjs';
import { mountSmallDisk } from './small-disk.mjs';

const require = createRequire(import.meta.url);
const { startEmbeddedPostgres } = require('@groundswell/postgres');
const { startEmbeddedKafka, createEventLog } = require('@groundswell/event-log');
const { createClickHouse } = require('@groundswell/clickhouse');
const { EVENTS_TOPIC, PIPELINE_GROUP } = require('@groundswell/contracts');

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SERVER = fileURLToPath(new URL('./clickhouse-server.mjs', import.meta.url));
const DISK_MEGABYTES = 2048;
const SETTLE_LIMIT_MS = 5 * 60_000;

/** Two collectors, two pipelines and the API as processes of their own, on engines that are given by URL. */
export class SplitWorld {
  name = 'split';

  static async start(home) {
    const world = new SplitWorld();
    mkdirSync(join(home, 'logs'), { recursive: true });
    world.home = home;
    try {
      await world.startEngines();
      await world.startProcesses();
    } catch (error) {
      await world.stop();
      throw error;
    }
    return world;
  }

  async startEngines() {
    const { home } = this;
    this.postgres = await startEmbeddedPostgres({ home });
    this.kafka = await startEmbeddedKafka({ home });
    this.log = createEventLog({ brokers: this.kafka.brokers });
    this.disk = mountSmallDisk(join(home, 'clickhouse-disk'), DISK_MEGABYTES);
    await this.define(await freePorts(6));
    this.clickhouse.start();
    await this.clickhouse.untilReady();
  }

  /** One after the other at first: whoever comes first makes the tables. */
  async startProcesses() {
    for (const each of [this.pipelines[0], this.collectors[0], this.api]) {
      each.start();
      await each.untilReady();
    }
    for (const each of [this.pipelines[1], this.collectors[1]]) each.start();
    await Promise.all(this.all.map((each) => each.untilReady()));
  }

  async define(ports) {
    const folder = join(this.home, this.disk ? 'clickhouse-disk' : '.', 'clickhouse');
    const clickhouseUrl = `http://127.0.0.1:${ports[0]}`;
    this.store = createClickHouse({ url: clickhouseUrl });
    this.clickhouse = this.process(
      'clickhouse',
      [SERVER, folder, String(ports[0])],
      {},
      clickhouseUrl,
      'ping',
    );
    const env = {
      DATABASE_URL: this.postgres.url,
      CLICKHOUSE_URL: clickhouseUrl,
      KAFKA_BROKERS: this.kafka.brokers.join(','),
      GROUNDSWELL_OWNER_EMAIL: OWNER.email,
      GROUNDSWELL_OWNER_PASSWORD: OWNER.password,
    };
    const app = (name, kind, port) =>
      this.process(
        name,
        [join(ROOT, `apps/${kind}/dist/main.js`)],
        { ...env, PORT: String(port) },
        `http://127.0.0.1:${port}`,
        'health/ready',
      );
    this.collectors = [app('collector-1', 'collector', ports[1]), app('collector-2', 'collector', ports[2])];
    this.pipelines = [app('pipeline-1', 'pipeline', ports[3]), app('pipeline-2', 'pipeline', ports[4])];
    this.api = app('api', 'api', ports[5]);
    this.urls = this.collectors.map(({ options }) => options.url);
    this.client = new ApiClient(this.api.options.url);
  }

  process(name, args, env, url, ready) {
    const logFile = join(this.home, 'logs', `${name}.log`);
    return new Managed({ name, args, env, cwd: ROOT, url, readyUrl: `${url}/${ready}`, logFile });
  }

  get apps() {
    return [...this.collectors, ...this.pipelines, this.api];
  }

  get all() {
    return [this.clickhouse, ...this.apps];
  }

  /** Kinds of faults; each ends with the engine or process back, though perhaps not ready yet. */
  faults() {
    const killOne = (list) => async (random) => kill([random.pick(list)], random);
    const everything = [...this.apps];
    return {
      'collector kill -9': killOne(this.collectors),
      'pipeline kill -9': killOne(this.pipelines),
      'API kill -9': killOne([this.api]),
      'all processes kill -9': (random) => kill(everything, random),
      'second pipeline leaves and joins': (random) => this.leaveAndJoin(random),
      'pipeline frozen past its session': (random) =>
        freeze(random.pick(this.pipelines).pid, random.between(11_000, 16_000)),
      'collector SIGTERM': (random) => this.restart(random.pick(this.collectors)),
      'broker kill -9': () => this.endBroker('SIGKILL'),
      'broker SIGTERM': () => this.endBroker('SIGTERM'),
      'broker frozen': (random) => freeze(this.kafka.pid, random.between(2_000, 14_000)),
      'ClickHouse kill -9, away': (random) => kill([this.clickhouse], random, 6_000),
      'ClickHouse frozen': (random) => freeze(this.clickhouse.pid, random.between(2_000, 10_000)),
      'disk full under ClickHouse': (random) => this.fillDisk(random),
      'PostgreSQL stopped at once, away': (random) => this.endPostgres('SIGQUIT', random),
      'PostgreSQL kill -9, away': (random) => this.endPostgres('SIGKILL', random),
      'PostgreSQL frozen': (random) => freeze(this.postgres.pid, random.between(2_000, 10_000)),
      'topic replayed from its start': (random) => this.replay(random),
    };
  }

  async leaveAndJoin(random) {
    await this.restart(this.pipelines[1], random.between(500, 4_000));
  }

  async restart(process, pauseMs = 200) {
    await process.end('SIGTERM').finally(() => sleep(pauseMs).then(() => process.start()));
  }

  /** It is started again by its own supervisor. */
  async endBroker(name) {
    const { pid } = this.kafka;
    signal(pid, name);
    while (this.kafka.pid === pid) await sleep(50);
  }

  async endPostgres(name, random) {
    signal(this.postgres.pid, name);
    await sleep(random.between(500, 5_000));
    await this.postgres.stop();
    this.postgres = await startEmbeddedPostgres({ home: this.home });
  }

  async fillDisk(random) {
    if (!this.disk) return 'left out: mounting a small file system needs root';
    await this.disk.fill();
    await sleep(random.between(3_000, 8_000));
    this.disk.free();
  }

  /** One pipeline ends in order and one does not; whatever both had committed is forgotten. */
  async replay(random) {
    await Promise.all([this.pipelines[0].end('SIGTERM'), this.pipelines[1].end('SIGKILL')]);
    await this.rewind();
    this.pipelines[random.below(2)].start();
    await sleep(random.between(0, 3_000));
    for (const each of this.pipelines) if (!each.wanted) each.start();
  }

  /** The broker lets a group be moved only once it has noticed that its members are gone. */
  async rewind() {
    const deadline = Date.now() + 60_000;
    for (;;) {
      try {
        return await this.log.rewind(EVENTS_TOPIC, PIPELINE_GROUP);
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await sleep(500);
      }
    }
  }

  /** Resolves once every record is stored and committed. */
  async settle() {
    await Promise.all(this.all.map((each) => each.untilReady()));
    const deadline = Date.now() + SETTLE_LIMIT_MS;
    for (;;) {
      const progress = await this.log.progress(EVENTS_TOPIC, PIPELINE_GROUP);
      if (progress.every(({ committed, end }) => committed >= end)) return;
      if (Date.now() > deadline) throw new Error(`Not stored in time: ${JSON.stringify(progress, bigints)}`);
      await sleep(200);
    }
  }

  get ownEnds() {
    return this.all.filter(({ ownEnds }) => ownEnds > 0).map(({ name, ownEnds }) => `${name} ${ownEnds}`);
  }

  async openStore() {
    return this.store;
  }

  async stop() {
    const faults = [];
    const attempt = (work) => work().catch((error) => faults.push(error.message));
    // A world that never came up stops what it has.
    await Promise.all((this.api ? this.apps : []).map((each) => attempt(() => each.end('SIGTERM'))));
    await attempt(async () => this.store?.close());
    await attempt(async () => this.clickhouse?.end('SIGTERM'));
    await attempt(async () => this.log?.close());
    await attempt(async () => this.kafka?.stop());
    await attempt(async () => this.postgres?.stop());
    this.disk?.unmount();
    if (faults.length > 0) throw new Error(faults.join(' '));
  }
}

const bigints = (_, value) => (typeof value === 'bigint' ? String(value) : value);

/** All at once, each back after a while. */
async function kill(processes, random, longestMs = 3_000) {
  const pauses = processes.map(() => random.between(0, longestMs));
  await Promise.all(
    processes.map(async (each, at) => {
      await each.end('SIGKILL');
      await sleep(pauses[at]);
      each.start();
    }),
  );
}
