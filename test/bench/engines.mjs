import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const { startEmbeddedPostgres, migratePostgres } = require('@groundswell/postgres');
const { startEmbeddedKafka, createEventLog } = require('@groundswell/event-log');
const { createClickHouse, migrateClickHouse } = require('@groundswell/clickhouse');
const { EVENTS_TOPIC, EVENTS_PARTITIONS } = require('@groundswell/contracts');
const { configureApi } = require('@groundswell/api');
const { configureCollector } = require('@groundswell/collector');
const { StandaloneModule } = require('@groundswell/standalone');
const { loadConfig } = require('@groundswell/platform');
const { NestFactory } = require('@nestjs/core');
const { FastifyAdapter } = require('@nestjs/platform-fastify');

/** Embedded engines and the whole product on them, in this process, on a free port. */
export async function startEngines(home) {
  const postgres = await startEmbeddedPostgres({ home });
  await migratePostgres(postgres.url);
  const kafka = await startEmbeddedKafka({ home });
  const eventLog = createEventLog({ brokers: kafka.brokers });
  await eventLog.ensureTopic(EVENTS_TOPIC, EVENTS_PARTITIONS);
  const clickhouse = createClickHouse({ path: join(home, 'clickhouse') });
  await migrateClickHouse(clickhouse);
  const config = { ...loadConfig({ GROUNDSWELL_DEMO: '0' }), home };
  const app = await NestFactory.create(
    StandaloneModule.forRoot(config, {
      databaseUrl: postgres.url,
      eventLog,
      clickhouse,
      places: { eventLog: { brokers: kafka.brokers } },
    }),
    new FastifyAdapter({ forceCloseConnections: true }),
    { logger: ['error'], abortOnError: false },
  );
  await configureCollector(app);
  await configureApi(app);
  await app.listen(0, '127.0.0.1');
  return {
    app,
    url: (await app.getUrl()).replace('[::1]', '127.0.0.1'),
    brokers: kafka.brokers,
    postgresUrl: postgres.url,
    eventLog,
    clickhouse,
    async stop() {
      await app.close();
      await eventLog.close();
      await clickhouse.close();
      await kafka.stop();
      await postgres.stop();
    },
  };
}
