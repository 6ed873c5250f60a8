import { createDataSource, migratePostgres, PostgresUnavailable } from '@groundswell/postgres';
import { POSTGRES_MIGRATIONS } from '@groundswell/migrations';
import { describe, expect, it } from '@jest/globals';
import { createEmptyDatabase } from './support/postgres-database.js';

describe('PostgreSQL migrations', () => {
  it('make exactly the schema of the entities', async () => {
    const url = await createEmptyDatabase();
    await migratePostgres(url);
    const dataSource = await createDataSource(url).initialize();
    const difference = await dataSource.driver.createSchemaBuilder().log();
    await dataSource.destroy();
    expect(difference.upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('run once, however often and by however many at once they are asked for', async () => {
    const url = await createEmptyDatabase();
    const ran = await Promise.all([migratePostgres(url), migratePostgres(url), migratePostgres(url)]);
    expect(ran.map((names) => names.length).sort()).toEqual([0, 0, POSTGRES_MIGRATIONS.length]);
    expect(await migratePostgres(url)).toEqual([]);
  });

  it('can be taken back one by one', async () => {
    const url = await createEmptyDatabase();
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
    const url = new URL(await createEmptyDatabase());
    url.password = 'wr0ng';
    const attempt = migratePostgres(url.href);
    await expect(attempt).rejects.toThrow(/cannot be reached: password authentication failed/);
    await expect(attempt).rejects.not.toThrow(/wr0ng/);
  });
});
