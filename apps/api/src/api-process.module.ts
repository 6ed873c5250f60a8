import { type ClickHouseClient, ClickHouseModule } from '@groundswell/clickhouse';
import { type EventLog, EventLogModule } from '@groundswell/event-log';
import { CONFIG, type Config } from '@groundswell/platform';
import { PostgresModule } from '@groundswell/postgres';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { ApiModule } from './api.module.js';

export interface ApiEngines {
  databaseUrl: string;
  clickhouse: ClickHouseClient;
  eventLog: EventLog;
}

@Global()
@Module({})
class ConfigModule {
  static forRoot(config: Config): DynamicModule {
    return { module: ConfigModule, providers: [{ provide: CONFIG, useValue: config }], exports: [CONFIG] };
  }
}

/** The API as a process of its own. */
@Module({})
export class ApiProcessModule {
  static forRoot(config: Config, { databaseUrl, clickhouse, eventLog }: ApiEngines): DynamicModule {
    return {
      module: ApiProcessModule,
      imports: [
        ConfigModule.forRoot(config),
        PostgresModule.forRoot(databaseUrl),
        ClickHouseModule.forRoot(clickhouse),
        EventLogModule.forRoot(eventLog),
        ApiModule,
      ],
    };
  }
}
