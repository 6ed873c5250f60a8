import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { accepts } from './accepts.js';
import type { BrokerFolders } from './broker-folders.js';
import { LOG_SETTINGS } from './kafka-jars.js';
import { RestartPause } from './restart-pause.js';
import { commandOf, endProcess, guard, isRunning } from './processes.js';

/** About 200 MB for the whole process in ordinary use, at most 512 MB with its stacks and buffers. */
const JVM = [
  '-Xms64m',
  '-Xmx320m',
  '-Xss512k',
  '-XX:MaxDirectMemorySize=64m',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-XX:+ExitOnOutOfMemoryError',
  '-Djava.awt.headless=true',
];
const STOP_PATIENCE_MS = 20_000;
/** One that takes no connections is still starting, does not listen to signals then, and has taken nothing. */
const STARTING_PATIENCE_MS = 2_000;

/** The broker as a child: ended with us however we end, and started again should it end by itself. */
export class BrokerProcess {
  pid = 0;
  private callOffGuard: () => void = () => undefined;
  private stopping = false;
  private watched = false;
  private port = 0;
  private restart: Promise<void> = Promise.resolve();
  private readonly restartPause = new RestartPause();

  constructor(
    private readonly java: string,
    private readonly jars: string,
    private readonly folders: BrokerFolders,
  ) {}

  /** Ends a broker that a parent killed with -9 left on these folders. */
  static async endLeftover({ kafka, pidFile }: BrokerFolders): Promise<void> {
    if (!existsSync(pidFile)) return;
    const pid = Number(readFileSync(pidFile, 'utf8'));
    // The number may be another program's by now: only one that runs on our folder is ended.
    const isOurs = pid > 1 && isRunning(pid) && (await commandOf(pid)).includes(`${kafka}/`);
    if (isOurs) await endProcess(pid, STOP_PATIENCE_MS);
    rmSync(pidFile, { force: true });
  }

  launch(): void {
    const { kafka, logs, pidFile } = this.folders;
    const console = openSync(join(logs, 'kafka-console.log'), 'w', 0o600);
    // A group of its own: Ctrl-C in the terminal reaches it through us, after those who still write to it.
    const child = spawn(this.java, this.arguments(), {
      detached: true,
      stdio: ['ignore', console, console],
      cwd: kafka,
    });
    closeSync(console);
    child.once('error', () => undefined);
    child.once('exit', () => this.onExit());
    child.unref();
    if (!child.pid) throw new Error(`The Kafka broker could not be started with ${this.java}.`);
    this.pid = child.pid;
    writeFileSync(pidFile, String(child.pid), { mode: 0o600 });
    this.callOffGuard = guard(child.pid);
  }

  /**
   * Waits until the port takes connections, and from then on keeps the broker running.
   * @throws when it ends before, or takes longer than `limitMs`
   */
  async untilListening(port: number, limitMs: number): Promise<void> {
    const deadline = Date.now() + limitMs;
    this.port = port;
    while (!(await accepts(port))) {
      if (!isRunning(this.pid)) throw new Error(`The Kafka broker ended while starting; ${this.seeLogs()}`);
      if (Date.now() > deadline) throw new Error(`The Kafka broker does not answer; ${this.seeLogs()}`);
      await sleep(50);
    }
    this.watched = true;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.restart;
    const isUp = this.port > 0 && (await accepts(this.port));
    await endProcess(this.pid, isUp ? STOP_PATIENCE_MS : STARTING_PATIENCE_MS);
    this.callOffGuard();
    rmSync(this.folders.pidFile, { force: true });
  }

  private onExit(): void {
    this.callOffGuard();
    if (this.watched && !this.stopping) this.restart = this.relaunch(Date.now()).catch(() => undefined);
  }

  /** With a pause, so that one that cannot live does not take the machine with it. */
  private async relaunch(endedAt: number): Promise<void> {
    const pause = this.restartPause.next(endedAt);
    for (let waited = 0; waited < pause && !this.stopping; waited += 100) await sleep(100);
    if (!this.stopping) this.launch();
  }

  private arguments(): string[] {
    const logging = [`-Dlog4j2.configurationFile=${LOG_SETTINGS}`, `-Dgroundswell.logs=${this.folders.logs}`];
    return [...JVM, ...logging, '-cp', `${this.jars}/*`, 'kafka.Kafka', this.folders.settings];
  }

  private seeLogs(): string {
    return `see ${this.folders.logs}/kafka.log and kafka-console.log beside it.`;
  }
}
