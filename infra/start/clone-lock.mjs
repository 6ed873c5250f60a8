import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { holderOf, startOf } from './holder.mjs';
import { signalGroup } from './run-quietly.mjs';

const POLL_MS = 300;
/** Longer than the guard of a command takes to end it. */
const GUARD_MS = 12_000;

const groupFile = (root) => join(root, 'node_modules', '.groundswell-group');

/** Remembers the process group of an install or a build, for the start after one that is killed. */
export const noteGroup = (root) => (pid) => writeFileSync(groupFile(root), String(pid));

/** What a start that was killed ran here may write for some seconds more, until its guard has ended it. */
async function untilGroupGone(root) {
  const pid = Number(contentOf(groupFile(root)));
  const deadline = Date.now() + GUARD_MS;
  while (pid > 1 && signalGroup(pid, 0) && Date.now() < deadline) await sleep(POLL_MS);
}

/** True when the lock is ours now. Linked into place, so that it is never there without its holder's name in it. */
function take(path) {
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, `${process.pid} ${startOf(process.pid) ?? ''}`);
  try {
    linkSync(mine, path);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(mine, { force: true });
  }
}

function contentOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** Frees a lock whose holder is gone; not one that somebody took since we looked. @returns the living holder or null */
function freeOrName(path) {
  const seen = contentOf(path);
  const holder = holderOf(path);
  if (holder === null && contentOf(path) === seen) rmSync(path, { force: true });
  return holder;
}

/**
 * Does `work` while no other start installs into or builds this clone; `onWait(pid)` is called when one does.
 * A lock whose holder was killed is taken over.
 */
export async function withCloneLock(root, onWait, work) {
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  const path = join(root, 'node_modules', '.groundswell-lock');
  let told = false;
  while (!take(path)) {
    const holder = freeOrName(path);
    if (holder === null) continue;
    if (!told) onWait(holder.pid);
    told = true;
    await sleep(POLL_MS);
  }
  try {
    await untilGroupGone(root);
    const result = await work();
    rmSync(groupFile(root), { force: true });
    return result;
  } finally {
    rmSync(path, { force: true });
  }
}
