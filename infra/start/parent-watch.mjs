import { readFileSync } from 'node:fs';

function parentOf(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]);
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

/**
 * `npm start` is npm, perhaps a shell, and us. When npm is killed with -9 nobody tells us, so look: once
 * npm or the shell is gone, `onGone` is called and nothing is left behind.
 */
export function watchParents(onGone) {
  if (!process.env.npm_lifecycle_event) return;
  const parents = [process.ppid];
  const grandparent = parentOf(process.ppid);
  if (grandparent > 1) parents.push(grandparent);
  const timer = setInterval(() => {
    if (process.ppid === parents[0] && parents.every(alive)) return;
    clearInterval(timer);
    onGone();
  }, 500);
  timer.unref();
}
