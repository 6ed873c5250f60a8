import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BrokerFolders } from './broker-folders.js';
import { brokerSettings } from './broker-settings.js';

const run = promisify(execFile);

/**
 * Makes the broker's data folder once. It is formatted beside and moved into place in one step, so a folder that is
 * there is whole, and one that holds data is never touched.
 */
export async function formatStorage(
  java: string,
  jars: string,
  { kafka, data }: BrokerFolders,
): Promise<void> {
  if (existsSync(data)) return;
  const fresh = mkdtempSync(join(kafka, 'formatting-'));
  const settings = join(fresh, 'format.properties');
  try {
    writeFileSync(settings, brokerSettings(fresh, { client: 1, controller: 2 }), { mode: 0o600 });
    const id = randomBytes(16).toString('base64url').replace(/^-/, 'A');
    const args = ['-Xmx64m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', `${jars}/*`];
    await run(java, [...args, 'kafka.tools.StorageTool', 'format', '-t', id, '-c', settings]);
    rmSync(settings);
    renameSync(fresh, data);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}
