import type { Link, LinkStats } from '@groundswell/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../api/http.js';
import type { Page } from '../api/types.js';
import { useProject } from '../projects/ProjectContext.js';
import type { Days } from '../range/range.js';

export type LinkDraft = Pick<Link, 'name' | 'destination' | 'utm'> & { code?: string };

const key = (projectId: number) => ['links', projectId];

export function useLinks() {
  const { project } = useProject();
  return useQuery({
    queryKey: key(project.id),
    queryFn: ({ signal }) =>
      request<Page<Link>>(`projects/${project.id}/links?perPage=1000`, { signal }).then(({ data }) => data),
  });
}

/** By the id of the link; one without a click is not there. */
export function useLinkStats({ from, to }: Days) {
  const { project } = useProject();
  return useQuery({
    queryKey: [...key(project.id), 'stats', from, to],
    queryFn: ({ signal }) =>
      request<{ rows: LinkStats[] }>(`projects/${project.id}/linkStats?from=${from}&to=${to}`, { signal }),
    select: ({ rows }) => new Map(rows.map((row) => [row.linkId, row])),
  });
}

export function useLinkWrites() {
  const { project } = useProject();
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: key(project.id) });
  const base = `projects/${project.id}/links`;
  const create = useMutation({
    mutationFn: (body: LinkDraft) => request<Link>(base, { method: 'POST', body }),
    onSuccess,
  });
  const change = useMutation({
    mutationFn: ({ link, ...values }: { link: Link } & Partial<LinkDraft & { enabled: boolean }>) =>
      request<Link>(`${base}/${link.id}`, { method: 'PATCH', body: { ...values, version: link.version } }),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (id: number) => request(`${base}/${id}`, { method: 'DELETE' }),
    onSuccess,
  });
  return { create, change, remove };
}

/** Who may make links. */
export function useMayCampaign(): boolean {
  const { project } = useProject();
  return ['owner', 'admin', 'marketer'].includes(project.role);
}
