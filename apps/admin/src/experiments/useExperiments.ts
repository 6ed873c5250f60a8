import type {
  Check,
  Experiment,
  ExperimentChange,
  ExperimentLayer,
  ExperimentResults,
  MetricDefinition,
  MetricDirection,
  PlanAnswer,
  PlanQuestion,
  Verdict,
} from '@groundswell/contracts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../api/http.js';
import type { Page } from '../api/types.js';
import { useProject } from '../projects/ProjectContext.js';

export interface Metric {
  id: number;
  name: string;
  description: string;
  definition: MetricDefinition;
  direction: MetricDirection;
  archivedAt: string | null;
}

const keyOf = (projectId: number) => ['experiments', projectId];

function useOf<T>(
  parts: (string | number)[],
  path: string,
  { enabled = true, refetchMs }: { enabled?: boolean; refetchMs?: number } = {},
) {
  const { project } = useProject();
  return useQuery({
    queryKey: [...keyOf(project.id), ...parts],
    queryFn: ({ signal }) => request<T>(`projects/${project.id}/${path}`, { signal }),
    enabled,
    refetchInterval: refetchMs ?? false,
  });
}

/** A page of the list; the one before stays in view while another is fetched. */
export function useExperimentList(filter: Record<string, unknown>, page: number, perPage: number) {
  const { project } = useProject();
  const query = new URLSearchParams({ page: String(page), perPage: String(perPage) });
  if (Object.keys(filter).length > 0) query.set('filter', JSON.stringify(filter));
  return useQuery({
    queryKey: [...keyOf(project.id), 'list', String(query)],
    queryFn: ({ signal }) =>
      request<Page<Experiment>>(`projects/${project.id}/experiments?${query}`, { signal }),
    placeholderData: keepPreviousData,
  });
}

export const useExperiment = (id: string) =>
  useOf<Experiment>([Number(id)], `experiments/${encodeURIComponent(id)}`);
export const useChecklist = (id: number) =>
  useOf<{ canStart: boolean; checks: Check[] }>([id, 'checklist'], `experiments/${id}/checklist`);
export const useHistory = (id: number, perPage: number) =>
  useOf<Page<ExperimentChange>>([id, 'history', perPage], `experiments/${id}/history?perPage=${perPage}`);
export const useResults = (id: number) =>
  useOf<ExperimentResults>([id, 'results'], `experiments/${id}/results`, { refetchMs: 60_000 });
export const useMetricList = () =>
  useOf<Page<Metric>>(['metrics'], 'metrics?perPage=1000&sort=name&order=ASC');
export const useLayers = () => useOf<Page<ExperimentLayer>>(['layers'], 'layers?perPage=1000');

export const useAllHoldouts = () =>
  useOf<Page<Experiment>>(
    ['allHoldouts'],
    `experiments?perPage=1000&filter=${encodeURIComponent(JSON.stringify({ kind: 'holdout' }))}`,
  );

const LIVING_HOLDOUTS = JSON.stringify({ kind: 'holdout', state: ['draft', 'running'] });
export const useHoldouts = () =>
  useOf<Page<Experiment>>(
    ['holdouts'],
    `experiments?perPage=1000&filter=${encodeURIComponent(LIVING_HOLDOUTS)}`,
  );

/** The plan of what is being typed; the one before stays in view. */
export function usePlan(question: Partial<PlanQuestion>, enabled: boolean) {
  const { project } = useProject();
  return useQuery({
    queryKey: ['plan', project.id, question],
    queryFn: ({ signal }) =>
      request<PlanAnswer>(`projects/${project.id}/experiments/plan`, {
        method: 'POST',
        body: question,
        signal,
      }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    enabled,
  });
}

export interface Decision {
  verdict: Verdict;
  variation?: string;
  reason: string;
  learned?: string;
}

/** What may be done to experiments; everything about them is read again after it. */
export function useExperimentWrites() {
  const { project } = useProject();
  const client = useQueryClient();
  const base = `projects/${project.id}/experiments`;
  const onSuccess = () => client.invalidateQueries({ queryKey: keyOf(project.id) });
  const save = useMutation({
    mutationFn: ({ id, body }: { id: number | null; body: object }) =>
      id === null
        ? request<Experiment>(base, { method: 'POST', body })
        : request<Experiment>(`${base}/${id}`, { method: 'PATCH', body }),
    onSuccess,
  });
  const act = useMutation({
    mutationFn: ({ id, name, body }: { id: number; name: string; body?: Decision }) =>
      request<Experiment>(`${base}/${id}/${name}`, { method: 'POST', body }),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (id: number) => request(`${base}/${id}`, { method: 'DELETE' }),
    onSuccess,
  });
  return { save, act, remove };
}

/** What may be done to layers; which experiments are in them is read again. */
export function useLayerWrites() {
  const { project } = useProject();
  const client = useQueryClient();
  const base = `projects/${project.id}/layers`;
  const onSuccess = () => client.invalidateQueries({ queryKey: [...keyOf(project.id), 'layers'] });
  const create = useMutation({
    mutationFn: (name: string) => request<ExperimentLayer>(base, { method: 'POST', body: { name } }),
    onSuccess,
  });
  const rename = useMutation({
    mutationFn: ({ layer: { id, version }, name }: { layer: ExperimentLayer; name: string }) =>
      request<ExperimentLayer>(`${base}/${id}`, { method: 'PATCH', body: { name, version } }),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (id: number) => request(`${base}/${id}`, { method: 'DELETE' }),
    onSuccess,
  });
  return { create, rename, remove };
}

/** Who may change what the product does. */
export function useMayExperiment(): boolean {
  const { project } = useProject();
  return ['owner', 'admin'].includes(project.role);
}
