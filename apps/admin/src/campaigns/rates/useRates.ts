import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/http.js';
import type { Page } from '../../api/types.js';
import { useProject } from '../../projects/ProjectContext.js';

/** On a day, one `base` is `rate` of `quote`. */
export interface ExchangeRate {
  id: number;
  day: string;
  base: string;
  quote: string;
  rate: number;
}
export const RATES_PER_PAGE = 25;

/** The latest days first. */
export function useRates(page: number) {
  const { project } = useProject();
  const path = `projects/${project.id}/exchangeRates`;
  return useQuery({
    queryKey: ['exchangeRates', project.id, page],
    queryFn: ({ signal }) =>
      request<Page<ExchangeRate>>(`${path}?page=${page}&perPage=${RATES_PER_PAGE}&sort=day&order=DESC`, {
        signal,
      }),
    placeholderData: keepPreviousData,
  });
}

/** Rates change what spend comes to, so reports are asked anew. */
export function useRateWrites() {
  const { project } = useProject();
  const client = useQueryClient();
  const path = `projects/${project.id}/exchangeRates`;
  const onSuccess = () => client.invalidateQueries();
  const put = useMutation({
    mutationFn: (body: Omit<ExchangeRate, 'id'>) => request<ExchangeRate>(path, { method: 'POST', body }),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (id: number) => request(`${path}/${id}`, { method: 'DELETE' }),
    onSuccess,
  });
  return { put, remove };
}
