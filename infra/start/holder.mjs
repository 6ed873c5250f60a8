import { readFileSync } from 'node:fs';

/** Something that tells a process from a later one with the same number; '' where the system does not say. */
export function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // Dead and not yet reaped: it holds nothing any more.
    return fields[0] === 'Z' ? null : fields[19];
  } catch {
    return process.platform === 'linux' ? null : '';
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * The living process that a lock file names as `pid start`, or null: no file, one cut off, a process that is gone, or
 * another one that has its number by now.
 */
export function holderOf(path) {
  let text;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return null;
  }
  const [pid, start = ''] = text.trim().split(' ');
  const number = Number(pid);
  if (!(number > 0) || number === process.pid || !isAlive(number)) return null;
  return startOf(number) === start ? number : null;
}
