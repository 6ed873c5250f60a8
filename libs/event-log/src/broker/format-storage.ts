import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrokerFolders } from './broker-folders.js';
import { brokerSettings } from './broker-settings.js';
import { runGuarded } from './processes.js';

const FRESH = 'formatting-';

/**
 * Makes the broker's data folder once. It is formatted beside and moved into place in one step, so a folder that is
 * there is whole, and one that holds data is never touched.
 */
export async function formatStorage(
  java: string,
  jars: string,
  { kafka, data }: BrokerFolders,
): Promise<void> {
  removeHalfMade(kafka);
  if (existsSync(data)) return;
  const fresh = mkdtempSync(join(kafka, FRESH));
  const settings = join(fresh, 'format.properties');
  try {
    writeFileSync(settings, brokerSettings(fresh, { client: 1, controller: 2 }), { mode: 0o600 });
    const id = randomBytes(16).toString('base64url').replace(/^-/, 'A');
    const args = ['-Xmx64m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', `${jars}/*`];
    await runGuarded(java, [...args, 'kafka.tools.StorageTool', 'format', '-t', id, '-c', settings], {});
    rmSync(settings);
    renameSync(fresh, data);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** What a start that was killed in the middle left; best effort, as its formatting may be ending only now. */
function removeHalfMade(kafka: string): void {
  for (const name of readdirSync(kafka).filter((found) => found.startsWith(FRESH))) {
    try {
      rmSync(join(kafka, name), { recursive: true, force: true });
    } catch {
      // The next start tries again.
    }
  }
}
