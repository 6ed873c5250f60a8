import { useMetricList } from './useExperiments.js';

/** Names of metrics by id; the id itself until they are known. */
export function useMetricNames(): (id: number | string) => string {
  const { data } = useMetricList();
  const names = new Map(data?.data.map(({ id, name }) => [String(id), name]));
  return (id) => names.get(String(id)) ?? String(id);
}
