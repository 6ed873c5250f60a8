import type { ChannelName, ChannelRule, ChannelTrial } from '@groundswell/contracts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../api/http.js';
import { useProject } from '../projects/ProjectContext.js';

export interface ChannelRulesView {
  isDefault: boolean;
  rules: ChannelRule[];
  names: ChannelName[];
  ownNames: ChannelName[];
  version: number;
}

const key = (projectId: number) => ['channelRules', projectId];

export function useChannelRules() {
  const { project } = useProject();
  return useQuery({
    queryKey: key(project.id),
    queryFn: ({ signal }) => request<ChannelRulesView>(`projects/${project.id}/channelRules`, { signal }),
  });
}

export function useChannelWrites() {
  const { project } = useProject();
  const client = useQueryClient();
  const path = `projects/${project.id}/channelRules`;
  const onSuccess = (view: ChannelRulesView) => client.setQueryData(key(project.id), view);
  const save = useMutation({
    mutationFn: (body: { rules: ChannelRule[]; names: ChannelName[]; version: number }) =>
      request<ChannelRulesView>(path, { method: 'PUT', body }),
    onSuccess,
  });
  const reset = useMutation({
    mutationFn: () => request<ChannelRulesView>(path, { method: 'DELETE' }),
    onSuccess,
  });
  return { save, reset };
}

/** What these rules make of an address and a referrer; not asked while both are empty. */
export function useTrial(asked: { url: string; referrer: string; rules: ChannelRule[] }) {
  const { project } = useProject();
  return useQuery({
    queryKey: [...key(project.id), 'trial', asked],
    queryFn: ({ signal }) =>
      request<ChannelTrial>(`projects/${project.id}/channelRules/trial`, {
        ...{ method: 'POST', body: asked, signal },
      }),
    enabled: asked.url !== '' || asked.referrer !== '',
    placeholderData: keepPreviousData,
  });
}
