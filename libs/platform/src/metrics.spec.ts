import { afterEach, describe, expect, it } from '@jest/globals';
import { Counter, Gauge, Registry } from 'prom-client';
import { addMetricsOf, exposeMetrics, metrics } from './metrics.js';

const taken = new Counter({
  name: 'test_taken_total',
  help: 'x',
  labelNames: ['reason'],
  registers: [metrics],
});

describe('exposeMetrics', () => {
  const ends: (() => void)[] = [];
  afterEach(() => ends.splice(0).forEach((end) => end()));

  /** The series of another thread, which registered the same names. */
  function otherThread(): Registry {
    const registry = new Registry();
    for (const name of ['process_of_the_thread', 'nodejs_of_the_thread']) {
      new Gauge({ name, help: 'x', registers: [registry] }).set(1);
    }
    new Counter({ name: 'test_taken_total', help: 'x', labelNames: ['reason'], registers: [registry] }).inc(
      { reason: 'late' },
      5,
    );
    new Gauge({ name: 'test_lag', help: 'x', labelNames: ['partition'], registers: [registry] }).set(
      { partition: 3 },
      7,
    );
    return registry;
  }

  it('adds up what all threads counted', async () => {
    taken.inc({ reason: 'late' }, 2);
    ends.push(addMetricsOf(() => otherThread().getMetricsAsJSON()));
    const text = await exposeMetrics();
    expect(text).toContain('test_taken_total{reason="late"} 7');
    expect(text).toContain('test_lag{partition="3"} 7');
  });

  it('leaves out what a thread says of the process, which is counted here', async () => {
    ends.push(addMetricsOf(() => otherThread().getMetricsAsJSON()));
    const text = await exposeMetrics();
    expect(text).toMatch(/^process_cpu_seconds_total /m);
    expect(text).not.toContain('process_of_the_thread');
    expect(text).not.toContain('nodejs_of_the_thread');
  });

  it('forgets a thread that has ended', async () => {
    addMetricsOf(() => otherThread().getMetricsAsJSON())();
    expect(await exposeMetrics()).not.toContain('test_lag');
  });
});
