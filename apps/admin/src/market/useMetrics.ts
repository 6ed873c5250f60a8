import { useQuery } from '@tanstack/react-query';
import { request } from '../api/http.js';
import type { Page } from '../api/types.js';
import { useProject } from '../projects/ProjectContext.js';

export interface Metric {
  metric: string;
  subjects: string[];
  figures: number;
  from: string;
  to: string;
}

export const metricsKey = (projectId: number) => ['panelMetrics', projectId];

/** Metrics that figures were imported of. */
export function useMetrics() {
  const { project } = useProject();
  return useQuery({
    queryKey: metricsKey(project.id),
    queryFn: ({ signal }) =>
      request<Page<Metric>>(`projects/${project.id}/panelFigures/metrics`, { signal }).then(
        ({ data }) => data,
      ),
  });
}
