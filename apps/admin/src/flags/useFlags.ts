import type { Flag, FlagDraft, TriedFlag } from '@groundswell/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../api/http.js';
import type { Page } from '../api/types.js';
import { useProject } from '../projects/ProjectContext.js';

const key = (projectId: number) => ['flags', projectId];

/** All of them, those in use first by their keys. */
export function useFlags() {
  const { project } = useProject();
  return useQuery({
    queryKey: key(project.id),
    queryFn: ({ signal }) =>
      request<Page<Flag>>(`projects/${project.id}/flags?perPage=1000&sort=key&order=ASC`, { signal }),
    select: ({ data }) => data,
  });
}

export function useFlagWrites() {
  const { project } = useProject();
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: key(project.id) });
  const base = `projects/${project.id}/flags`;
  const create = useMutation({
    mutationFn: (body: FlagDraft) => request<Flag>(base, { method: 'POST', body }),
    onSuccess,
  });
  const change = useMutation({
    mutationFn: ({ flag, ...values }: { flag: Flag } & Partial<FlagDraft>) =>
      request<Flag>(`${base}/${flag.id}`, { method: 'PATCH', body: { ...values, version: flag.version } }),
    onSuccess,
  });
  const archive = useMutation({
    mutationFn: ({ id, archivedAt }: Flag) =>
      request<Flag>(`${base}/${id}/${archivedAt ? 'restore' : 'archive'}`, { method: 'POST' }),
    onSuccess,
  });
  return { create, change, archive };
}

/** Goes on with a guarded roll-out that went back, by the id of its rule. */
export function useResume(flagId: number) {
  const { project } = useProject();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (ruleId: string) =>
      request<Flag>(`projects/${project.id}/flags/${flagId}/rules/${encodeURIComponent(ruleId)}/resume`, {
        method: 'POST',
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: key(project.id) }),
  });
}

/** What somebody would get now. */
export function useTry(flagId: number) {
  const { project } = useProject();
  return useMutation({
    mutationFn: (body: { environment: string; attributes: Record<string, unknown> }) =>
      request<TriedFlag>(`projects/${project.id}/flags/${flagId}/try`, { method: 'POST', body }),
  });
}
