import { metrics } from '@groundswell/platform';
import { Counter, Histogram } from 'prom-client';

interface CollectorMetrics {
  accepted: Counter;
  refused: Counter;
  seconds: Histogram;
}

let made: CollectorMetrics | undefined;

/** Series of the collector; made at the first use, once a process. */
export function collectorMetrics(): CollectorMetrics {
  made ??= {
    accepted: new Counter({
      name: 'groundswell_collector_accepted_total',
      help: 'Events acknowledged by the log.',
      registers: [metrics],
    }),
    refused: new Counter({
      name: 'groundswell_collector_refused_total',
      help: 'Events and requests refused.',
      labelNames: ['reason'],
      registers: [metrics],
    }),
    seconds: new Histogram({
      name: 'groundswell_collector_request_seconds',
      help: 'Time from request to acknowledgement, seconds.',
      labelNames: ['endpoint'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
      registers: [metrics],
    }),
  };
  return made;
}
