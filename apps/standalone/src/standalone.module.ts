import { ApiModule } from '@groundswell/api';
import { ClickHouseModule } from '@groundswell/clickhouse';
import { CollectorModule } from '@groundswell/collector';
import { EventLogModule } from '@groundswell/event-log';
import { PipelineModule, PipelineThread } from '@groundswell/pipeline';
import { CONFIG, type Config } from '@groundswell/platform';
import { PostgresModule } from '@groundswell/postgres';
import { type DynamicModule, Global, Module, type Provider } from '@nestjs/common';
import { DemoAds } from './demo/demo-ads.js';
import { DemoExperiments } from './demo/demo-experiments.js';
import { DemoLoader } from './demo/demo-loader.js';
import { DemoProject } from './demo/demo-project.js';
import type { Engines, Places } from './engines/open-engines.js';

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
  /** With the `places` of the engines the pipeline has a thread of its own; that needs the compiled code. */
  static forRoot(config: Config, engines: Engines): DynamicModule {
    const thread = engines.places && pipelineThread(engines, engines.places);
    return {
      module: StandaloneModule,
      imports: [
        ConfigModule.forRoot(config),
        PostgresModule.forRoot(engines.databaseUrl),
        ClickHouseModule.forRoot(engines.clickhouse),
        EventLogModule.forRoot(engines.eventLog),
        CollectorModule,
        ...(thread ? [] : [PipelineModule]),
        ApiModule,
      ],
      providers: [DemoAds, DemoExperiments, DemoProject, DemoLoader, ...(thread ? [thread] : [])],
    };
  }
}

function pipelineThread({ databaseUrl, clickhouse }: Engines, places: Places): Provider {
  const options = {
    databaseUrl,
    eventLog: places.eventLog,
    clickhouse: places.clickhouse ?? { client: clickhouse },
  };
  return { provide: PipelineThread, useFactory: () => new PipelineThread(options) };
}
