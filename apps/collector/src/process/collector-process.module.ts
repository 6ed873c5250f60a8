import { EVENTS_PARTITIONS, EVENTS_TOPIC } from '@groundswell/contracts';
import { createEventLog, EventLogModule } from '@groundswell/event-log';
import { type Config, ConfigError } from '@groundswell/platform';
import { migratePostgres, PostgresModule } from '@groundswell/postgres';
import { type DynamicModule, Module } from '@nestjs/common';
import { CollectorModule } from '../collector.module.js';
import { GracefulShutdown } from './graceful-shutdown.js';
import { HealthController } from './health.controller.js';

/** The collector as a process of its own; nothing but the wiring differs from the standalone process. */
@Module({})
export class CollectorProcessModule {
  /** @throws ConfigError naming the engine that has no URL. */
  static async forRoot({
    databaseUrl,
    kafkaBrokers,
    eventsLogRetentionDays,
  }: Config): Promise<DynamicModule> {
    if (!databaseUrl) throw missing('DATABASE_URL');
    if (!kafkaBrokers) throw missing('KAFKA_BROKERS');
    const log = createEventLog({ brokers: kafkaBrokers, clientId: 'groundswell-collector' });
    await migratePostgres(databaseUrl);
    await log.ensureTopic(EVENTS_TOPIC, EVENTS_PARTITIONS, eventsLogRetentionDays);
    return {
      module: CollectorProcessModule,
      imports: [PostgresModule.forRoot(databaseUrl), EventLogModule.forRoot(log), CollectorModule],
      controllers: [HealthController],
      providers: [GracefulShutdown],
    };
  }
}

function missing(variable: string): ConfigError {
  return new ConfigError(`${variable} is required by the collector as a process of its own.`);
}
