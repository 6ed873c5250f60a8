import type { CodedReason } from '@groundswell/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../api/http.js';
import type { Page } from '../api/types.js';
import { useProject } from '../projects/ProjectContext.js';
import { type AlertForm, bodyOf } from './alert-form.js';
import type { AlertPreview, AlertRun, AlertView } from './types.js';

/** States change while one looks. */
const REFRESH_MS = 10_000;

const pathOf = (projectId: number) => `projects/${projectId}/alerts`;

export function useAlerts() {
  const { project } = useProject();
  return useQuery({
    queryKey: ['alerts', project.id],
    queryFn: ({ signal }) =>
      request<Page<AlertView>>(`${pathOf(project.id)}?perPage=1000&sort=name`, { signal }).then(
        ({ data }) => data,
      ),
    refetchInterval: REFRESH_MS,
  });
}

export function useAlertRuns(id: number) {
  const { project } = useProject();
  return useQuery({
    queryKey: ['alerts', project.id, id, 'runs'],
    queryFn: ({ signal }) =>
      request<Page<AlertRun>>(`${pathOf(project.id)}/${id}/runs?perPage=50`, { signal }).then(
        ({ data }) => data,
      ),
    refetchInterval: REFRESH_MS,
  });
}

/** What the rule would say now; the last answer stays while the next is asked. */
export function useAlertPreview({ reportId, measure, rule }: AlertForm) {
  const { project } = useProject();
  const body = { reportId, measure, rule };
  return useQuery({
    queryKey: ['alerts', project.id, 'preview', body],
    queryFn: ({ signal }) =>
      request<AlertPreview>(`${pathOf(project.id)}/preview`, { method: 'POST', body, signal }),
    enabled: reportId !== null && (rule.type !== 'change' || rule.by > 0),
    placeholderData: (before) => before,
    retry: false,
  });
}

export interface TestOutcome {
  channelId: string;
  sent: boolean;
  problem: string | null;
  problemCode: CodedReason | null;
}

export function useAlertWrites() {
  const { project } = useProject();
  const client = useQueryClient();
  const base = pathOf(project.id);
  const onSuccess = () => client.invalidateQueries({ queryKey: ['alerts', project.id] });
  const create = useMutation({
    mutationFn: (form: AlertForm) => request<AlertView>(base, { method: 'POST', body: bodyOf(form) }),
    onSuccess,
  });
  const change = useMutation({
    mutationFn: ({ alert, form }: { alert: AlertView; form: AlertForm }) =>
      request<AlertView>(`${base}/${alert.id}`, {
        method: 'PATCH',
        body: { ...bodyOf(form), version: alert.version },
      }),
    onSuccess,
  });
  const toggle = useMutation({
    mutationFn: ({ id, enabled }: AlertView) =>
      request<AlertView>(`${base}/${id}`, { method: 'PATCH', body: { enabled: !enabled } }),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (id: number) => request(`${base}/${id}`, { method: 'DELETE' }),
    onSuccess,
  });
  const test = useMutation({
    mutationFn: (id: number) =>
      request<{ channels: TestOutcome[] }>(`${base}/${id}/test`, { method: 'POST' }).then(
        ({ channels }) => channels,
      ),
  });
  return { create, change, toggle, remove, test };
}
