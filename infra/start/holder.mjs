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
 * The living process that a lock file names as `pid start [stopping]`, or null: no file, one cut off, a process that is
 * gone, or another one that has its number by now.
 * @returns {{pid: number, isStopping: boolean} | null}
 */
export function holderOf(path) {
  let text;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return null;
  }
  const [number, start = '', state] = text.trim().split(' ');
  const pid = Number(number);
  if (!(pid > 0) || pid === process.pid || !isAlive(pid) || startOf(pid) !== start) return null;
  return { pid, isStopping: state === 'stopping' };
}
