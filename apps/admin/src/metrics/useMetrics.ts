import type { MetricAnswer, MetricDefinition, MetricQuery } from '@groundswell/contracts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../api/http.js';
import type { Metric } from '../experiments/useExperiments.js';
import { useProject } from '../projects/ProjectContext.js';
import type { Days } from '../range/range.js';

/** A metric of everybody over time; the answer before stays in view. Null asks nothing. */
export function useMetricValues(
  definition: MetricDefinition | null,
  days: Days,
  interval: MetricQuery['interval'],
) {
  const { project } = useProject();
  const body = { kind: 'metric', ...days, interval, definition };
  return useQuery({
    queryKey: ['report', project.id, body],
    queryFn: ({ signal }) =>
      request<MetricAnswer>(`projects/${project.id}/query`, { method: 'POST', body, signal }),
    enabled: definition !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

export type MetricValues = Omit<Metric, 'id' | 'archivedAt'>;

/** Experiments read metrics, so that everything about them is read again. */
export function useMetricWrites() {
  const { project } = useProject();
  const client = useQueryClient();
  const base = `projects/${project.id}/metrics`;
  const onSuccess = () => client.invalidateQueries({ queryKey: ['experiments', project.id] });
  const save = useMutation({
    mutationFn: ({ id, body }: { id: number | null; body: MetricValues }) =>
      id === null
        ? request<Metric>(base, { method: 'POST', body })
        : request<Metric>(`${base}/${id}`, { method: 'PATCH', body }),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (id: number) => request(`${base}/${id}`, { method: 'DELETE' }),
    onSuccess,
  });
  const archive = useMutation({
    mutationFn: ({ id, archivedAt }: Metric) =>
      request<Metric>(`${base}/${id}/${archivedAt ? 'restore' : 'archive'}`, { method: 'POST' }),
    onSuccess,
  });
  return { save, remove, archive };
}
