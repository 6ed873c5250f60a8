import { describe, expect, it } from '@jest/globals';
import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { DiskGuard, DiskNearlyFull, reserveOf } from './disk-guard.js';

const GIB = 1024 ** 3;

describe('the reserve', () => {
  it.each([
    [2 * GIB, 0.2 * GIB],
    [10 * GIB, GIB],
    [4096 * GIB, GIB],
  ])('of a disk of %d bytes is %d', (total, reserve) => expect(reserveOf(total)).toBeCloseTo(reserve));
});

describe('DiskGuard', () => {
  it('says nothing while there is room, and nothing of a folder that cannot be looked at', async () => {
    const { bavail, bsize, blocks } = statfsSync(tmpdir());
    if (bavail * bsize < 2 * reserveOf(blocks * bsize))
      throw new Error('this test needs some room on the disk');
    const told: boolean[] = [];
    const onChange = async (low: boolean): Promise<void> => void told.push(low);
    const guards = [new DiskGuard(tmpdir(), onChange), new DiskGuard('/no/such/folder', onChange)];
    await new Promise((resolve) => setTimeout(resolve, 500));
    for (const guard of guards) guard.assertRoom();
    await Promise.all(guards.map((guard) => guard.close()));
    expect(told).toEqual([]);
  });

  it('names the room that is left and what to do', () => {
    expect(new DiskNearlyFull('/data', 100 * 1024 ** 2, GIB).message).toMatch(
      /\/data has 100 MB left .* below 1024 MB: free some space/,
    );
  });
});
