import { afterEach, describe, expect, it } from '@jest/globals';
import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';
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
    collectDefaultMetrics({ register: registry });
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

  it('tells of the process once', async () => {
    ends.push(addMetricsOf(() => otherThread().getMetricsAsJSON()));
    const cpu = (await exposeMetrics()).match(/^process_cpu_seconds_total \S+$/gm);
    expect(cpu).toHaveLength(1);
    expect(Number(cpu![0].split(' ')[1])).toBeLessThan(1.5 * process.cpuUsage().user * 1e-6 + 1);
  });

  it('forgets a thread that has ended', async () => {
    addMetricsOf(() => otherThread().getMetricsAsJSON())();
    expect(await exposeMetrics()).not.toContain('test_lag');
  });
});
