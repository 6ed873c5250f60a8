import { createDataSource, migratePostgres, PostgresUnavailable } from '@groundswell/postgres';
import { POSTGRES_MIGRATIONS } from '@groundswell/migrations';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { freshDatabase } from './support/fresh-database.js';

describe('PostgreSQL migrations', () => {
  let url: string;
  let drop: () => Promise<void>;
  beforeEach(async () => ({ url, drop } = await freshDatabase()));
  afterEach(() => drop());

  it('make exactly the schema of the entities', async () => {
    await migratePostgres(url);
    const dataSource = await createDataSource(url).initialize();
    const asMigrated = await missingStatements(dataSource);
    await dataSource.query('ALTER TABLE projects DROP COLUMN currency');
    const afterDamage = await missingStatements(dataSource);
    await dataSource.destroy();
    expect(asMigrated).toEqual([]);
    expect(afterDamage).not.toEqual([]);
  });

  it('run once, however often and by however many at once they are asked for', async () => {
    const ran = await Promise.all([migratePostgres(url), migratePostgres(url), migratePostgres(url)]);
    expect(ran.map((names) => names.length).sort()).toEqual([0, 0, POSTGRES_MIGRATIONS.length]);
    expect(await migratePostgres(url)).toEqual([]);
  });

  it('can be taken back one by one', async () => {
    await migratePostgres(url);
    const dataSource = await createDataSource(url).initialize();
    for (const _ of POSTGRES_MIGRATIONS) await dataSource.undoLastMigration();
    const tables = await dataSource.query<{ tablename: string }[]>(
      `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`,
    );
    await dataSource.destroy();
    expect(tables.map(({ tablename }) => tablename)).toEqual(['schema_migrations']);
  });

  it('say in one sentence where PostgreSQL was looked for, without the password', async () => {
    const attempt = migratePostgres('postgres://me:s3cret@127.0.0.1:1/x');
    await expect(attempt).rejects.toThrow(PostgresUnavailable);
    await expect(attempt).rejects.toThrow(/^PostgreSQL at 127\.0\.0\.1:1 cannot be reached: .*ECONNREFUSED/);
    await expect(attempt).rejects.not.toThrow(/s3cret/);
  });

  it('say so too when the password is wrong', async () => {
    const wrong = new URL(url);
    wrong.password = 'wr0ng';
    const attempt = migratePostgres(wrong.href);
    await expect(attempt).rejects.toThrow(/cannot be reached: password authentication failed/);
    await expect(attempt).rejects.not.toThrow(/wr0ng/);
  });
});

async function missingStatements(dataSource: DataSource): Promise<string[]> {
  const difference = await dataSource.driver.createSchemaBuilder().log();
  return difference.upQueries.map(({ query }) => query);
}
