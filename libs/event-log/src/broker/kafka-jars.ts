import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { EmbeddedKafkaUnavailable } from './embedded-kafka-unavailable.js';
import { runGuarded } from './processes.js';

const DOWNLOAD_LIMIT_MS = 10 * 60_000;
const GATHERING = 'gathering-';
const ENDED = 'Maven was ended while it fetched Apache Kafka; start again';

/** infra/kafka lies at the same distance from src and from dist. */
const INFRA = resolve(__dirname, '../../../../infra/kafka');

/** Where the broker's own logging is set. */
export const LOG_SETTINGS = join(INFRA, 'log4j2.yaml');

/** Names the folder: another version, or another set of jars, is another folder. */
function cacheName(): string {
  const pom = readFileSync(join(INFRA, 'pom.xml'));
  const version = /<kafka\.version>([^<]+)</.exec(pom.toString())?.[1];
  if (!version) throw new Error(`${INFRA}/pom.xml names no kafka.version`);
  return `kafka-${version}-${createHash('sha256').update(pom).digest('hex').slice(0, 8)}`;
}

/** One cache for all clones of a user; in `home` where the user has no folder to write to. */
function cacheFolder(home: string, env: NodeJS.ProcessEnv): string {
  const shared =
    env.GROUNDSWELL_CACHE ?? join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'groundswell');
  try {
    mkdirSync(shared, { recursive: true, mode: 0o700 });
    accessSync(shared, constants.W_OK);
    return shared;
  } catch {
    const own = resolve(home, 'cache');
    mkdirSync(own, { recursive: true, mode: 0o700 });
    return own;
  }
}

/**
 * Folder with the broker's jars, resolved by Maven at the first use. They are gathered beside and moved into place
 * in one step, so a folder that is there is whole.
 * @throws EmbeddedKafkaUnavailable without Maven or where it cannot resolve them; another error where it was ended
 */
export async function kafkaJars(
  java: string,
  home: string,
  onProgress: (text: string) => void,
  signal?: AbortSignal,
  env = process.env,
): Promise<string> {
  const cache = cacheFolder(home, env);
  const jars = join(cache, cacheName());
  if (existsSync(jars)) return jars;
  removeHalfMade(cache);
  const gathering = mkdtempSync(join(cache, GATHERING));
  try {
    onProgress('fetching Apache Kafka with Maven (43 MB, once)');
    await resolveWithMaven(java, gathering, signal);
    if (!readdirSync(gathering).some((name) => name.startsWith('kafka_'))) {
      throw new EmbeddedKafkaUnavailable('Maven resolved no Kafka broker');
    }
    moveIntoPlace(gathering, jars);
    return jars;
  } finally {
    rmSync(gathering, { recursive: true, force: true });
  }
}

async function resolveWithMaven(java: string, folder: string, signal?: AbortSignal): Promise<void> {
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
  const args = ['-q', '-B', '-f', join(INFRA, 'pom.xml'), goal, `-DoutputDirectory=${folder}`];
  // Maven looks for Java by itself, in fewer places than we do.
  const env = { ...process.env, JAVA_HOME: dirname(dirname(realpathSync(java))) };
  try {
    await runGuarded('mvn', args, { env, signal, timeout: DOWNLOAD_LIMIT_MS, maxBuffer: 16 * 1024 * 1024 });
  } catch (error) {
    if (signal?.aborted || endedFromOutside(error)) throw new Error(ENDED, { cause: error });
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = missing ? 'Maven (mvn) is not installed' : 'Maven could not fetch Apache Kafka';
    throw new EmbeddedKafkaUnavailable(reason, { cause: error });
  }
}

/** Ctrl-C or the like: no word on whether Kafka can be had. Our own time limit is one. */
function endedFromOutside(error: unknown): boolean {
  const { signal, killed, code } = error as { signal?: string | null; killed?: boolean; code?: unknown };
  // The script of Maven hands on how its Java ended: 128 and the number of SIGINT, SIGKILL or SIGTERM.
  return !killed && (Boolean(signal) || [130, 137, 143].includes(Number(code)));
}

/** What starts that were killed left behind; not what another one gathers now. */
function removeHalfMade(cache: string): void {
  for (const name of readdirSync(cache).filter((found) => found.startsWith(GATHERING))) {
    const path = join(cache, name);
    const since = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (since > 2 * DOWNLOAD_LIMIT_MS) rmSync(path, { recursive: true, force: true });
  }
}

/** Another process may have been faster: then its folder serves as well. */
function moveIntoPlace(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  }
}
