import type { EventLog } from '@groundswell/event-log';
import { metrics } from '@groundswell/platform';
import { Counter, Gauge, Histogram } from 'prom-client';
import type { InFlight } from '../http/in-flight.js';

const registers = [metrics];
const accepted = new Counter({
  name: 'groundswell_collector_accepted_total',
  help: 'Events acknowledged by the log.',
  registers,
});
const refused = new Counter({
  name: 'groundswell_collector_refused_total',
  help: 'Single events refused, the rest of their batch being kept, by reason.',
  labelNames: ['reason'],
  registers,
});
const refusedRequests = new Counter({
  name: 'groundswell_collector_refused_requests_total',
  help: 'Requests refused as a whole, by reason.',
  labelNames: ['reason'],
  registers,
});
const seconds = new Histogram({
  name: 'groundswell_collector_request_seconds',
  help: 'Time from request to answer, seconds.',
  labelNames: ['endpoint', 'status'],
  buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
  registers,
});
const appendSeconds = new Histogram({
  name: 'groundswell_collector_append_seconds',
  help: 'Time that the events of one request waited for the log, seconds, by what it said.',
  labelNames: ['outcome'],
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers,
});
/** Read when they are scraped, from the collector of this process. */
let queues: { inFlight: InFlight; log: EventLog } | null = null;

new Gauge({
  name: 'groundswell_collector_in_flight_bytes',
  help: 'Bytes of the requests that are being worked on; beyond a limit new ones are refused as busy.',
  registers,
  collect() {
    this.set(queues?.inFlight.held ?? 0);
  },
});
new Gauge({
  name: 'groundswell_collector_queued_appends',
  help: 'Requests whose events wait for the log.',
  registers,
  collect() {
    this.set(queues?.log.backlog?.().appends ?? 0);
  },
});
new Gauge({
  name: 'groundswell_collector_queued_bytes',
  help: 'Bytes of the events that wait for the log.',
  registers,
  collect() {
    this.set(queues?.log.backlog?.().bytes ?? 0);
  },
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

/** Starts the clock of one append; call the answer with what became of it. */
export function timeAppend(): (outcome: 'acknowledged' | 'unavailable' | 'failed') => void {
  const end = appendSeconds.startTimer();
  return (outcome) => void end({ outcome });
}

/** What the gauges of queues show from now on. */
export function watchQueues(inFlight: InFlight, log: EventLog): void {
  queues = { inFlight, log };
}
