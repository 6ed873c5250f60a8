import 'reflect-metadata';
import { EVENTS_PARTITIONS, EVENTS_TOPIC } from '@groundswell/contracts';
import { createKafkaEventLog, EventLogModule } from '@groundswell/event-log';
import { type Config, ConfigError, createLogger, loadConfig, ProblemFilter } from '@groundswell/platform';
import { migratePostgres, PostgresModule } from '@groundswell/postgres';
import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { CollectorModule } from './collector.module.js';
import { configureCollector } from './configure-collector.js';
import { HealthController } from './health/health.controller.js';

/** The collector as a process of its own; nothing but the wiring differs from the standalone process. */
@Module({})
class CollectorProcessModule {
  static async forRoot({ databaseUrl, kafkaBrokers }: Config): Promise<DynamicModule> {
    if (!databaseUrl)
      throw new ConfigError('DATABASE_URL is required by the collector as a process of its own.');
    if (!kafkaBrokers)
      throw new ConfigError('KAFKA_BROKERS is required by the collector as a process of its own.');
    const log = createKafkaEventLog({ brokers: kafkaBrokers, clientId: 'groundswell-collector' });
    await migratePostgres(databaseUrl);
    await log.ensureTopic(EVENTS_TOPIC, EVENTS_PARTITIONS);
    return {
      module: CollectorProcessModule,
      imports: [PostgresModule.forRoot(databaseUrl), EventLogModule.forRoot(log), CollectorModule],
      controllers: [HealthController],
    };
  }
}

async function main(): Promise<void> {
  const config = loadConfig();
  const app = await NestFactory.create<NestFastifyApplication>(
    await CollectorProcessModule.forRoot(config),
    new FastifyAdapter({ forceCloseConnections: true }),
    { logger: ['error', 'warn', 'log'], abortOnError: false },
  );
  app.useGlobalFilters(new ProblemFilter());
  app.enableShutdownHooks();
  await configureCollector(app);
  await app.listen(config.port, config.host);
}

main().catch((error: unknown) => {
  createLogger('fatal').fatal(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
