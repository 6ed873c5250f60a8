import Button from '@mui/material/Button';
import { useState } from 'react';
import { useStore, useTranslate } from 'react-admin';
import { Navigate } from 'react-router-dom';
import { EmptyState } from '../feedback/EmptyState.js';
import { ErrorState } from '../feedback/ErrorState.js';
import { Splash } from '../feedback/Splash.js';
import { Logo } from '../layout/Logo.js';
import { TopBar } from '../layout/TopBar.js';
import { NewProjectDialog } from './NewProjectDialog.js';
import { useProjects } from './useProjects.js';

/** `/`: the project of the last visit, or the first one, or the way to make one. */
export function HomePage() {
  const { data: projects, error, refetch } = useProjects();
  const [last] = useStore<number | undefined>('gs.lastProject');
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!projects) return <Splash />;
  const project = projects.find(({ id }) => id === last) ?? projects.find(({ demo }) => demo) ?? projects[0];
  return project ? <Navigate to={`/p/${project.id}/overview`} replace /> : <Welcome />;
}

function Welcome() {
  const translate = useTranslate();
  const [isCreating, setCreating] = useState(false);
  return (
    <>
      <TopBar />
      <EmptyState
        icon={<Logo size={40} />}
        title={translate('gs.project.welcomeTitle')}
        text={translate('gs.project.welcomeText')}
      >
        <Button variant="contained" onClick={() => setCreating(true)}>
          {translate('gs.project.new')}
        </Button>
      </EmptyState>
      {isCreating && <NewProjectDialog onClose={() => setCreating(false)} />}
    </>
  );
}
