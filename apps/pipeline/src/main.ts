import {
  CLICKHOUSE,
  type ClickHouseClient,
  ClickHouseModule,
  type ClickHouseServer,
  createClickHouse,
  migrateClickHouse,
} from '@groundswell/clickhouse';
import { EVENTS_PARTITIONS, EVENTS_TOPIC } from '@groundswell/contracts';
import { createEventLog, EVENT_LOG, type EventLog, EventLogModule } from '@groundswell/event-log';
import {
  type Config,
  ConfigError,
  createLogger,
  JsonLogger,
  loadConfig,
  ProblemFilter,
} from '@groundswell/platform';
import { migratePostgres, PostgresModule } from '@groundswell/postgres';
import { type DynamicModule, Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { HealthController } from './health/health.controller.js';
import { PipelineModule } from './pipeline.module.js';

interface Urls {
  databaseUrl: string;
  clickhouse: ClickHouseServer;
  kafkaBrokers: string[];
  eventsLogRetentionDays?: number;
}

/** Ends the connections once the pipeline has ended its batches. */
@Injectable()
class EngineCloser implements OnApplicationShutdown {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.log.close();
    await this.clickhouse.close();
  }
}

/** The pipeline as a process of its own; nothing but the wiring differs from the standalone process. */
@Module({})
class PipelineProcessModule {
  static async forRoot(urls: Urls): Promise<DynamicModule> {
    const log = createEventLog({ brokers: urls.kafkaBrokers, clientId: 'groundswell-pipeline' });
    const clickhouse = createClickHouse(urls.clickhouse);
    await log.ensureTopic(EVENTS_TOPIC, EVENTS_PARTITIONS, urls.eventsLogRetentionDays);
    await migratePostgres(urls.databaseUrl);
    await migrateClickHouse(clickhouse);
    return {
      module: PipelineProcessModule,
      imports: [
        PostgresModule.forRoot(urls.databaseUrl),
        ClickHouseModule.forRoot(clickhouse),
        EventLogModule.forRoot(log),
        PipelineModule,
      ],
      controllers: [HealthController],
      providers: [EngineCloser],
    };
  }
}

/** @throws ConfigError naming the engine that has no URL. */
function requireUrls(config: Config): Urls {
  const { databaseUrl, clickhouseUrl, kafkaBrokers, eventsLogRetentionDays } = config;
  if (!databaseUrl)
    throw new ConfigError('DATABASE_URL is required by the pipeline as a process of its own.');
  if (!clickhouseUrl)
    throw new ConfigError('CLICKHOUSE_URL is required by the pipeline as a process of its own.');
  if (!kafkaBrokers)
    throw new ConfigError('KAFKA_BROKERS is required by the pipeline as a process of its own.');
  const clickhouse = { url: clickhouseUrl, cluster: config.clickhouseCluster };
  return { databaseUrl, clickhouse, kafkaBrokers, eventsLogRetentionDays };
}

async function main(): Promise<void> {
  const config = loadConfig();
  const module = await PipelineProcessModule.forRoot(requireUrls(config));
  const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), {
    logger: new JsonLogger(config.logLevel),
    abortOnError: false,
  });
  app.useGlobalFilters(new ProblemFilter());
  app.enableShutdownHooks();
  await app.listen(config.port, config.host);
}

main().catch((error: unknown) => {
  createLogger('fatal').fatal(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
