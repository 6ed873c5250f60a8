import { type Admin, Kafka, logLevel } from 'kafkajs';
import { existsSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { withDeadline } from '../append/with-deadline.js';
import { type BrokerFolders, makeBrokerFolders } from './broker-folders.js';
import { BrokerProcess } from './broker-process.js';
import { brokerSettings, freePorts } from './broker-settings.js';
import { EmbeddedKafkaUnavailable } from './embedded-kafka-unavailable.js';
import { findJava } from './find-java.js';
import { formatStorage } from './format-storage.js';
import { kafkaJars } from './kafka-jars.js';

export { EmbeddedKafkaUnavailable } from './embedded-kafka-unavailable.js';

const START_LIMIT_MS = 60_000;

export interface EmbeddedKafkaOptions {
  /** Data folder of the whole product; the broker keeps to `home/kafka` and `home/logs`. */
  home: string;
  /** Preferred port; another free one is taken when it is in use. */
  port?: number;
  onProgress?(text: string): void;
  /** Ends the fetching of the broker, which may take minutes. */
  signal?: AbortSignal;
}

export interface EmbeddedKafka {
  brokers: string[];
  /** Of the broker that runs now: one that ends by itself is started again. */
  readonly pid: number;
  stop(): Promise<void>;
}

/**
 * Runs a real Kafka broker of one node as a process of its own that does not outlive this one. Data survives; a broker
 * that a killed parent left behind is ended first, and one that dies is started again on the same port.
 * The caller sees to it that no other process runs one on the same home.
 * @throws EmbeddedKafkaUnavailable without Java 17 or the means to get the broker, unless `home` holds its data: then
 * another log would leave out what was accepted before, and the error says what is missing
 */
export async function startEmbeddedKafka(options: EmbeddedKafkaOptions): Promise<EmbeddedKafka> {
  const note = options.onProgress ?? (() => undefined);
  const folders = makeBrokerFolders(options.home);
  const { java, jars } = await findMeans(options, folders, note);
  await BrokerProcess.endLeftover(folders);
  note('making the data folder');
  await formatStorage(java, jars, folders);
  const ports = await freePorts(options.port);
  writeFileSync(folders.settings, brokerSettings(folders.data, ports), { mode: 0o600 });
  note('starting the broker');
  const broker = new BrokerProcess(java, jars, folders);
  const brokers = [`127.0.0.1:${ports.client}`];
  try {
    broker.launch();
    await broker.untilListening(ports.client, START_LIMIT_MS);
    await untilAnswering(brokers);
  } catch (error) {
    await broker.stop();
    throw error;
  }
  return {
    brokers,
    get pid() {
      return broker.pid;
    },
    stop: () => broker.stop(),
  };
}

async function findMeans(
  { home, signal }: EmbeddedKafkaOptions,
  { data }: BrokerFolders,
  note: (text: string) => void,
): Promise<{ java: string; jars: string }> {
  try {
    const java = await findJava();
    if (!java) throw new EmbeddedKafkaUnavailable('No Java 17 or newer was found');
    return { java: java.path, jars: await kafkaJars(java.path, home, note, signal) };
  } catch (error) {
    if (!(error instanceof EmbeddedKafkaUnavailable) || !existsSync(data)) throw error;
    throw new Error(
      `${error.message}, and ${data} holds events of a Kafka broker: install Java 17 and Maven, or give another GROUNDSWELL_HOME.`,
      { cause: error },
    );
  }
}

/** Until groups are served too, which comes last: at the first start their topic is made by the first question. */
async function untilAnswering(brokers: string[]): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  const kafka = new Kafka({ brokers, clientId: 'groundswell-start', logLevel: logLevel.NOTHING });
  const admin = kafka.admin({ retry: { retries: 60, initialRetryTime: 50, maxRetryTime: 100 } });
  try {
    await withDeadline(admin.connect(), START_LIMIT_MS);
    while (!(await servesGroups(admin))) {
      if (Date.now() > deadline) throw new Error('The Kafka broker listens and does not answer.');
      await sleep(50);
    }
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

async function servesGroups(admin: Admin): Promise<boolean> {
  try {
    await admin.fetchOffsets({ groupId: 'groundswell-start' });
    return true;
  } catch {
    return false;
  }
}
