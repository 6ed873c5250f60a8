import { metrics } from '@groundswell/platform';
import { Counter, Gauge, Histogram } from 'prom-client';

/** `skipped`: a look ahead of a browser or a mail scanner, which is no click. `limited`: more than the project may send for now. */
export type ClickOutcome = 'recorded' | 'lost' | 'skipped' | 'limited';

const registers = [metrics];
const clicks = new Counter({
  name: 'groundswell_link_clicks_total',
  help: 'Redirects of tracking links by what became of the click; lost ones are in no report.',
  labelNames: ['outcome'],
  registers,
});
const seconds = new Histogram({
  name: 'groundswell_link_redirect_seconds',
  help: 'Time from request to answer of tracking links, seconds.',
  labelNames: ['status'],
  buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1],
  registers,
});
let waiting: () => number = () => 0;

new Gauge({
  name: 'groundswell_link_clicks_waiting',
  help: 'Clicks that were redirected and that the log does not have yet.',
  registers,
  collect() {
    this.set(waiting());
  },
});

export function countClick(outcome: ClickOutcome): void {
  clicks.inc({ outcome });
}

export function timeRedirect(status: number, elapsedMs: number): void {
  seconds.observe({ status }, elapsedMs / 1000);
}

/** What the gauge shows from now on. */
export function watchClicks(count: () => number): void {
  waiting = count;
}
