import { isOutage } from '@groundswell/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type QueryRunner, QueryRunnerAlreadyReleasedError } from 'typeorm';

/** First half of the advisory lock's key: locks of imports. */
const NAMESPACE = 0x6773_696d;
const LOCK = 'SELECT pg_try_advisory_lock($1, hashtext($2)) AS held';
const UNLOCK = 'SELECT pg_advisory_unlock($1, hashtext($2))';

/**
 * Says which imports are in some process's hands, so that another one (or the same after a restart) neither
 * takes them over nor gives them up. Held in one session of PostgreSQL, which frees them when the process dies. A session
 * that PostgreSQL ends takes its locks with it: the next one takes them again.
 */
@Injectable()
export class ImportLocks {
  private session: Promise<QueryRunner> | null = null;
  private readonly held = new Set<string>();

  constructor(private readonly dataSource: DataSource) {}

  /** False when another process has it. */
  async acquire(importId: string): Promise<boolean> {
    const [row] = await this.query<{ held: boolean }>(LOCK, importId);
    const held = row?.held ?? false;
    if (held) this.held.add(importId);
    return held;
  }

  async release(importId: string): Promise<void> {
    this.held.delete(importId);
    await this.query(UNLOCK, importId);
  }

  async close(): Promise<void> {
    const { session } = this;
    this.session = null;
    this.held.clear();
    const runner = await session?.catch(() => null);
    // One that PostgreSQL ended has no locks any more.
    if (!runner || runner.isReleased) return;
    // The connection goes back to the pool, where the locks would live on.
    await runner.query('SELECT pg_advisory_unlock_all()').finally(() => runner.release());
  }

  /** Begins anew, once, where the session turns out to have ended while nobody used it. */
  private async query<T>(statement: string, importId: string): Promise<T[]> {
    const known = this.session;
    try {
      return await this.queryOnce<T>(statement, importId);
    } catch (error) {
      const isEnded = isOutage(error) || error instanceof QueryRunnerAlreadyReleasedError;
      if (known === null || !isEnded) throw error;
      return this.queryOnce<T>(statement, importId);
    }
  }

  private async queryOnce<T>(statement: string, importId: string): Promise<T[]> {
    const session = (this.session = this.living(this.session));
    try {
      const runner = await session;
      return (await runner.query(statement, [NAMESPACE, importId])) as T[];
    } catch (error) {
      if (this.session === session) this.session = null;
      await session.then((runner) => runner.release()).catch(() => undefined);
      throw error;
    }
  }

  /** TypeORM lets a runner go by itself when its connection breaks. */
  private async living(session: Promise<QueryRunner> | null): Promise<QueryRunner> {
    const runner = await session?.catch(() => null);
    return runner && !runner.isReleased ? runner : this.begin();
  }

  private async begin(): Promise<QueryRunner> {
    const runner = this.dataSource.createQueryRunner();
    try {
      for (const importId of this.held) await runner.query(LOCK, [NAMESPACE, importId]);
      return runner;
    } catch (error) {
      await runner.release();
      throw error;
    }
  }
}
