import { spawn } from 'node:child_process';

const children = new Set();

/** Ends every command that is still running; used when the start is interrupted. */
export function endChildren() {
  for (const child of children) child.kill('SIGTERM');
}

/**
 * Runs a command without showing its output; `note` gets its latest line.
 * Resolves to its exit code and the last lines it printed.
 */
export function runQuietly(command, args, { cwd, env = process.env, note = () => {} }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    children.add(child);
    let tail = '';
    const keep = (chunk) => {
      tail = (tail + chunk).slice(-4000);
      const line = String(chunk).trim().split('\n').at(-1);
      if (line) note(line.trim());
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      children.delete(child);
      resolve({ code: code ?? `signal ${signal}`, tail: tail.trim() });
    });
  });
}
