import { POSTGRES_MIGRATIONS } from '@groundswell/migrations';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { POSTGRES_ENTITIES } from './postgres-entities.js';
import { toPostgresUnavailable } from './postgres-unavailable.js';

const CONNECT_TIMEOUT_MS = 5_000;
const POOL_SIZE = 10;

export function dataSourceOptions(url: string): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities: POSTGRES_ENTITIES,
    migrations: POSTGRES_MIGRATIONS,
    migrationsTableName: 'schema_migrations',
    migrationsTransactionMode: 'each',
    synchronize: false,
    logging: false,
    applicationName: 'groundswell',
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    poolSize: POOL_SIZE,
    // A dropped idle connection is replaced at the next query; TypeORM would print it.
    poolErrorHandler: () => undefined,
  };
}

/** Not connected yet: see `connectPostgres`. */
export function createDataSource(url: string): DataSource {
  return new DataSource(dataSourceOptions(url));
}

/** @throws PostgresUnavailable */
export async function connectPostgres(url: string): Promise<DataSource> {
  try {
    return await createDataSource(url).initialize();
  } catch (error) {
    throw toPostgresUnavailable(url, error);
  }
}
