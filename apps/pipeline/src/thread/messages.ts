import type { ClickHouseServer } from '@groundswell/clickhouse';
import type { EventLogPlace } from '@groundswell/event-log';
import type { MetricObject } from '@groundswell/platform';
import type { MessagePort } from 'node:worker_threads';

/** What the pipeline's thread is given at its start. */
export interface PipelineThreadData {
  databaseUrl: string;
  eventLog: EventLogPlace;
  /** The URL of a server, or the port at which the embedded engine of the other thread is lent. */
  clickhouse: ClickHouseServer | { port: MessagePort };
}

/** To the thread. */
export type Request = { kind: 'stop' } | { kind: 'metrics'; id: number };

/** From the thread. */
export type Report = { kind: 'started' } | { kind: 'metrics'; id: number; metrics: MetricObject[] };
