import type { Annotation } from '@groundswell/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/http.js';
import type { Page } from '../../api/types.js';
import { useProject } from '../../projects/ProjectContext.js';

export type AnnotationDraft = Pick<Annotation, 'date' | 'text' | 'kind'>;

const FRESH_MS = 30_000;
const key = (projectId: number) => ['annotations', projectId];

/** The project's annotations, oldest first; a chart takes those that fall on it. */
export function useAnnotations(): Annotation[] {
  const { project } = useProject();
  const { data } = useQuery({
    queryKey: key(project.id),
    queryFn: ({ signal }) =>
      request<Page<Annotation>>(`projects/${project.id}/annotations?sort=date&order=DESC&perPage=1000`, {
        signal,
      }),
    select: ({ data: newestFirst }) => [...newestFirst].reverse(),
    staleTime: FRESH_MS,
  });
  return data ?? NONE;
}
const NONE: Annotation[] = [];

/** Makes an annotation, or changes the one given; `remove` deletes it. */
export function useAnnotationWrites(existing: Annotation | null) {
  const { project } = useProject();
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: key(project.id) });
  const path = `projects/${project.id}/annotations`;
  const save = useMutation({
    mutationFn: (draft: AnnotationDraft) =>
      existing
        ? request(`${path}/${existing.id}`, {
            method: 'PATCH',
            body: { ...draft, version: existing.version },
          })
        : request(path, { method: 'POST', body: draft }),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: () => request(`${path}/${existing?.id}`, { method: 'DELETE' }),
    onSuccess,
  });
  return { save, remove };
}
