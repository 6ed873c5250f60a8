import { mkdir, rename, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { provideBinaries, type Binaries } from './binaries.js';
import { type ClusterRecord, newPassword, readRecord, writeRecord } from './cluster-record.js';
import { DATABASE, dataDirOf, initialise, isInitialised, ownerOf, removePartial } from './cluster.js';
import { ensureDatabase } from './ensure-database.js';
import { freePort } from './free-port.js';
import { clearLeftover } from './leftover.js';
import { letPass, placeCluster } from './placement.js';
import { type Postmaster, startPostmaster } from './postmaster.js';
import { startOf } from './processes.js';
import { chooseServerUser, isRoot, type ServerUser, userById } from './run-as.js';
import { clusterUrl } from './running-postgres.js';

const LOG_LIMIT_BYTES = 10 * 1024 * 1024;

export interface EmbeddedPostgresOptions {
  /** Folder for all that is kept: record with the password, logs, and the data unless that must lie elsewhere. */
  home: string;
  onProgress?: (text: string) => void;
}

export interface EmbeddedPostgres {
  /** Holds the password. */
  url: string;
  pid: number;
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that npm brought, on 127.0.0.1, making its cluster at first. It ends with this process,
 * however that ends; one left behind is stopped first.
 * @throws Error in one sentence
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const home = resolve(options.home);
  const say = options.onProgress ?? (() => undefined);
  await makeFolders(home);
  const known = await readRecord(home);
  if (known) await refuseWhileOwned(known, home);
  const user = await serverUserFor(known);
  const binaries = await provideBinaries(user, home, say);
  const record = await provideCluster(home, known, binaries, user, say);
  const postmaster = await launch(home, record, binaries, user, say);
  const running = { pid: postmaster.pid, stop: () => stop(home, record, postmaster) };
  try {
    await ensureDatabase(clusterUrl(record, 'postgres'), DATABASE);
  } catch (error) {
    await running.stop();
    throw error;
  }
  return { url: clusterUrl(record, DATABASE), ...running };
}

async function makeFolders(home: string): Promise<void> {
  try {
    await mkdir(join(home, 'logs'), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new Error(`${home} cannot be written (${(error as NodeJS.ErrnoException).code}).`);
  }
}

async function refuseWhileOwned({ owner }: ClusterRecord, home: string): Promise<void> {
  if (!owner || (await startOf(owner.pid)) !== owner.startedAt) return;
  throw new Error(`Groundswell already runs on ${home} (process ${owner.pid}): stop that one first.`);
}

/** Existing data decides; else us, or root's stand-in. */
async function serverUserFor(known: ClusterRecord | null): Promise<ServerUser> {
  const owner = known && (await ownerOf(known.directory));
  if (!isRoot() || !owner || owner.uid === 0) return chooseServerUser();
  return userById(owner.uid, owner.gid);
}

async function provideCluster(
  home: string,
  known: ClusterRecord | null,
  binaries: Binaries,
  user: ServerUser,
  say: (text: string) => void,
): Promise<ClusterRecord> {
  const isGone = known && !(await ownerOf(known.directory));
  const record =
    known && !isGone
      ? known
      : { directory: await placeCluster(home, user, say), port: 0, password: newPassword() };
  // Before initdb: a cluster must never exist without its password being known.
  if (record !== known) await writeRecord(home, record);
  if (record.directory.startsWith(home)) await letPass(home, user);
  await removePartial(record.directory);
  if (await isInitialised(record.directory, binaries, user)) return record;
  say('making a PostgreSQL cluster');
  await initialise(record.directory, binaries, user, record.password);
  return record;
}

async function launch(
  home: string,
  record: ClusterRecord,
  binaries: Binaries,
  user: ServerUser,
  say: (text: string) => void,
): Promise<Postmaster> {
  const dataDir = dataDirOf(record.directory);
  await clearLeftover(dataDir);
  record.port = await freePort(record.port);
  record.owner = { pid: process.pid, startedAt: (await startOf(process.pid)) ?? '' };
  await writeRecord(home, record);
  say('starting PostgreSQL');
  const logFile = await rotatedLog(join(home, 'logs', 'postgres.log'));
  try {
    return await startPostmaster({ program: binaries.postgres, dataDir, port: record.port, logFile, user });
  } catch (error) {
    await disown(home, record);
    throw error;
  }
}

async function rotatedLog(path: string): Promise<string> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LOG_LIMIT_BYTES) await rename(path, `${path}.1`);
  return path;
}

async function stop(home: string, record: ClusterRecord, postmaster: Postmaster): Promise<void> {
  await postmaster.stop();
  await disown(home, record);
}

async function disown(home: string, record: ClusterRecord): Promise<void> {
  delete record.owner;
  await writeRecord(home, record);
}
