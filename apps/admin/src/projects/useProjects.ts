import { useQuery } from '@tanstack/react-query';
import { request } from '../api/http.js';
import type { Page, ProjectView } from '../api/types.js';

export const PROJECTS_KEY = ['projects'];

/** All projects of the person, by name. */
export function useProjects() {
  return useQuery({
    queryKey: PROJECTS_KEY,
    queryFn: ({ signal }) =>
      request<Page<ProjectView>>('projects?page=1&perPage=1000&sort=name&order=ASC', { signal }),
    select: ({ data }) => data,
    staleTime: 60_000,
  });
}
