import { useQuery } from '@tanstack/react-query';
import { request } from '../../api/http.js';
import type { ImportView, Page } from '../../api/types.js';
import { projectKey, useProject } from '../../projects/ProjectContext.js';
import { queryClient } from '../../api/query-client.js';
import { useEffect } from 'react';

export const importsKey = (projectId: number) => ['imports', projectId];
const RUNNING_MS = 1_000;
const IDLE_MS = 15_000;

/** The newest hundred imports, asked for every second while one runs. */
export function useImports() {
  const { project } = useProject();
  return useQuery({
    queryKey: importsKey(project.id),
    queryFn: ({ signal }) =>
      request<Page<ImportView>>(`projects/${project.id}/imports?page=1&perPage=100`, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.data.some((one) => one.state === 'running') ? RUNNING_MS : IDLE_MS,
  });
}

/**
 * Rows read so far by imports that run; null while none does. As they go on, the days of the project and its
 * reports are asked for again. New days wait for reports under way: each moves the ranges, which drops what
 * was asked before, so that a fast import would leave a slow report without any answer.
 */
export function useRunningRows(): number | null {
  const { project } = useProject();
  const { data } = useImports();
  const running = data?.data.filter(({ state }) => state === 'running') ?? [];
  const rows = running.length > 0 ? running.reduce((sum, one) => sum + one.rows, 0) : null;
  useEffect(() => {
    const reports = { queryKey: ['report', project.id] };
    if (rows === null || queryClient.isFetching(reports) === 0) {
      void queryClient.invalidateQueries({ queryKey: projectKey(project.id) });
    }
    if (rows === null) void queryClient.invalidateQueries(reports);
  }, [rows, project.id]);
  return rows;
}
