import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CommandLineAccess } from '@groundswell/api';
import type { Config } from '@groundswell/platform';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leaveCommandLineAccess } from './sign-in.js';

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
