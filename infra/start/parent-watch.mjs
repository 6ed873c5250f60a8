import { readFileSync } from 'node:fs';

const SHELLS = new Set(['sh', 'dash', 'ash', 'bash', 'zsh', 'ksh']);

function statusOf(pid, field) {
  try {
    return new RegExp(`^${field}:\\s+(.+)$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** npm, and the shell between us where it stayed; not whoever called npm, which may end while we serve. */
function ourStarters() {
  if (!SHELLS.has(statusOf(process.ppid, 'Name'))) return [process.ppid];
  const npm = Number(statusOf(process.ppid, 'PPid'));
  return npm > 1 ? [process.ppid, npm] : [process.ppid];
}

/**
 * When npm is killed with -9 nobody tells us, so look: once it is gone, `onGone` is called and nothing is left behind.
 */
export function watchParents(onGone) {
  if (!process.env.npm_lifecycle_event) return;
  const starters = ourStarters();
  const timer = setInterval(() => {
    if (process.ppid === starters[0] && starters.every(alive)) return;
    clearInterval(timer);
    onGone();
  }, 500);
  timer.unref();
}
