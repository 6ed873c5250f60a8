import { useQuery } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { request } from '../../api/http.js';
import { queryClient } from '../../api/query-client.js';
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

export interface NewKeyWishes {
  name: string;
  environment: string;
  remoteOnly: boolean;
  givesMembers: boolean;
}

/** Changes of keys; each loads the keys again and says what was done. */
export function useKeyWrites() {
  const notify = useNotify();
  const { project } = useProject();
  const path = `projects/${project.id}/keys`;
  const change = async (call: Promise<unknown>, message: string) => {
    await call;
    await queryClient.invalidateQueries({ queryKey: keysKey(project.id) });
    notify(message, { type: 'success' });
  };
  return {
    create: (kind: KeyKind, { name, ...forClients }: NewKeyWishes) => {
      const body = { kind, name, ...(kind === 'client' && forClients) };
      return change(request(path, { method: 'POST', body }), 'gs.keys.made');
    },
    name: (id: number, name: string) =>
      change(request(`${path}/${id}`, { method: 'PATCH', body: { name } }), 'gs.settings.saved'),
    rotate: (id: number) => change(request(`${path}/${id}/rotate`, { method: 'POST' }), 'gs.keys.rotated'),
    revoke: (id: number) => change(request(`${path}/${id}`, { method: 'DELETE' }), 'gs.keys.revoked'),
  };
}
