import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HomeInUse, lockHome } from './home-lock.js';

describe('the lock of a data folder', () => {
  let home: string;
  let other: ChildProcess;
  const path = () => join(home, 'lock');

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'groundswell-lock-'));
    other = spawn('sleep', ['60'], { stdio: 'ignore' });
  });
  afterEach(() => {
    other.kill('SIGKILL');
    rmSync(home, { recursive: true });
  });

  const startOf = (pid: number) => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  };

  it('is taken and given back', () => {
    const lock = lockHome(home);
    expect(readFileSync(path(), 'utf8')).toContain(String(process.pid));
    lock.release();
    expect(existsSync(path())).toBe(false);
  });

  it('says when its holder is stopping', () => {
    const lock = lockHome(home);
    lock.markStopping();
    expect(readFileSync(path(), 'utf8')).toMatch(new RegExp(`^${process.pid} \\S* stopping$`));
    lock.release();
    expect(existsSync(path())).toBe(false);
  });

  it('is refused while its holder lives, in one sentence that names it', () => {
    if (process.platform !== 'linux') return;
    writeFileSync(path(), `${other.pid} ${startOf(other.pid!)}`);
    expect(() => lockHome(home)).toThrow(HomeInUse);
    expect(() => lockHome(home)).toThrow(`is in use by process ${other.pid}; stop it`);
  });

  it.each([
    ['of a process that is gone', '999999 1'],
    ['cut off', ''],
    ['of a number that another process has by now', 'OTHER 1'],
  ])('is taken over: %s', (_, text) => {
    if (process.platform !== 'linux') return;
    writeFileSync(path(), text.replace('OTHER', String(other.pid)));
    lockHome(home).release();
    expect(existsSync(path())).toBe(false);
  });
});
