import { createDataSource, ensureDatabase, migratePostgres, ProjectEntity } from '@groundswell/postgres';
import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';

export interface TestDatabase {
  url: string;
  dataSource: DataSource;
  /** A new project's id. */
  addProject(name?: string): Promise<number>;
  close(): Promise<void>;
}

/** A migrated database of its own on the server that global-setup started. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const url = await createEmptyDatabase();
  await migratePostgres(url);
  const dataSource = await createDataSource(url).initialize();
  const addProject = async (name = 'Test'): Promise<number> => {
    const { id } = await dataSource.getRepository(ProjectEntity).save({ name });
    return id;
  };
  return { url, dataSource, addProject, close: () => dataSource.destroy() };
}

export async function createEmptyDatabase(): Promise<string> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) throw new Error('TEST_DATABASE_URL is set by global-setup.ts');
  const url = new URL(server);
  const name = `test_${randomBytes(6).toString('hex')}`;
  await ensureDatabase(server, name);
  url.pathname = `/${name}`;
  return url.href;
}
