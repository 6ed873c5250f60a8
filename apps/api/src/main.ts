import 'reflect-metadata';
import { createClickHouse } from '@groundswell/clickhouse';
import { createEventLog } from '@groundswell/event-log';
import { type Config, ConfigError, createLogger, JsonLogger, loadConfig } from '@groundswell/platform';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { join } from 'node:path';
import { type ApiEngines, ApiProcessModule } from './api-process.module.js';
import { AccountsService } from './auth/accounts.service.js';
import { configureApi } from './configure-api.js';
import { serveAdmin } from './http/serve-admin.js';

const ADMIN_DIST = join(__dirname, '../../admin/dist');
/** Of a JSON body; uploads are streamed and have a limit of their own. */
const BODY_LIMIT = 1024 * 1024;

/** In a split deployment nothing is embedded: each engine must be given. */
function enginesOf(config: Config): ApiEngines {
  const { databaseUrl, clickhouseUrl, kafkaBrokers } = config;
  if (!databaseUrl) throw new ConfigError('DATABASE_URL must be set, e.g. postgres://user:password@host/db.');
  if (!clickhouseUrl)
    throw new ConfigError('CLICKHOUSE_URL must be set, e.g. http://user:password@host:8123.');
  if (!kafkaBrokers) throw new ConfigError('KAFKA_BROKERS must be set, e.g. kafka-1:9092,kafka-2:9092.');
  return {
    databaseUrl,
    clickhouse: createClickHouse({ url: clickhouseUrl, cluster: config.clickhouseCluster }),
    eventLog: createEventLog({ brokers: kafkaBrokers, clientId: 'groundswell-api' }),
  };
}

async function main(): Promise<void> {
  const config = loadConfig();
  const app = await NestFactory.create<NestFastifyApplication>(
    ApiProcessModule.forRoot(config, enginesOf(config)),
    new FastifyAdapter({
      bodyLimit: BODY_LIMIT,
      forceCloseConnections: true,
      trustProxy: config.trustProxy,
    }),
    { logger: new JsonLogger(config.logLevel), abortOnError: false },
  );
  app.enableShutdownHooks();
  await configureApi(app);
  await serveAdmin(app, ADMIN_DIST);
  await app.listen(config.port, config.host);
  await announce(app, config);
}

async function announce(app: NestFastifyApplication, config: Config): Promise<void> {
  const { ownerEmail: email, ownerPassword: password } = config;
  process.stdout.write(`API and UI at http://${config.host}:${config.port}\n`);
  await app.get(AccountsService).ensureOwner({ email, password }, (made) => {
    process.stdout.write(`Sign in as ${made.email} with ${made.password}\n`);
  });
}

main().catch((error: unknown) => {
  createLogger('fatal').fatal(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
