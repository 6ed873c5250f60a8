import type { ConversionState } from '@groundswell/contracts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../api/http.js';
import type { Page } from '../api/types.js';
import { useProject } from '../projects/ProjectContext.js';
import type { DestinationBody } from './destination-form.js';
import type { Conversion, Destination, DryRun, TestAnswer } from './types.js';

/** States change while one looks. */
const REFRESH_MS = 10_000;
export const PER_PAGE = 25;

export interface OutboxFilter {
  state: ConversionState | null;
  destinationId: number | null;
  page: number;
}

export function useDestinations() {
  const { project } = useProject();
  return useQuery({
    queryKey: ['conversions', project.id, 'destinations'],
    queryFn: ({ signal }) =>
      request<Page<Destination>>(
        `projects/${project.id}/conversionDestinations?perPage=1000&sort=name&order=ASC`,
        { signal },
      ).then(({ data }) => data),
    refetchInterval: REFRESH_MS,
  });
}

export const filterOf = ({ state, destinationId }: Omit<OutboxFilter, 'page'>) => ({
  ...{ ...(state && { state }), ...(destinationId && { destinationId }) },
});

export function useOutbox({ state, destinationId, page }: OutboxFilter) {
  const { project } = useProject();
  const filter = filterOf({ state, destinationId });
  const query = new URLSearchParams({
    page: String(page),
    perPage: String(PER_PAGE),
    filter: JSON.stringify(filter),
  });
  return useQuery({
    queryKey: ['conversions', project.id, 'outbox', query.toString()],
    queryFn: ({ signal }) =>
      request<Page<Conversion>>(`projects/${project.id}/conversions?${query}`, { signal }),
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });
}

export function useCounts(destinationId: number | null) {
  const { project } = useProject();
  const query = destinationId ? `?destinationId=${destinationId}` : '';
  return useQuery({
    queryKey: ['conversions', project.id, 'counts', destinationId],
    queryFn: ({ signal }) =>
      request<{ counts: Record<ConversionState, number> }>(
        `projects/${project.id}/conversions/counts${query}`,
        { signal },
      ).then(({ counts }) => counts),
    refetchInterval: REFRESH_MS,
  });
}

export function useConversion(id: number) {
  const { project } = useProject();
  return useQuery({
    queryKey: ['conversions', project.id, 'one', id],
    queryFn: ({ signal }) => request<Conversion>(`projects/${project.id}/conversions/${id}`, { signal }),
    refetchInterval: REFRESH_MS,
  });
}

/** What would be sent now: of one conversion, or of the latest events that fit. */
export function useDryRun(destinationId: number, conversionId?: number) {
  const { project } = useProject();
  return useQuery({
    queryKey: ['conversions', project.id, 'dryRun', destinationId, conversionId],
    queryFn: ({ signal }) =>
      request<DryRun>(`projects/${project.id}/conversionDestinations/${destinationId}/dryRun`, {
        method: 'POST',
        body: { conversionId },
        signal,
      }),
    staleTime: 0,
    gcTime: 0,
  });
}

export function useConversionWrites() {
  const { project } = useProject();
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: ['conversions', project.id] });
  const at = (id: number) => `projects/${project.id}/conversionDestinations/${id}`;
  const create = useMutation({
    mutationFn: (body: DestinationBody) =>
      request<Destination>(`projects/${project.id}/conversionDestinations`, { method: 'POST', body }),
    onSuccess,
  });
  const change = useMutation({
    mutationFn: ({ id, version, ...body }: { id: number; version: number } & Partial<DestinationBody>) =>
      request<Destination>(at(id), { method: 'PATCH', body: { ...body, version } }),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (id: number) => request(at(id), { method: 'DELETE' }),
    onSuccess,
  });
  const resume = useMutation({
    mutationFn: (id: number) => request<Destination>(`${at(id)}/resume`, { method: 'POST' }),
    onSuccess,
  });
  const test = useMutation({
    mutationFn: (id: number) => request<TestAnswer>(`${at(id)}/test`, { method: 'POST' }),
  });
  const resend = useMutation({
    mutationFn: (id: number) =>
      request<Conversion>(`projects/${project.id}/conversions/${id}/resend`, { method: 'POST' }),
    onSuccess,
  });
  const resendDead = useMutation({
    mutationFn: (id: number) =>
      request<{ resent: number }>(`${at(id)}/resend`, { method: 'POST', body: { states: ['dead'] } }),
    onSuccess,
  });
  return { create, change, remove, resume, test, resend, resendDead };
}
