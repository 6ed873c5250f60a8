import { AggregatorRegistry, type MetricObject, Registry, collectDefaultMetrics } from 'prom-client';

export type { MetricObject } from 'prom-client';

/** The registry of this thread; every module registers its own series here. */
export const metrics = new Registry();

collectDefaultMetrics({ register: metrics });

/** Of this thread alone or of the whole process already; they are not added up. */
const OF_THE_PROCESS = /^(process|nodejs)_/;

const others = new Set<() => Promise<MetricObject[]>>();

/** Series of another thread are added to those of the same name here. @returns what ends that */
export function addMetricsOf(other: () => Promise<MetricObject[]>): () => void {
  others.add(other);
  return () => others.delete(other);
}

/** What `GET /metrics` answers: the text format of Prometheus, over all threads of the process. */
export async function exposeMetrics(): Promise<string> {
  if (others.size === 0) return metrics.metrics();
  const lists = await Promise.all([...others].map((other) => other()));
  const shared = lists.map((list) => list.filter(({ name }) => !OF_THE_PROCESS.test(name)));
  const own = await metrics.getMetricsAsJSON();
  return AggregatorRegistry.aggregate([own, ...shared]).metrics();
}
