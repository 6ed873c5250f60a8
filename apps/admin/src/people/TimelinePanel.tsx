import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';
import { request } from '../api/http.js';
import { EmptyState } from '../feedback/EmptyState.js';
import { ErrorState } from '../feedback/ErrorState.js';
import { Panel } from '../layout/Panel.js';
import { useProject } from '../projects/ProjectContext.js';
import { TimelineTable } from './TimelineTable.js';
import type { PersonEvents } from './types.js';

const PAGE = 50;

/** What a person did, newest first, a page at a time. */
export function TimelinePanel({ personId }: { personId: number }) {
  const translate = useTranslate();
  const { project } = useProject();
  const timeline = useInfiniteQuery({
    queryKey: ['person', project.id, String(personId), 'events'],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: String(PAGE), ...(pageParam && { after: pageParam }) });
      return request<PersonEvents>(`projects/${project.id}/persons/${personId}/events?${query}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  const events = timeline.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <Panel title={translate('gs.people.timeline')} isFlush testId="person-timeline">
      {timeline.isPending && <Skeleton variant="rounded" height={240} sx={{ m: 2 }} />}
      {timeline.error && <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} />}
      {timeline.data && events.length === 0 && <EmptyState title={translate('gs.people.noEvents')} />}
      {events.length > 0 && <TimelineTable events={events} />}
      {timeline.hasNextPage && (
        <Box sx={{ p: 1.5, textAlign: 'center', borderTop: 1, borderColor: 'divider' }}>
          <Button
            color="inherit"
            loading={timeline.isFetchingNextPage}
            onClick={() => void timeline.fetchNextPage()}
          >
            {translate('gs.people.older')}
          </Button>
        </Box>
      )}
    </Panel>
  );
}
