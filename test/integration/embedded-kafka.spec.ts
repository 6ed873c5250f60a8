import {
  EmbeddedKafkaUnavailable,
  type EventLog,
  type LogBatch,
  createKafkaEventLog,
  findJava,
  startEmbeddedKafka,
} from '@groundswell/event-log';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Starts one on the given home, prints its pid and lives until it is killed. */
const PARENT = `
  const { startEmbeddedKafka } = require('@groundswell/event-log');
  startEmbeddedKafka({ home: process.argv[1] }).then(
    ({ pid }) => { console.log(pid); setInterval(() => {}, 1000); },
    (error) => { console.error(error.message); process.exit(1); });`;

const TOPIC = 'kept';
/** The global setup starts a broker wherever one can be started. */
const available = Boolean(process.env.TEST_KAFKA_BROKERS);
if (!available)
  console.log('Skipped: the embedded broker, as none could be started (Java 17 and Maven are needed).');
const describeWithJava = available || process.env.CI === 'true' ? describe : describe.skip;
/** These look into /proc. */
const itOnLinux = process.platform === 'linux' ? it : it.skip;

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'groundswell-kafka-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describeWithJava('startEmbeddedKafka', () => {
  it('keeps what was acknowledged over a restart', async () => {
    const first = await startEmbeddedKafka({ home });
    await withLog(first.brokers, async (log) => {
      await log.ensureTopic(TOPIC, 2);
      await log.append(TOPIC, [{ key: 'a', value: Buffer.from('1') }]);
    });
    await first.stop();
    await first.stop();
    const second = await startEmbeddedKafka({ home });
    expect(await recordsKept(second.brokers)).toBe(1n);
    await second.stop();
  }, 60_000);

  it('shows nothing of it to other users', () => {
    for (const name of readdirSync(home)) expect(statSync(join(home, name)).mode & 0o077).toBe(0);
  });

  it('makes a half-made data folder again', async () => {
    const other = mkdtempSync(join(tmpdir(), 'groundswell-kafka-'));
    const half = join(other, 'kafka', 'formatting-abc');
    mkdirSync(half, { recursive: true });
    writeFileSync(join(half, 'meta.properties'), 'versi');
    const kafka = await startEmbeddedKafka({ home: other });
    await withLog(kafka.brokers, (log) => log.ping());
    await kafka.stop();
    rmSync(other, { recursive: true });
  }, 60_000);

  it('comes back on the same port after it was killed; nothing is lost and readers go on', async () => {
    const kafka = await startEmbeddedKafka({ home });
    const killed = kafka.pid;
    try {
      await withLog(kafka.brokers, async (log) => {
        const seen = new Set<string>();
        await log.consume({ topic: TOPIC, group: 'g', onBatch: (batch) => take(batch, seen) });
        await untilTrue(() => seen.has('1'));
        process.kill(killed, 'SIGKILL');
        await appendOnceBack(log, '2');
        await untilTrue(() => seen.has('2'));
      });
      expect(kafka.pid).not.toBe(killed);
      await leaveInSilence(kafka);
    } finally {
      await kafka.stop();
    }
    expect(isAlive(kafka.pid)).toBe(false);
  }, 90_000);

  itOnLinux(
    'ends with a parent that was killed',
    async () => {
      const { parent, pid } = await startParent();
      parent.kill('SIGKILL');
      await once(parent, 'exit');
      await untilTrue(() => !isAlive(pid));
      const next = await startEmbeddedKafka({ home });
      expect(await recordsKept(next.brokers)).toBeGreaterThanOrEqual(2n);
      await next.stop();
    },
    90_000,
  );

  itOnLinux(
    'stops what a killed parent and a killed guard left behind',
    async () => {
      const { parent, pid } = await startParent();
      for (const guard of findProcesses(`groundswell-kafka-guard ${pid}`)) process.kill(guard, 'SIGKILL');
      parent.kill('SIGKILL');
      await once(parent, 'exit');
      await sleep(200);
      expect(isAlive(pid)).toBe(true);
      const next = await startEmbeddedKafka({ home });
      expect(isAlive(pid)).toBe(false);
      await next.stop();
    },
    90_000,
  );
});

describe('without Maven', () => {
  const { PATH, GROUNDSWELL_CACHE } = process.env;
  let empty: string;
  beforeAll(() => {
    empty = mkdtempSync(join(tmpdir(), 'groundswell-nothing-'));
    process.env.PATH = empty;
    process.env.GROUNDSWELL_CACHE = empty;
  });
  afterAll(() => {
    process.env.PATH = PATH;
    if (GROUNDSWELL_CACHE === undefined) delete process.env.GROUNDSWELL_CACHE;
    else process.env.GROUNDSWELL_CACHE = GROUNDSWELL_CACHE;
    rmSync(empty, { recursive: true });
  });

  it('says that this machine cannot run a broker, so that another log is taken', async () => {
    const fresh = join(empty, 'home');
    await expect(startEmbeddedKafka({ home: fresh })).rejects.toBeInstanceOf(EmbeddedKafkaUnavailable);
  });

  it('leaves no other log to be taken where a broker holds events', async () => {
    const used = join(empty, 'used');
    mkdirSync(join(used, 'kafka', 'data'), { recursive: true });
    const start = startEmbeddedKafka({ home: used });
    await expect(start).rejects.toThrow(/holds events of a Kafka broker: install Java 17 and Maven/);
    await expect(start).rejects.not.toBeInstanceOf(EmbeddedKafkaUnavailable);
  });
});

describe('findJava', () => {
  it('finds none where there is none', async () => {
    const found = await findJava({ PATH: '/nowhere', JAVA_HOME: '/nowhere' });
    // What lies in the usual places is found without PATH, too.
    if (found) expect(found.major).toBeGreaterThanOrEqual(17);
  });

  it('passes over one that is too old', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'groundswell-java-'));
    writeFileSync(join(folder, 'java'), '#!/bin/sh\necho \'openjdk version "11.0.2"\' >&2\n', {
      mode: 0o755,
    });
    const found = await findJava({ PATH: folder });
    expect(found?.path).not.toBe(join(folder, 'java'));
    rmSync(folder, { recursive: true });
  });
});

async function withLog<T>(brokers: string[], work: (log: EventLog) => Promise<T>): Promise<T> {
  const log = createKafkaEventLog({ brokers });
  try {
    return await work(log);
  } finally {
    await log.close();
  }
}

/**
 * A log whose broker answers nothing any more is closed, and keeps no connection. A reader that hears nothing says so.
 */
async function leaveInSilence({ brokers, pid }: { brokers: string[]; pid: number }): Promise<void> {
  const sockets: Socket[] = [];
  const note = (made: unknown) => void sockets.push((made as { socket: Socket }).socket);
  subscribe('net.client.socket', note);
  const log = createKafkaEventLog({ brokers });
  const patient = createKafkaEventLog({ brokers, readerSilenceMs: 5_000 });
  try {
    await reader(log, 'h');
    const failures = await reader(patient, 'i');
    process.kill(pid, 'SIGSTOP');
    const asked = log.ping().catch(() => undefined);
    await log.close();
    await asked;
    await untilTrue(() => failures.some((failure) => failure.includes('nothing for 5000 ms')));
    await patient.close();
    expect(sockets.length).toBeGreaterThan(4);
    expect(sockets.filter(({ destroyed }) => !destroyed)).toHaveLength(0);
  } finally {
    unsubscribe('net.client.socket', note);
    process.kill(pid, 'SIGCONT');
    await Promise.all([log.close(), patient.close()]);
  }
}

/** Once it reads: what it tells of failures from then on. */
async function reader(log: EventLog, group: string): Promise<string[]> {
  const seen = new Set<string>();
  const failures: string[] = [];
  const onError = (error: unknown) => void failures.push(String(error));
  await log.consume({ topic: TOPIC, group, onBatch: (batch) => take(batch, seen), onError });
  await untilTrue(() => seen.has('2'));
  failures.length = 0;
  return failures;
}

const recordsKept = (brokers: string[]) =>
  withLog(brokers, async (log) =>
    (await log.progress(TOPIC, 'nobody')).reduce((sum, { end }) => sum + end, 0n),
  );

async function take(batch: LogBatch, seen: Set<string>): Promise<{ nextOffset: bigint }> {
  for (const { value } of batch.records) seen.add(value.toString());
  return { nextOffset: (batch.records.at(-1)?.offset ?? 0n) + 1n };
}

async function appendOnceBack(log: EventLog, value: string): Promise<void> {
  for (;;) {
    try {
      await log.append(TOPIC, [{ key: 'a', value: Buffer.from(value) }]);
      return;
    } catch {
      await sleep(100);
    }
  }
}

async function untilTrue(holds: () => boolean, limitMs = 30_000): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error('did not come about in time');
    await sleep(20);
  }
}

async function startParent(): Promise<{ parent: ChildProcess; pid: number }> {
  const parent = spawn(process.execPath, ['-e', PARENT, home], { stdio: ['ignore', 'pipe', 'inherit'] });
  const pid = await Promise.race([
    once(parent.stdout, 'data').then(([line]) => Number(String(line))),
    once(parent, 'exit').then(() => Promise.reject(new Error('the parent ended while starting'))),
  ]);
  return { parent, pid };
}

function findProcesses(text: string): number[] {
  const pids = readdirSync('/proc').map(Number).filter(Boolean);
  return pids.filter((pid) => commandOf(pid).includes(text));
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

const isAlive = (pid: number) => commandOf(pid) !== '';
