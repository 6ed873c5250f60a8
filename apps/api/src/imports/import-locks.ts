import { Injectable } from '@nestjs/common';
import { DataSource, type QueryRunner } from 'typeorm';

/** First half of the advisory lock's key: locks of imports. */
const NAMESPACE = 0x6773_696d;

/**
 * Says which imports are in some process's hands, so that another one (or the same after a restart) neither
 * takes them over nor gives them up. Held on one connection; PostgreSQL frees them when the process dies.
 */
@Injectable()
export class ImportLocks {
  private runner?: QueryRunner;

  constructor(private readonly dataSource: DataSource) {}

  /** False when another process has it. */
  async acquire(importId: string): Promise<boolean> {
    const [row] = await this.query<{ held: boolean }>(
      'SELECT pg_try_advisory_lock($1, hashtext($2)) AS held',
      importId,
    );
    return row?.held ?? false;
  }

  async release(importId: string): Promise<void> {
    await this.query('SELECT pg_advisory_unlock($1, hashtext($2))', importId);
  }

  async close(): Promise<void> {
    const { runner } = this;
    this.runner = undefined;
    if (!runner) return;
    // The connection goes back to the pool, where the locks would live on.
    await runner.query('SELECT pg_advisory_unlock_all()').finally(() => runner.release());
  }

  private async query<T>(statement: string, importId: string): Promise<T[]> {
    const runner = (this.runner ??= this.dataSource.createQueryRunner());
    try {
      return (await runner.query(statement, [NAMESPACE, importId])) as T[];
    } catch (error) {
      // A lost connection lost its locks too; the next call opens another one.
      this.runner = undefined;
      await runner.release().catch(() => undefined);
      throw error;
    }
  }
}
