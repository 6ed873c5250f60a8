import { isOutage } from '@groundswell/platform';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type QueryRunner, QueryRunnerAlreadyReleasedError } from 'typeorm';
import type { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { retryOutages } from './retry-outages.js';

/** First half of the advisory lock's key: locks of imports. */
const NAMESPACE = 0x6773_696d;
/** Meanwhile an import may run that is another process's by now. */
const LONGEST_PAUSE_MS = 1_000;
/** PostgreSQL says that it ends a session before it frees the locks of that session. */
const LONGEST_END_MS = 10_000;
const ASK_EVERY_MS = 20;

const LOCK = 'SELECT pg_try_advisory_lock($1, hashtext($2)) AS held';
const UNLOCK = 'SELECT pg_advisory_unlock($1, hashtext($2))';
const ARE_HOLDING = `
  SELECT EXISTS (
    SELECT FROM pg_locks
    WHERE locktype = 'advisory' AND classid = $1::int::oid AND objid = hashtext($2)::oid AND objsubid = 2
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND granted AND pid = ANY ($3::int[])) AS held`;

/**
 * Says which imports are in some process's hands, so that another one (or the same after a restart) neither
 * takes them over nor gives them up. Held in one session of PostgreSQL, which frees them when the process dies. A session
 * that PostgreSQL ends takes its locks with it: the next one takes them again at once, and `lost` tells of those that
 * another process took in between.
 */
@Injectable()
export class ImportLocks {
  private readonly logger = new Logger(ImportLocks.name);
  private session: Promise<QueryRunner> | null = null;
  /** What the session is, once it began. */
  private current: QueryRunner | null = null;
  /** PostgreSQL's processes of the session and of those before it that may not have ended yet. */
  private processes: number[] = [];
  private renewal = Promise.resolve();
  private readonly held = new Map<string, AbortController>();
  private readonly closing = new AbortController();

  constructor(private readonly dataSource: DataSource) {}

  /** False when another process has it. */
  async acquire(importId: string): Promise<boolean> {
    const isHeld = await this.query(LOCK, importId);
    if (isHeld && !this.held.has(importId)) this.held.set(importId, new AbortController());
    return isHeld;
  }

  /** Aborted once another process has it, or never was it acquired. */
  lost(importId: string): AbortSignal {
    return this.held.get(importId)?.signal ?? AbortSignal.abort();
  }

  async release(importId: string): Promise<void> {
    this.held.delete(importId);
    await this.query(UNLOCK, importId);
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.renewal;
    const { session } = this;
    this.session = this.current = null;
    this.held.clear();
    const runner = await session?.catch(() => null);
    if (runner) await letGo(runner);
  }

  /** Begins anew, once, where the session turns out to have ended while nobody used it. */
  private async query(statement: string, importId: string): Promise<boolean> {
    const known = this.session;
    try {
      return await this.queryOnce(statement, importId);
    } catch (error) {
      if (known === null || !isEnd(error)) throw error;
      return this.queryOnce(statement, importId);
    }
  }

  private async queryOnce(statement: string, importId: string): Promise<boolean> {
    const session = (this.session = this.living(this.session));
    try {
      const runner = await session;
      return await isHeldBy(runner, statement, importId);
    } catch (error) {
      if (isEnd(error)) await this.leave(session);
      throw error;
    }
  }

  private async leave(session: Promise<QueryRunner>): Promise<void> {
    if (this.session === session) this.session = null;
    const runner = await session.catch(() => null);
    if (!runner) return;
    this.renew(runner);
    await letGo(runner).catch(() => undefined);
  }

  /** TypeORM lets a runner go by itself when its connection breaks. */
  private async living(session: Promise<QueryRunner> | null): Promise<QueryRunner> {
    const runner = await session?.catch(() => null);
    return runner && !runner.isReleased ? runner : this.begin();
  }

  private async begin(): Promise<QueryRunner> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as EventEmitter;
      const process = await processOf(runner);
      this.processes.push(process);
      const giveUpAt = Date.now() + LONGEST_END_MS;
      for (const [importId, lost] of this.held) {
        if (await this.isTakenAgain(runner, importId, giveUpAt)) continue;
        this.held.delete(importId);
        lost.abort();
      }
      this.processes = [process];
      client.once('end', () => this.renew(runner));
      return (this.current = runner);
    } catch (error) {
      await letGo(runner).catch(() => undefined);
      throw error;
    }
  }

  /** Waits for what a session of ours that ends still holds. */
  private async isTakenAgain(runner: QueryRunner, importId: string, giveUpAt: number): Promise<boolean> {
    const { signal } = this.closing;
    for (let mayBeOurs = true; ; mayBeOurs = await stillHold(runner, importId, this.processes)) {
      if (await isHeldBy(runner, LOCK, importId)) return true;
      if (!mayBeOurs || Date.now() > giveUpAt) return false;
      await sleep(ASK_EVERY_MS, undefined, { signal });
    }
  }

  /** Takes the locks again, so that no other process does, where it was the session that ended. */
  private renew(ended: QueryRunner): void {
    if (ended !== this.current || this.held.size === 0 || this.closing.signal.aborted) return;
    const renewal = retryOutages(this.closing.signal, () => this.begun(), LONGEST_PAUSE_MS).catch(
      (error: unknown) => {
        if (this.closing.signal.aborted) return;
        this.logger.error(`The locks of imports could not be taken again: ${String(error)}`);
      },
    );
    this.renewal = Promise.all([this.renewal, renewal]).then(() => undefined);
  }

  private async begun(): Promise<void> {
    await (this.session = this.living(this.session));
  }
}

/** The connection goes back to the pool, where its locks would live on. One that PostgreSQL ended has none any more. */
async function letGo(runner: QueryRunner): Promise<void> {
  if (runner.isReleased) return;
  await runner.query('SELECT pg_advisory_unlock_all()').finally(() => runner.release());
}

async function stillHold(runner: QueryRunner, importId: string, processes: number[]): Promise<boolean> {
  const values = [NAMESPACE, importId, processes];
  const [row] = (await runner.query(ARE_HOLDING, values)) as { held: boolean }[];
  return row?.held ?? false;
}

async function processOf(runner: QueryRunner): Promise<number> {
  const [row] = (await runner.query('SELECT pg_backend_pid() AS pid')) as [{ pid: number }];
  return row.pid;
}

async function isHeldBy(runner: QueryRunner, statement: string, importId: string): Promise<boolean> {
  const [row] = (await runner.query(statement, [NAMESPACE, importId])) as { held?: boolean }[];
  return row?.held ?? false;
}

const isEnd = (error: unknown) => isOutage(error) || error instanceof QueryRunnerAlreadyReleasedError;
