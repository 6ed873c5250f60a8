import { startEmbeddedPostgres } from '@groundswell/postgres';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

/** Starts one on the given home, prints its pid and lives until it is killed. */
const PARENT = `
  const { startEmbeddedPostgres } = require('@groundswell/postgres');
  startEmbeddedPostgres({ home: process.argv[1] }).then(
    ({ pid }) => { console.log(pid); setInterval(() => {}, 1000); },
    (error) => { console.error(error.message); process.exit(1); });`;

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'groundswell-pg-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** With owners and times, as a backup is made. */
async function copyHome(from: string, to: string): Promise<void> {
  const [code] = (await once(spawn('cp', ['-a', `${from}/.`, to]), 'exit')) as [number];
  expect(code).toBe(0);
}

/** These look into /proc. */
const itOnLinux = process.platform === 'linux' ? it : it.skip;

describe('startEmbeddedPostgres', () => {
  it('makes a cluster that survives a restart, on the loopback address and behind a password', async () => {
    const said: string[] = [];
    const first = await startEmbeddedPostgres({ home, onProgress: (text) => said.push(text) });
    await query(first.url, 'CREATE TABLE kept (n int)');
    const stranger = new URL(first.url);
    stranger.password = 'guess';
    await expect(query(stranger.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
    await first.stop();
    await first.stop();
    const second = await startEmbeddedPostgres({ home });
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 0 }]);
    expect(await query(second.url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    expect(await query(second.url, 'SHOW synchronous_commit')).toEqual([{ synchronous_commit: 'on' }]);
    await second.stop();
    expect(said).toContain('making a PostgreSQL cluster');
  });

  it('shows nothing of it to other users', () => {
    expect(statSync(home).mode & 0o066).toBe(0);
    for (const name of readdirSync(home)) expect(statSync(join(home, name)).mode & 0o077).toBe(0);
  });

  itOnLinux('refuses a second one while the first runs, and ends with a killed parent', async () => {
    const { parent, pid } = await startParent();
    await expect(startEmbeddedPostgres({ home })).rejects.toThrow(`process ${parent.pid}`);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    const second = await startEmbeddedPostgres({ home });
    expect(isAlive(pid)).toBe(false);
    await second.stop();
  });

  itOnLinux('stops what a killed parent and a killed guard left behind', async () => {
    const { parent, pid } = await startParent();
    for (const guard of findProcesses(`groundswell-postgres-guard ${pid}`)) process.kill(guard, 'SIGKILL');
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    await sleep(200);
    expect(isAlive(pid)).toBe(true);
    const second = await startEmbeddedPostgres({ home });
    expect(isAlive(pid)).toBe(false);
    await second.stop();
  });

  it('comes back after the server itself was killed', async () => {
    const first = await startEmbeddedPostgres({ home });
    await query(first.url, 'INSERT INTO kept VALUES (1)');
    process.kill(first.pid, 'SIGKILL');
    await first.stop();
    const second = await startEmbeddedPostgres({ home });
    expect(await query(second.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
    await second.stop();
  });

  it('makes a half-made cluster again', async () => {
    const other = mkdtempSync(join(tmpdir(), 'groundswell-pg-'));
    const first = await startEmbeddedPostgres({ home: other });
    await first.stop();
    const cluster = join(other, 'postgres');
    renameSync(join(cluster, 'data'), join(cluster, 'data.partial-1'));
    const second = await startEmbeddedPostgres({ home: other });
    expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await second.stop();
    expect(readdirSync(cluster)).toEqual(['data']);
    rmSync(other, { recursive: true });
  });

  it.each([
    ['as it is written now', (kept: object) => kept],
    [
      'as it was written before, by its whole path',
      (kept: object) => ({ ...kept, directory: join(home, 'postgres') }),
    ],
  ])('opens the data of a copied folder, not that of its original: a record %s', async (_how, changed) => {
    const copy = mkdtempSync(join(tmpdir(), 'groundswell-pg-copy-'));
    try {
      await copyHome(home, copy);
      const record = join(copy, 'postgres.json');
      writeFileSync(record, JSON.stringify(changed(JSON.parse(readFileSync(record, 'utf8')) as object)));
      const [original, other] = [
        await startEmbeddedPostgres({ home }),
        await startEmbeddedPostgres({ home: copy }),
      ];
      await query(other.url, 'INSERT INTO kept VALUES (1)');
      expect(await query(other.url, 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 2 }]);
      expect(await query(original.url, 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 1 }]);
      await Promise.all([original.stop(), other.stop()]);
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });

  it('says in one sentence that a folder cannot be written', async () => {
    const file = join(home, 'logs', 'postgres.log');
    await expect(startEmbeddedPostgres({ home: join(file, 'x') })).rejects.toThrow(
      /cannot be written \(ENOTDIR\)/,
    );
  });

  it('leaves a closed folder of ours closed to all but the server', async () => {
    const closed = join(home, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const server = await startEmbeddedPostgres({ home: closed });
    await server.stop();
    expect(statSync(closed).mode & 0o067).toBe(0);
  });
});

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows as unknown[];
  } finally {
    await client.end();
  }
}

async function startParent(): Promise<{ parent: ChildProcess; pid: number }> {
  const parent = spawn(process.execPath, ['-e', PARENT, home], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  return { parent, pid: Number(line.toString()) };
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

function isAlive(pid: number): boolean {
  return commandOf(pid) !== '';
}
