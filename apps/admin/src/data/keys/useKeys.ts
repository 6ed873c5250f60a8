import { useQuery } from '@tanstack/react-query';
import { request } from '../../api/http.js';
import type { KeyKind, Page, ProjectKey } from '../../api/types.js';
import { useProject } from '../../projects/ProjectContext.js';

export const keysKey = (projectId: number) => ['keys', projectId];

/** All keys of the project, the newest first, revoked ones included. */
export function useKeys() {
  const { project } = useProject();
  return useQuery({
    queryKey: keysKey(project.id),
    queryFn: ({ signal }) =>
      request<Page<ProjectKey>>(`projects/${project.id}/keys?page=1&perPage=200&sort=id&order=DESC`, {
        signal,
      }),
    select: ({ data }) => data,
  });
}

/** The newest key that is not revoked. */
export function workingKey(keys: readonly ProjectKey[], kind: KeyKind): ProjectKey | undefined {
  return keys.find((key) => key.kind === kind && key.revokedAt === null);
}
