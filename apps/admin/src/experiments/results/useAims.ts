import type { Experiment } from '@groundswell/contracts';
import { useMetricList } from '../useExperiments.js';
import type { Aims } from './results.js';

/** Directions are the metrics', margins the experiment's. Results name a metric by its id or by its name. */
export function useAims({ metrics }: Experiment): Aims {
  const list = useMetricList().data?.data ?? [];
  const find = (metric: number | string) =>
    list.find(({ id, name }) => String(id) === String(metric) || name === metric);
  return {
    direction: ({ metric }) => find(metric)?.direction ?? 'up',
    margin: ({ metric }) => metrics.find(({ metricId }) => metricId === find(metric)?.id)?.margin ?? 0,
  };
}
