import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Kafka 4 brokers need this Java or a newer one. */
const OLDEST = 17;
const INSTALLED = ['/usr/lib/jvm', '/Library/Java/JavaVirtualMachines', '/opt/java'];

export interface Java {
  path: string;
  major: number;
}

/** The first Java 17 or newer of JAVA_HOME, PATH and the usual places, or null. */
export async function findJava(env: NodeJS.ProcessEnv = process.env): Promise<Java | null> {
  for (const path of candidates(env)) {
    const major = await majorOf(path);
    if (major >= OLDEST) return { path, major };
  }
  return null;
}

function candidates(env: NodeJS.ProcessEnv): string[] {
  const homes = [
    ...(env.JAVA_HOME ? [env.JAVA_HOME] : []),
    ...INSTALLED.filter(existsSync).flatMap((folder) =>
      readdirSync(folder).flatMap((name) => [join(folder, name), join(folder, name, 'Contents/Home')]),
    ),
  ];
  const onPath = (env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'java'));
  const [given, ...installed] = homes.map((home) => join(home, 'bin/java'));
  return [...(given ? [given] : []), ...onPath, ...installed].filter(existsSync);
}

async function majorOf(path: string): Promise<number> {
  try {
    const { stderr } = await run(path, ['-version'], { timeout: 20_000 });
    return Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0);
  } catch {
    return 0;
  }
}
