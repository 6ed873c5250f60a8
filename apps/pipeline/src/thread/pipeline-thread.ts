import { type ClickHouseClient, type ClickHouseServer, lendClickHouse } from '@groundswell/clickhouse';
import type { EventLogPlace } from '@groundswell/event-log';
import { addMetricsOf, type MetricObject } from '@groundswell/platform';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { once } from 'node:events';
import { join } from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import type { PipelineThreadData, Report, Request } from './messages.js';

export interface PipelineThreadOptions {
  databaseUrl: string;
  eventLog: EventLogPlace;
  /** The URL of a server, or the client of the embedded engine, which this thread keeps and lends. */
  clickhouse: ClickHouseServer | { client: ClickHouseClient };
}

/** Compiled: a thread knows nothing of how its maker loads TypeScript. */
const ENTRY = join(__dirname, 'main.js');

/**
 * The objects of a batch live until it is stored and are garbage then. In a young generation that holds the batches in
 * hand they die there, in one of the usual size each is copied twice and collected again among the old ones.
 */
const YOUNG_GENERATION_MB = 192;

/**
 * Runs the pipeline in a thread of this process, so that reading and writing of events takes no time from requests
 * (docs/adr/0014-pipeline-thread.md). An error that nobody caught there ends the process, as it does here.
 */
export class PipelineThread implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly worker: Worker;
  private readonly started: Promise<void>;
  private readonly asked = new Map<number, (metrics: MetricObject[]) => void>();
  private readonly forgetMetrics: () => void;
  private questions = 0;
  private stopping = false;

  constructor(options: PipelineThreadOptions) {
    this.worker = startWorker(options);
    this.started = new Promise((resolve) => {
      this.worker.on('message', (report: Report) => {
        if (report.kind === 'started') resolve();
        else this.asked.get(report.id)?.(report.metrics);
      });
    });
    this.worker.on('error', (error) => {
      throw error;
    });
    this.worker.on('exit', (code) => {
      if (!this.stopping) throw new Error(`The pipeline ended by itself (${code}).`);
      for (const answer of this.asked.values()) answer([]);
    });
    this.forgetMetrics = addMetricsOf(() => this.metrics());
  }

  /** Requests are served once it reads the log or tries to. */
  onApplicationBootstrap(): Promise<void> {
    return this.started;
  }

  /** Waits for the batches in hand. */
  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    this.forgetMetrics();
    await this.started;
    const ended = once(this.worker, 'exit');
    this.post({ kind: 'stop' });
    await ended;
  }

  private async metrics(): Promise<MetricObject[]> {
    const id = this.questions++;
    try {
      return await new Promise((resolve) => {
        this.asked.set(id, resolve);
        this.post({ kind: 'metrics', id });
      });
    } finally {
      this.asked.delete(id);
    }
  }

  private post(request: Request): void {
    this.worker.postMessage(request);
  }
}

function startWorker({ clickhouse, ...rest }: PipelineThreadOptions): Worker {
  if ('url' in clickhouse) return newWorker({ ...rest, clickhouse });
  const { port1, port2 } = new MessageChannel();
  lendClickHouse(clickhouse.client, port1);
  return newWorker({ ...rest, clickhouse: { port: port2 } });
}

function newWorker(data: PipelineThreadData): Worker {
  const transferList = 'port' in data.clickhouse ? [data.clickhouse.port] : [];
  const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB };
  return new Worker(ENTRY, { workerData: data, transferList, resourceLimits });
}
