import type { Cohort, CohortDefinition, CohortOverlap } from '@groundswell/contracts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request, sendFile } from '../api/http.js';
import type { Page } from '../api/types.js';
import { useProject } from '../projects/ProjectContext.js';

export interface CohortDraft {
  name: string;
  description: string;
  mode: Cohort['mode'];
  definition?: CohortDefinition;
  /** Of a new list: a file, or what is pasted. */
  ids?: Blob | string;
}

/** What a file gives to a list. */
export interface PreviewedIds {
  given: number;
  /** Null: the first, which has no name. */
  column: string | null;
  sample: string[];
}

export interface CohortPerson {
  personId: number;
  distinctIds: string[];
  lastSeen: string | null;
  properties: Record<string, unknown>;
}

const key = (projectId: number) => ['cohorts', projectId];

/** By name. */
export function useCohorts() {
  const { project } = useProject();
  return useQuery({
    queryKey: key(project.id),
    queryFn: ({ signal }) =>
      request<Page<Cohort>>(`projects/${project.id}/cohorts?perPage=1000&sort=name&order=ASC`, {
        signal,
      }).then(({ data }) => data),
    staleTime: 30_000,
  });
}

export function useCohort(id: number) {
  const { project } = useProject();
  return useQuery({
    queryKey: [...key(project.id), id],
    queryFn: ({ signal }) => request<Cohort>(`projects/${project.id}/cohorts/${id}`, { signal }),
  });
}

export function useCohortPeople(id: number, page: number, perPage: number) {
  const { project } = useProject();
  return useQuery({
    queryKey: [...key(project.id), id, 'people', page, perPage],
    queryFn: ({ signal }) =>
      request<Page<CohortPerson>>(
        `projects/${project.id}/cohorts/${id}/people?page=${page}&perPage=${perPage}`,
        { signal },
      ),
    placeholderData: keepPreviousData,
  });
}

export function useOverlap(ids: number[]) {
  const { project } = useProject();
  return useQuery({
    queryKey: [...key(project.id), 'overlap', ids],
    queryFn: ({ signal }) =>
      request<CohortOverlap>(`projects/${project.id}/cohorts/overlap?ids=${ids.join(',')}`, { signal }),
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
  });
}

/** How many people rules hold; null while there is nothing to count. */
export function useSize(definition: CohortDefinition | null) {
  const { project } = useProject();
  return useQuery<number>({
    queryKey: [...key(project.id), 'size', definition],
    queryFn: ({ signal }) =>
      request<{ size: number }>(`projects/${project.id}/cohorts/preview`, {
        method: 'POST',
        body: { definition },
        signal,
      }).then(({ size }) => size),
    enabled: definition !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** Looks into a file of ids. */
export function useIdsPreview() {
  const { project } = useProject();
  return useMutation({
    mutationFn: (file: Blob) => sendFile<PreviewedIds>(`projects/${project.id}/cohorts/ids/preview`, file),
  });
}

export function useCohortWrites() {
  const { project } = useProject();
  const client = useQueryClient();
  const onSuccess = async () => {
    await client.invalidateQueries({ queryKey: key(project.id) });
    await client.invalidateQueries({ queryKey: ['report', project.id] });
  };
  const base = `projects/${project.id}/cohorts`;
  const create = useMutation({
    mutationFn: ({ ids, ...body }: CohortDraft) => {
      if (ids === undefined) return request<Cohort>(base, { method: 'POST', body });
      const { name, description, mode } = body;
      return sendFile<Cohort>(`${base}?${new URLSearchParams({ name, description, mode })}`, ids);
    },
    onSuccess,
  });
  const change = useMutation({
    mutationFn: ({ cohort, ...values }: { cohort: Cohort } & Partial<CohortDraft>) =>
      request<Cohort>(`${base}/${cohort.id}`, {
        method: 'PATCH',
        body: { ...values, version: cohort.version },
      }),
    onSuccess,
  });
  const addIds = useMutation({
    mutationFn: ({ id, ids, replace }: { id: number; ids: Blob | string; replace: boolean }) =>
      sendFile<{ given: number; added: number; size: number }>(`${base}/${id}/ids?replace=${replace}`, ids),
    onSuccess,
  });
  const refresh = useMutation({
    mutationFn: (id: number) => request<Cohort>(`${base}/${id}/refresh`, { method: 'POST' }),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (id: number) => request(`${base}/${id}`, { method: 'DELETE' }),
    onSuccess,
  });
  return { create, change, addIds, refresh, remove };
}

/** Who may make cohorts. */
export function useMayReport(): boolean {
  const { project } = useProject();
  return ['owner', 'admin', 'analyst'].includes(project.role);
}
