import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, openSync, closeSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createKafkaEventLog } from '../kafka/kafka-event-log.js';
import { brokerSettings, freePorts } from './broker-settings.js';
import { EmbeddedKafkaUnavailable } from './embedded-kafka-unavailable.js';
import { findJava } from './find-java.js';
import { LOG_SETTINGS, kafkaJars } from './kafka-jars.js';
import { commandOf, endProcess, guard, isRunning } from './processes.js';

export { EmbeddedKafkaUnavailable } from './embedded-kafka-unavailable.js';

const run = promisify(execFile);
const START_LIMIT_MS = 60_000;
const STOP_PATIENCE_MS = 20_000;
/** At most 512 MB for the whole process with its stacks and buffers. */
const HEAP = ['-Xms64m', '-Xmx320m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xss512k'];

export interface EmbeddedKafkaOptions {
  /** Data folder of the whole product; the broker keeps to `home/kafka` and `home/logs`. */
  home: string;
  /** Preferred port; another free one is taken when it is in use. */
  port?: number;
  onProgress?(text: string): void;
}

export interface EmbeddedKafka {
  brokers: string[];
  pid: number;
  stop(): Promise<void>;
}

interface Folders {
  kafka: string;
  data: string;
  logs: string;
  pidFile: string;
}

/**
 * Runs a real Kafka broker of one node as a process of its own that does not outlive this one. Data survives; a broker
 * that a killed parent left behind is ended first.
 * @throws EmbeddedKafkaUnavailable without Java 17 or the means to get the broker
 */
export async function startEmbeddedKafka(options: EmbeddedKafkaOptions): Promise<EmbeddedKafka> {
  const note = options.onProgress ?? (() => undefined);
  const java = await findJava();
  if (!java) throw new EmbeddedKafkaUnavailable('No Java 17 or newer was found');
  const jars = await kafkaJars(note);
  const folders = makeFolders(options.home);
  await endLeftover(folders);
  const ports = await freePorts(options.port);
  const settings = join(folders.kafka, 'server.properties');
  writeFileSync(settings, brokerSettings(folders.data, ports), { mode: 0o600 });
  note('formatting');
  await format(java.path, jars, settings, folders);
  note('starting the broker');
  const pid = launch(java.path, jars, settings, folders);
  const release = guard(pid);
  const brokers = [`127.0.0.1:${ports.client}`];
  const stop = async () => {
    await endProcess(pid, STOP_PATIENCE_MS);
    release();
    rmSync(folders.pidFile, { force: true });
  };
  try {
    await untilAnswering(brokers, pid, folders);
  } catch (error) {
    await stop();
    throw error;
  }
  return { brokers, pid, stop };
}

function makeFolders(home: string): Folders {
  const kafka = join(home, 'kafka');
  const logs = join(home, 'logs');
  mkdirSync(kafka, { recursive: true, mode: 0o700 });
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  return { kafka, data: join(kafka, 'data'), logs, pidFile: join(kafka, 'broker.pid') };
}

/** A process id may belong to another program by now: only one that runs on our folder is ended. */
async function endLeftover({ kafka, pidFile }: Folders): Promise<void> {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8'));
  if (pid > 1 && isRunning(pid) && (await commandOf(pid)).includes(kafka))
    await endProcess(pid, STOP_PATIENCE_MS);
  rmSync(pidFile, { force: true });
}

/** A cut-off format leaves no marker and is done again on an emptied folder. */
async function format(java: string, jars: string, settings: string, { kafka, data }: Folders): Promise<void> {
  const marker = join(kafka, 'formatted');
  if (existsSync(marker)) return;
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const id = randomBytes(16).toString('base64url').replace(/^-/, 'A');
  await run(java, ['-cp', `${jars}/*`, 'kafka.tools.StorageTool', 'format', '-t', id, '-c', settings]);
  writeFileSync(marker, id, { mode: 0o600 });
}

function launch(java: string, jars: string, settings: string, folders: Folders): number {
  const out = openSync(join(folders.logs, 'kafka-console.log'), 'w', 0o600);
  const child = spawn(
    java,
    [
      ...HEAP,
      `-Dlog4j2.configurationFile=${LOG_SETTINGS}`,
      `-Dgroundswell.logs=${folders.logs}`,
      '-cp',
      `${jars}/*`,
      'kafka.Kafka',
      settings,
    ],
    { detached: true, stdio: ['ignore', out, out], cwd: folders.kafka },
  );
  closeSync(out);
  child.on('error', () => undefined);
  child.unref();
  if (!child.pid) throw new Error(`The Kafka broker could not be started with ${java}.`);
  writeFileSync(folders.pidFile, String(child.pid), { mode: 0o600 });
  return child.pid;
}

async function untilAnswering(brokers: string[], pid: number, { logs }: Folders): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  const log = createKafkaEventLog({ brokers, clientId: 'groundswell-start' });
  try {
    for (;;) {
      if (!isRunning(pid)) throw new Error(`The Kafka broker ended while starting; see ${logs}/kafka.log.`);
      if (
        await log.ping().then(
          () => true,
          () => false,
        )
      )
        return;
      if (Date.now() > deadline) throw new Error(`The Kafka broker does not answer; see ${logs}/kafka.log.`);
      await sleep(100);
    }
  } finally {
    await log.close();
  }
}
