import { metrics } from '@groundswell/platform';
import { Counter, Histogram } from 'prom-client';

const accepted = new Counter({
  name: 'groundswell_collector_accepted_total',
  help: 'Events acknowledged by the log.',
  registers: [metrics],
});
const refused = new Counter({
  name: 'groundswell_collector_refused_total',
  help: 'Single events refused, the rest of their batch being kept, by reason.',
  labelNames: ['reason'],
  registers: [metrics],
});
const refusedRequests = new Counter({
  name: 'groundswell_collector_refused_requests_total',
  help: 'Requests refused as a whole, by reason.',
  labelNames: ['reason'],
  registers: [metrics],
});
const seconds = new Histogram({
  name: 'groundswell_collector_request_seconds',
  help: 'Time from request to answer, seconds.',
  labelNames: ['endpoint', 'status'],
  buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
  registers: [metrics],
});

/** @param reasons of the events that were not taken, one each */
export function countEvents(taken: number, reasons: string[]): void {
  accepted.inc(taken);
  for (const reason of reasons) refused.inc({ reason });
}

export function countRefusedRequest(reason: string): void {
  refusedRequests.inc({ reason });
}

export function timeRequest(endpoint: string, status: number, elapsedMs: number): void {
  seconds.observe({ endpoint, status }, elapsedMs / 1000);
}
