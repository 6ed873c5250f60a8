import { ClickHouseModule, createBorrowedClickHouse, createClickHouse } from '@groundswell/clickhouse';
import { createEventLog, EventLogModule } from '@groundswell/event-log';
import { metrics } from '@groundswell/platform';
import { PostgresModule } from '@groundswell/postgres';
import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { parentPort, workerData } from 'node:worker_threads';
import { PipelineModule } from '../pipeline.module.js';
import type { PipelineThreadData, Report, Request } from './messages.js';

/** What runs in the pipeline's thread: the same module as in a process of its own, on engines that it was told of. */
@Module({})
class PipelineThreadModule {}

const { databaseUrl, eventLog, clickhouse } = workerData as PipelineThreadData;
const main = parentPort!;
const tell = (report: Report) => main.postMessage(report);

async function run(): Promise<void> {
  const log = createEventLog(eventLog);
  const client =
    'url' in clickhouse ? createClickHouse(clickhouse) : createBorrowedClickHouse(clickhouse.port);
  const module: DynamicModule = {
    module: PipelineThreadModule,
    imports: [
      PostgresModule.forRoot(databaseUrl),
      ClickHouseModule.forRoot(client),
      EventLogModule.forRoot(log),
      PipelineModule,
    ],
  };
  const app = await NestFactory.createApplicationContext(module, {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  const stop = async () => {
    await app.close();
    await log.close();
    await client.close();
    // Whatever is still open, of a broker that is away say, would keep the thread, and the process that waits for it.
    process.exit();
  };
  main.on('message', (request: Request) => {
    if (request.kind === 'stop') void stop();
    else void metrics.getMetricsAsJSON().then((all) => tell({ ...request, metrics: all }));
  });
  tell({ kind: 'started' });
}

// A failure ends the thread, and with it the process that it belongs to.
void run();
