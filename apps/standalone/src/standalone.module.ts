import { ApiModule } from '@groundswell/api';
import { ClickHouseModule } from '@groundswell/clickhouse';
import { CollectorModule } from '@groundswell/collector';
import { EventLogModule } from '@groundswell/event-log';
import { PipelineModule } from '@groundswell/pipeline';
import { CONFIG, type Config } from '@groundswell/platform';
import { PostgresModule } from '@groundswell/postgres';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DemoLoader } from './demo/demo-loader.js';
import type { Engines } from './engines/open-engines.js';

@Global()
@Module({})
class ConfigModule {
  static forRoot(config: Config): DynamicModule {
    return { module: ConfigModule, providers: [{ provide: CONFIG, useValue: config }], exports: [CONFIG] };
  }
}

/** Collector, pipeline and API in one process; nothing but the wiring differs from the split deployment. */
@Module({})
export class StandaloneModule {
  static forRoot(config: Config, engines: Engines): DynamicModule {
    return {
      module: StandaloneModule,
      imports: [
        ConfigModule.forRoot(config),
        PostgresModule.forRoot(engines.databaseUrl),
        ClickHouseModule.forRoot(engines.clickhouse),
        EventLogModule.forRoot(engines.eventLog),
        CollectorModule,
        PipelineModule,
        ApiModule,
      ],
      providers: [DemoLoader],
    };
  }
}
