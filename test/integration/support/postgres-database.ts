import { createDataSource, IdentityCache, IdentityStore, ProjectEntity } from '@groundswell/postgres';
import type { DataSource } from 'typeorm';
import { migratedDatabase } from './fresh-database.js';

export interface TestDatabase {
  url: string;
  dataSource: DataSource;
  /** A new project's id. */
  addProject(name?: string): Promise<number>;
  drop(): Promise<void>;
}

/** A migrated database of its own on the server that global-setup started. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { url, drop } = await migratedDatabase();
  const dataSource = await createDataSource(url).initialize();
  return {
    url,
    dataSource,
    addProject: async (name = 'Test') => (await dataSource.getRepository(ProjectEntity).save({ name })).id,
    drop: async () => {
      await dataSource.destroy();
      await drop();
    },
  };
}

/** Of a process of its own. The cache is as large as a test needs: making one of the product's size takes 30 ms of CPU. */
export const newIdentityStore = (dataSource: DataSource): IdentityStore =>
  new IdentityStore(dataSource, new IdentityCache(10_000));
