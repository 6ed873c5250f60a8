const SENTENCES = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'no permission to write a folder that npm needs',
  EPERM: 'no permission to write a folder that npm needs',
  EROFS: 'the disk cannot be written',
  ENOTFOUND: 'the package registry cannot be reached from here',
  EAI_AGAIN: 'the package registry cannot be reached from here',
  ECONNREFUSED: 'the package registry cannot be reached from here',
  ECONNRESET: 'the connection to the package registry breaks off',
  ETIMEDOUT: 'the package registry does not answer',
  ERR_SOCKET_TIMEOUT: 'the package registry does not answer',
  ENOTCACHED: 'npm is set to work offline and does not have all packages',
};

/**
 * Why `npm install` failed, by the last lines that it printed: its error code in words, else its own first words.
 * npm names the file with the whole story in them.
 */
export function npmFault(tail) {
  const lines = tail
    .split('\n')
    .filter((line) => /^npm (error|ERR!)/i.test(line))
    .map((line) => line.replace(/^npm (error|ERR!)\s*/i, '').trim())
    .filter(Boolean);
  const code = lines.map((line) => /^code (\S+)/.exec(line)?.[1]).find(Boolean);
  const path = lines.map((line) => /^path (.+)/.exec(line)?.[1]).find(Boolean);
  const words = lines.find((line) => !/^(code|syscall|errno|path|A complete log)/.test(line));
  const log = /complete log of this run can be found in:?\s*(\S+)/.exec(tail)?.[1];
  const reason = SENTENCES[code] ?? words ?? 'npm does not say why';
  const where = SENTENCES[code] && path ? ` (${path})` : '';
  return `${reason}${where}${log ? `; all of it is in ${log}` : ''}`;
}
