import type { Dashboard, DashboardTile, Report } from '@groundswell/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../api/http.js';
import type { Page } from '../api/types.js';
import { useProject } from '../projects/ProjectContext.js';

const ALL = 'perPage=1000&sort=name&order=ASC';
const dashboardsKey = (projectId: number) => ['dashboards', projectId];
const reportsKey = (projectId: number) => ['reports', projectId];

export function useDashboards() {
  const { project } = useProject();
  return useQuery({
    queryKey: [...dashboardsKey(project.id), 'list'],
    queryFn: ({ signal }) =>
      request<Page<Dashboard>>(`projects/${project.id}/dashboards?${ALL}`, { signal }).then(
        ({ data }) => data,
      ),
  });
}

export function useDashboard(id: string) {
  const { project } = useProject();
  return useQuery({
    queryKey: [...dashboardsKey(project.id), id],
    queryFn: ({ signal }) =>
      request<Dashboard>(`projects/${project.id}/dashboards/${encodeURIComponent(id)}`, { signal }),
  });
}

export function useReports() {
  const { project } = useProject();
  return useQuery({
    queryKey: reportsKey(project.id),
    queryFn: ({ signal }) =>
      request<Page<Report>>(`projects/${project.id}/reports?${ALL}`, { signal }).then(({ data }) => data),
  });
}

export type NewReport = Pick<Report, 'name' | 'query' | 'lastDays' | 'display'>;
type Change = Partial<Pick<Dashboard, 'name' | 'tiles'>>;

/** What may be done to dashboards and reports; every list is read again after it. */
export function useDashboardWrites() {
  const { project } = useProject();
  const client = useQueryClient();
  const base = `projects/${project.id}`;
  const onSuccess = async () => {
    await client.invalidateQueries({ queryKey: dashboardsKey(project.id) });
    await client.invalidateQueries({ queryKey: reportsKey(project.id) });
  };
  const create = useMutation({
    mutationFn: (body: { name: string; tiles?: DashboardTile[] }) =>
      request<Dashboard>(`${base}/dashboards`, { method: 'POST', body }),
    onSuccess,
  });
  const change = useMutation({
    mutationFn: ({ dashboard, ...values }: Change & { dashboard: Dashboard }) =>
      request<Dashboard>(`${base}/dashboards/${dashboard.id}`, {
        method: 'PATCH',
        body: { ...values, version: dashboard.version },
      }),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (id: number) => request(`${base}/dashboards/${id}`, { method: 'DELETE' }),
    onSuccess,
  });
  const save = useMutation({
    mutationFn: (body: NewReport) => request<Report>(`${base}/reports`, { method: 'POST', body }),
    onSuccess,
  });
  const removeReport = useMutation({
    mutationFn: (id: number) => request(`${base}/reports/${id}`, { method: 'DELETE' }),
    onSuccess,
  });
  return { create, change, remove, save, removeReport };
}

/** Who may build reports. */
export function useMayBuild(): boolean {
  const { project } = useProject();
  return ['owner', 'admin', 'analyst'].includes(project.role);
}
