import { useQuery } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo } from 'react';
import { useStore } from 'react-admin';
import { Outlet, useParams } from 'react-router-dom';
import { request } from '../api/http.js';
import type { ProjectView } from '../api/types.js';
import { ErrorState } from '../feedback/ErrorState.js';
import { Splash } from '../feedback/Splash.js';
import { TopBar } from '../layout/TopBar.js';
import { ProjectSwitcher } from './ProjectSwitcher.js';

interface ProjectAccess {
  project: ProjectView;
  /** Owners and admins: settings, keys, members, imports. */
  canManage: boolean;
}

const ProjectContext = createContext<ProjectAccess | null>(null);

/** The project that the address names. Only within `/p/:projectId`. */
export function useProject(): ProjectAccess {
  const access = useContext(ProjectContext);
  if (!access) throw new Error('useProject belongs within a project');
  return access;
}

export const projectKey = (id: number | string) => ['project', String(id)];

/** A project without events is asked often, so that its first one is seen at once. */
const EMPTY_REFETCH_MS = 2_000;
const REFETCH_MS = 60_000;

/** Loads the project of the address and remembers it for the next visit. */
export function ProjectScope() {
  const { projectId = '' } = useParams();
  const { data, error, refetch } = useQuery({
    queryKey: projectKey(projectId),
    queryFn: ({ signal }) => request<ProjectView>(`projects/${encodeURIComponent(projectId)}`, { signal }),
    refetchInterval: ({ state }) =>
      state.data && state.data.lastDay === null ? EMPTY_REFETCH_MS : REFETCH_MS,
  });
  const [, remember] = useStore<number | undefined>('gs.lastProject');
  useEffect(() => {
    if (data) remember(data.id);
  }, [data, remember]);
  const access = useMemo(
    () => data && { project: data, canManage: data.role === 'owner' || data.role === 'admin' },
    [data],
  );
  if (access) {
    return (
      <ProjectContext.Provider value={access} key={projectId}>
        <Outlet />
      </ProjectContext.Provider>
    );
  }
  if (!error) return <Splash />;
  return (
    <>
      <TopBar>
        <ProjectSwitcher />
      </TopBar>
      <ErrorState error={error} onRetry={() => void refetch()} />
    </>
  );
}
