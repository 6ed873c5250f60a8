import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedKafkaUnavailable } from './embedded-kafka-unavailable.js';

const run = promisify(execFile);
const DOWNLOAD_LIMIT_MS = 10 * 60_000;

/** infra/kafka lies at the same distance from src and from dist. */
const INFRA = resolve(__dirname, '../../../../infra/kafka');

export const LOG_SETTINGS = join(INFRA, 'log4j2.yaml');

function version(): string {
  const found = /<kafka\.version>([^<]+)</.exec(readFileSync(join(INFRA, 'pom.xml'), 'utf8'))?.[1];
  if (!found) throw new Error(`${INFRA}/pom.xml names no kafka.version`);
  return found;
}

function cacheFolder(env: NodeJS.ProcessEnv): string {
  return env.GROUNDSWELL_CACHE ?? join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'groundswell');
}

/**
 * Folder with the broker's jars, resolved by Maven at the first use. They are gathered beside and moved into place
 * in one step, so a folder that is there is whole.
 * @throws EmbeddedKafkaUnavailable without Maven or where it cannot resolve them
 */
export async function kafkaJars(onProgress: (text: string) => void, env = process.env): Promise<string> {
  const cache = cacheFolder(env);
  const jars = join(cache, `kafka-${version()}`);
  if (existsSync(jars)) return jars;
  mkdirSync(cache, { recursive: true, mode: 0o700 });
  const gathering = mkdtempSync(join(cache, 'gathering-'));
  try {
    onProgress('fetching Apache Kafka with Maven (once)');
    await resolveWithMaven(gathering);
    if (!readdirSync(gathering).some((name) => name.startsWith('kafka_'))) {
      throw new EmbeddedKafkaUnavailable('Maven resolved no Kafka broker');
    }
    moveIntoPlace(gathering, jars);
    return jars;
  } finally {
    rmSync(gathering, { recursive: true, force: true });
  }
}

async function resolveWithMaven(folder: string): Promise<void> {
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
  const args = ['-q', '-B', '-f', join(INFRA, 'pom.xml'), goal, `-DoutputDirectory=${folder}`];
  try {
    await run('mvn', args, { timeout: DOWNLOAD_LIMIT_MS, maxBuffer: 16 * 1024 * 1024 });
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = missing ? 'Maven (mvn) is not installed' : 'Maven could not fetch Apache Kafka';
    throw new EmbeddedKafkaUnavailable(reason, { cause: error });
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
