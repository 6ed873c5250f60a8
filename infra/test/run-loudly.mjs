import { spawn } from 'node:child_process';

/** Runs a command with its output shown. Resolves to its exit code; a signal or a failed spawn is 1. */
export function runLoudly(command, args, { cwd, env }, mode) {
  return new Promise((resolve) => {
    // Jest prints its JSON report path on stdout and everything for people on stderr.
    const stdout = mode === 'stdout-quiet' ? 'ignore' : 'inherit';
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', stdout, 'inherit'] });
    child.on('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}
