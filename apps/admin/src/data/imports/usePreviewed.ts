import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { request } from '../../api/http.js';
import { useProject } from '../../projects/ProjectContext.js';
import type { Previewed, Reading } from './types.js';

export type FileRow = Record<string, unknown>;

/** Whose export rows are, and what they would be stored as. */
export function lookAtRows(projectId: number, body: object, signal?: AbortSignal): Promise<Previewed> {
  return request<Previewed>(`projects/${projectId}/imports/preview`, { method: 'POST', body, signal });
}

/** What the first rows would be stored as; asked again as the mapping changes. Nothing while a mapping is incomplete. */
export function usePreviewed(rows: FileRow[], reading: Reading, mapping: Record<string, unknown> | null) {
  const { project } = useProject();
  const body = reading === 'columns' ? { rows, mapping } : { rows, format: reading };
  return useQuery({
    queryKey: ['import-preview', project.id, body],
    queryFn: ({ signal }) => lookAtRows(project.id, body, signal),
    enabled: rows.length > 0 && (reading !== 'columns' || mapping !== null),
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  });
}
