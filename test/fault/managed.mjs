import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const READY_LIMIT_MS = 120_000;
const RESTART_PAUSE_MS = 500;

/**
 * A process of the product under a supervisor: one that ends by itself is started again, as a container would be; one
 * that was killed on purpose stays away until `start`.
 */
export class Managed {
  /** @param options {name, args, env, cwd, readyUrl, logFile} */
  constructor(options) {
    this.options = options;
    this.wanted = false;
    /** Times that it ended without being told to. */
    this.ownEnds = 0;
  }

  get name() {
    return this.options.name;
  }

  get pid() {
    return this.child?.pid;
  }

  start() {
    this.wanted = true;
    // Two faults at a time may both want it back.
    if (this.child && this.child.exitCode === null && this.child.signalCode === null) return;
    const { args, env, cwd, logFile } = this.options;
    const log = openSync(logFile, 'a');
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.child = child;
    this.exit = new Promise((resolve) => child.once('exit', resolve));
    void this.exit.then(() => this.onExit(child));
  }

  async onExit(child) {
    if (this.child !== child || !this.wanted) return;
    this.ownEnds++;
    await sleep(RESTART_PAUSE_MS);
    if (this.child === child && this.wanted) this.start();
  }

  /** Resolves once it is gone. */
  async end(signal) {
    this.wanted = false;
    const { child, exit } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    if (signal !== 'SIGTERM') return exit;
    const late = sleep(60_000, 'late', { ref: false });
    if ((await Promise.race([exit, late])) !== 'late') return;
    child.kill('SIGKILL');
    await exit;
    throw new Error(`${this.name} did not end within a minute of SIGTERM.`);
  }

  signal(name) {
    this.child?.kill(name);
  }

  async untilReady(limitMs = READY_LIMIT_MS) {
    const deadline = Date.now() + limitMs;
    while (!(await answers(this.options.readyUrl))) {
      if (Date.now() > deadline) throw new Error(`${this.name} is not ready; see ${this.options.logFile}.`);
      await sleep(100);
    }
  }
}

async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
