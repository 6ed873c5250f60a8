import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SCRIPT = join(__dirname, 'start.mjs');

/** What the start script says and how it ends; only for what it refuses before it installs or starts anything. */
function start(env: Record<string, string>): { status: number | null; said: string } {
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    encoding: 'utf8',
    timeout: 20_000,
  });
  return { status, said: stderr.trim() };
}

function nameOf(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return `${pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
}

describe('npm start refuses in one sentence, with exit code 1', () => {
  let home: string;
  let taken: Server;
  let other: ChildProcess;

  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'groundswell-start-'));
    taken = createServer().listen(0, '127.0.0.1');
    other = spawn('sleep', ['60'], { stdio: 'ignore' });
    await once(taken, 'listening');
  });
  afterEach(() => {
    taken.close();
    other.kill('SIGKILL');
    rmSync(home, { recursive: true, force: true });
  });
  const port = () => String((taken.address() as AddressInfo).port);

  function expectRefusal(env: Record<string, string>, sentence: RegExp): void {
    const { status, said } = start(env);
    expect(said).toMatch(/^Groundswell could not start: [^\n]+$/);
    expect(said).toMatch(sentence);
    expect(status).toBe(1);
  }

  it.each(['0', 'abc', '99999', '80.5'])('PORT=%s', (text) => {
    expectRefusal(
      { GROUNDSWELL_HOME: home, PORT: text },
      /PORT must be a number from 1 to 65535, not "[^"]+"$/,
    );
  });

  it('a port that is taken', () => {
    expectRefusal({ GROUNDSWELL_HOME: home, PORT: port() }, /port \d+ is taken .* PORT=\d+ npm start$/);
  });

  it('a host that is not this machine', () => {
    expectRefusal({ GROUNDSWELL_HOME: home, HOST: '203.0.113.9' }, /HOST=203.0.113.9 is not an address/);
  });

  it('a data folder that is a file', () => {
    const file = join(home, 'file');
    writeFileSync(file, '');
    expectRefusal({ GROUNDSWELL_HOME: file, PORT: '20999' }, /file is not a folder$/);
    expectRefusal(
      { GROUNDSWELL_HOME: join(file, 'deeper'), PORT: '20999' },
      /file is not a folder; set GROUNDSWELL_HOME/,
    );
  });

  it('a data folder where none can be made', () => {
    if (process.platform !== 'linux') return;
    expectRefusal(
      { GROUNDSWELL_HOME: '/proc/groundswell', PORT: '20999' },
      /no permission to write \/proc; set/,
    );
  });

  it('data that another start uses', () => {
    if (process.platform !== 'linux') return;
    writeFileSync(join(home, 'lock'), nameOf(other.pid!));
    expectRefusal(
      { GROUNDSWELL_HOME: home, PORT: port() },
      new RegExp(`is in use by process ${other.pid}; stop it`),
    );
  });

  it('but waits for one that is stopping', () => {
    if (process.platform !== 'linux') return;
    writeFileSync(join(home, 'lock'), `${nameOf(other.pid!)} stopping`);
    const ender = spawn('sh', ['-c', `sleep 3; kill -9 ${other.pid}`], { stdio: 'ignore' });
    const begun = Date.now();
    // Then it goes on to the next check, which refuses.
    expectRefusal({ GROUNDSWELL_HOME: home, PORT: port() }, /port \d+ is taken/);
    expect(Date.now() - begun).toBeGreaterThan(2_000);
    ender.kill();
  });
});
