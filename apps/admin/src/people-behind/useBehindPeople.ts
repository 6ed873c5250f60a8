import type { PeopleAnswer, TrafficSwitch } from '@groundswell/contracts';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { request, requestFile } from '../api/http.js';
import { onTraffic } from '../api/useReport.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { download } from '../lib/download.js';
import { useProject } from '../projects/ProjectContext.js';
import { useTraffic } from '../traffic/useTraffic.js';
import type { Behind, PeopleAsk } from './behind.js';

export const PER_PAGE = 25;

interface Asked {
  query: PeopleAsk;
  behind: Behind;
}
const question = ({ query, behind }: Asked, traffic: TrafficSwitch) => ({
  kind: 'people',
  query: onTraffic(query, traffic),
  cell: behind.cell,
});

/** One page of them; the page before stays in view while another is fetched. */
export function useBehindPeople(asked: Asked, page: number) {
  const { project } = useProject();
  const { traffic } = useTraffic();
  const body = { ...question(asked, traffic), page, perPage: PER_PAGE };
  return useQuery<PeopleAnswer>({
    queryKey: ['behind', project.id, body],
    queryFn: ({ signal }) => request(`projects/${project.id}/query`, { method: 'POST', body, signal }),
    placeholderData: keepPreviousData,
  });
}

/** All of them as one CSV file, which the API makes in one go. */
export function useBehindCsv(asked: Asked) {
  const { project } = useProject();
  const { traffic } = useTraffic();
  const notify = useNotify();
  const errorText = useErrorText();
  return useMutation({
    mutationFn: () => {
      const body = { ...question(asked, traffic), format: 'csv' };
      return requestFile(`projects/${project.id}/query`, { method: 'POST', body });
    },
    onSuccess: (csv) => download(`people-${asked.query.kind}.csv`, csv),
    onError: (error) => notify(errorText(error), { type: 'error' }),
  });
}
