import BackIcon from '@mui/icons-material/ArrowBack';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { Link, Navigate, useParams } from 'react-router-dom';
import { request } from '../api/http.js';
import { ErrorState } from '../feedback/ErrorState.js';
import { useFormat } from '../i18n/useFormat.js';
import { PageHeader } from '../layout/PageHeader.js';
import { useProject } from '../projects/ProjectContext.js';
import { MergeDialog } from './MergeDialog.js';
import { personName } from './person-name.js';
import { ErasePersonButton } from './ErasePersonButton.js';
import { ExportPersonButton } from './ExportPersonButton.js';
import { FactsPanel } from './FactsPanel.js';
import { IdsPanel } from './IdsPanel.js';
import { PropertiesPanel } from './PropertiesPanel.js';
import { PersonMergesPanel } from './PersonMergesPanel.js';
import { TimelinePanel } from './TimelinePanel.js';
import type { Person } from './types.js';

/** One person: who they are, under which ids, and what they did. */
export function PersonPage() {
  const translate = useTranslate();
  const { personId = '' } = useParams();
  const { project } = useProject();
  const { data, error, refetch } = useQuery({
    queryKey: ['person', project.id, personId],
    queryFn: ({ signal }) =>
      request<Person>(`projects/${project.id}/persons/${encodeURIComponent(personId)}`, { signal }),
  });
  // Whoever was merged is found under the person they count as.
  if (data && String(data.personId) !== personId) {
    return <Navigate to={`/p/${project.id}/people/${data.personId}`} replace />;
  }
  return (
    <>
      <BackLink />
      {error && !data && (
        <>
          <PageHeader title={translate('gs.people.number', { id: personId })} />
          <ErrorState error={error} onRetry={() => void refetch()} />
        </>
      )}
      {!error && !data && <Skeleton variant="rounded" height={320} />}
      {data && <Loaded person={data} />}
    </>
  );
}

function BackLink() {
  const translate = useTranslate();
  const { project } = useProject();
  return (
    <Button
      component={Link}
      to={`/p/${project.id}/people/all`}
      color="inherit"
      startIcon={<BackIcon fontSize="small" />}
      sx={{ ml: -1.5, mb: 0.5, color: 'text.secondary' }}
    >
      {translate('gs.people.title')}
    </Button>
  );
}

function Loaded({ person }: { person: Person }) {
  const translate = useTranslate();
  const format = useFormat();
  const { canManage } = useProject();
  const [isMerging, setMerging] = useState(false);
  const kind = translate(person.identified ? 'gs.people.known' : 'gs.people.anonymous');
  return (
    <>
      <PageHeader
        title={personName(person)}
        note={`${kind} · ${translate('gs.people.number', { id: format.number(person.personId) })}`}
      >
        {canManage && (
          <Button variant="outlined" onClick={() => setMerging(true)}>
            {translate('gs.people.mergeWith')}
          </Button>
        )}
        {canManage && <ExportPersonButton person={person} />}
        {canManage && <ErasePersonButton person={person} />}
      </PageHeader>
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: '340px minmax(0, 1fr)' },
        }}
      >
        <Stack spacing={2} sx={{ minWidth: 0 }}>
          <FactsPanel person={person} />
          <IdsPanel person={person} />
          <PropertiesPanel properties={person.properties} />
        </Stack>
        <Stack spacing={2} sx={{ minWidth: 0 }}>
          <PersonMergesPanel person={person} />
          <TimelinePanel key={person.mergedPersonIds.join()} personId={person.personId} />
        </Stack>
      </Box>
      {isMerging && <MergeDialog person={person} onClose={() => setMerging(false)} />}
    </>
  );
}
