import 'reflect-metadata';
import { createLogger, JsonLogger, loadConfig, ProblemFilter } from '@groundswell/platform';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { configureCollector } from './configure-collector.js';
import { CollectorProcessModule } from './process/collector-process.module.js';

async function main(): Promise<void> {
  const config = loadConfig();
  const app = await NestFactory.create<NestFastifyApplication>(
    await CollectorProcessModule.forRoot(config),
    // Connections that only wait are closed at the end; requests in hand are answered first.
    new FastifyAdapter({ forceCloseConnections: 'idle', trustProxy: config.trustProxy }),
    { logger: new JsonLogger(config.logLevel), abortOnError: false },
  );
  app.useGlobalFilters(new ProblemFilter());
  app.enableShutdownHooks();
  await configureCollector(app, { eventsPerSecond: config.maxEventsPerSecond });
  await app.listen(config.port, config.host);
}

main().catch((error: unknown) => {
  createLogger('fatal').fatal(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
