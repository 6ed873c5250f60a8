import type { IngestRules } from '@groundswell/contracts';
import { useMutation } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { ApiError, request } from '../api/http.js';
import { queryClient } from '../api/query-client.js';
import type { ProjectView } from '../api/types.js';
import { projectKey } from '../projects/ProjectContext.js';

/** Saves some of the project's rules, under the version that was read. */
export function useSavingRules(project: ProjectView) {
  const notify = useNotify();
  return useMutation({
    mutationFn: (rules: Partial<IngestRules>) => {
      const body = { ...rules, version: project.version };
      return request<ProjectView>(`projects/${project.id}`, { method: 'PATCH', body });
    },
    onSuccess: (saved) => {
      queryClient.setQueryData(projectKey(project.id), saved);
      notify('gs.settings.saved', { type: 'success' });
    },
    onError: (error) => {
      if (!(error instanceof ApiError) || error.status !== 409) return;
      notify('gs.settings.conflict', { type: 'warning' });
      void queryClient.invalidateQueries({ queryKey: projectKey(project.id) });
    },
  });
}
