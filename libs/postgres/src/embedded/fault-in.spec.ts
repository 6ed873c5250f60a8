import { describe, expect, it } from '@jest/globals';
import { faultIn } from './fault-in.js';

describe('faultIn', () => {
  it('finds the fatal line of initdb among its progress', () => {
    const output = [
      'creating subdirectories ... ok',
      'running bootstrap script ... 2026-11-24 04:17:10.662 UTC [11123] FATAL:  could not write to file "pg_wal/x": No space left on device',
      'child process exited with exit code 1',
      'initdb: removing data directory "/home/postgres/data.partial-1"',
    ].join('\n');
    expect(faultIn(output)).toBe('could not write to file "pg_wal/x": No space left on device');
  });

  it('takes the last line where none is fatal', () => {
    expect(faultIn('one\nspawn ENOENT.\n')).toBe('spawn ENOENT');
  });
});
