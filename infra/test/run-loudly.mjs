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

/** Runs a command and resolves to its exit code and what it printed, trimmed; a signal or a failed spawn is 1. */
export function runForOutput(command, args, { cwd, env }) {
  return new Promise((resolve) => {
    const printed = [];
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const end = (code) =>
      resolve({ code: code ?? 1, output: Buffer.concat(printed).toString('utf8').trim() });
    child.stdout.on('data', (chunk) => printed.push(chunk));
    child.stderr.on('data', (chunk) => printed.push(chunk));
    child.on('error', (error) => {
      printed.push(Buffer.from(error.message));
      end(1);
    });
    child.on('close', end);
  });
}
