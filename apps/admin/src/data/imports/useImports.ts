import { useQuery } from '@tanstack/react-query';
import { request } from '../../api/http.js';
import type { ImportView, Page } from '../../api/types.js';
import { useProject } from '../../projects/ProjectContext.js';

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
