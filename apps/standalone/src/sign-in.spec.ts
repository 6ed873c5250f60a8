import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AccountsService, CommandLineAccess } from '@groundswell/api';
import type { Config } from '@groundswell/platform';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { announceSignIn, leaveCommandLineAccess } from './sign-in.js';

describe('access for the command line', () => {
  let home: string;
  let issued: number;
  const access = { issue: async () => `gs_${++issued}` } as unknown as CommandLineAccess;
  const leave = (url: string) => leaveCommandLineAccess(access, { home } as Config, url);
  const left = () => JSON.parse(readFileSync(join(home, 'cli.json'), 'utf8')) as object;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'groundswell-home-'));
    issued = 0;
  });
  afterEach(() => rmSync(home, { recursive: true }));

  it('is for the owner of the folder alone', async () => {
    await leave('http://127.0.0.1:3000');
    expect(left()).toEqual({ url: 'http://127.0.0.1:3000', token: 'gs_1' });
    expect(statSync(join(home, 'cli.json')).mode & 0o777).toBe(0o600);
  });

  it('keeps its token and follows the address of the last start', async () => {
    await leave('http://127.0.0.1:3000');
    await leave('http://127.0.0.1:3100');
    expect(left()).toEqual({ url: 'http://127.0.0.1:3100', token: 'gs_1' });
  });

  it('is made anew where the file was cut off', async () => {
    writeFileSync(join(home, 'cli.json'), '{"url":"htt');
    await leave('http://127.0.0.1:3000');
    expect(left()).toEqual({ url: 'http://127.0.0.1:3000', token: 'gs_1' });
  });
});

describe('the sign-in of the first start', () => {
  let home: string;
  let said: string[];
  const owner = { email: 'owner@example.com', password: 'correct horse' };
  const file = () => join(home, 'sign-in.txt');
  const announce = (ensureOwner: AccountsService['ensureOwner']) =>
    announceSignIn({ ensureOwner }, { home }, 'http://127.0.0.1:3000', { say: (text) => said.push(text) });

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'groundswell-home-'));
    said = [];
  });
  afterEach(() => rmSync(home, { recursive: true }));

  it('is on the disk, for its owner alone, before the account is made', async () => {
    let before = '';
    await announce(async (_, keep) => {
      keep?.(owner);
      before = readFileSync(file(), 'utf8');
      return owner;
    });
    expect(before).toContain(owner.password);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(said.join('\n')).toContain(owner.password);
  });

  it('is replaced after a kill that left the file without the account', async () => {
    writeFileSync(file(), 'password lost-one\n');
    await announce(async (_, keep) => {
      keep?.(owner);
      return owner;
    });
    expect(readFileSync(file(), 'utf8')).not.toContain('lost-one');
  });

  it('is not left where another process made the account', async () => {
    await announce(async (_, keep) => {
      keep?.(owner);
      return null;
    });
    expect(existsSync(file())).toBe(false);
    expect(said.join('\n')).not.toContain(owner.password);
  });

  it('stays as it is at a later start', async () => {
    writeFileSync(file(), 'password first\n');
    await announce(async () => null);
    expect(readFileSync(file(), 'utf8')).toBe('password first\n');
    expect(said.join('\n')).toContain(file());
  });
});
