import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PIECE = Buffer.alloc(256 * 1024);
/** As fast as a disk takes what another program writes: 250 MB/s. */
const PAUSE_MS = 1;

/** A folder with a file system of its own that can be filled. Needs root and Linux; else `null`, and the suite says so. */
export function mountSmallDisk(path, megabytes) {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'tmpfs', path], {
      stdio: 'ignore',
    });
  } catch {
    return null;
  }
  const filler = join(path, 'filler');
  return {
    fill: () => fill(filler),
    free: () => rmSync(filler, { force: true }),
    usedBytes: () => used(path),
    unmount: () => execFileSync('umount', ['-l', path]),
  };
}

/** To the last byte. */
async function fill(path) {
  const file = openSync(path, 'w');
  try {
    for (;;) {
      writeSync(file, PIECE);
      await sleep(PAUSE_MS);
    }
  } catch (error) {
    if (error.code !== 'ENOSPC') throw error;
  } finally {
    closeSync(file);
  }
}

function used(path) {
  const { blocks, bfree, bsize } = statfsSync(path);
  return (blocks - bfree) * bsize;
}
