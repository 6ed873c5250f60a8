import type {
  ReferralBranch,
  ReferralCode,
  ReferralDefinition,
  ReferralInvitee,
  ReferralInviter,
  ReferralProgram,
} from '@groundswell/contracts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../api/http.js';
import type { Page } from '../api/types.js';
import { useProject } from '../projects/ProjectContext.js';
import type { Days } from '../range/range.js';

const programsKey = (projectId: number) => ['referralPrograms', projectId];
const peopleKey = (projectId: number, programId: number) => ['referralPeople', projectId, programId];
const inDays = ({ from, to }: Days) => new URLSearchParams({ from, to });

export function usePrograms() {
  const { project } = useProject();
  return useQuery({
    queryKey: programsKey(project.id),
    queryFn: ({ signal }) =>
      request<Page<ReferralProgram>>(
        `projects/${project.id}/referralPrograms?perPage=1000&sort=name&order=ASC`,
        { signal },
      ).then(({ data }) => data),
  });
}

export const useInviters = (programId: number, days: Days) =>
  usePeople<Page<ReferralInviter>>(programId, 'inviters', days);
export const useFlagged = (programId: number, days: Days) =>
  usePeople<Page<ReferralInvitee>>(programId, 'flagged', days);
export const useBranch = (programId: number, personId: number, days: Days) =>
  usePeople<ReferralBranch>(programId, `tree/${personId}`, days);

function usePeople<T>(programId: number, path: string, days: Days) {
  const { project } = useProject();
  return useQuery({
    queryKey: [...peopleKey(project.id, programId), path, days],
    queryFn: ({ signal }) =>
      request<T>(`projects/${project.id}/referralPrograms/${programId}/${path}?${inDays(days)}`, { signal }),
    placeholderData: keepPreviousData,
  });
}

const codesKey = (projectId: number, programId: number) => ['referralCodes', projectId, programId];

export function useCodes(programId: number) {
  const { project } = useProject();
  return useQuery({
    queryKey: codesKey(project.id, programId),
    queryFn: ({ signal }) =>
      request<Page<ReferralCode>>(
        `projects/${project.id}/referralPrograms/${programId}/codes?sort=createdAt&order=DESC`,
        { signal },
      ),
  });
}

export function useIssue(programId: number) {
  const { project } = useProject();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (distinctId: string) =>
      request<ReferralCode>(`projects/${project.id}/referralPrograms/${programId}/codes`, {
        method: 'POST',
        body: { distinctId },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: codesKey(project.id, programId) }),
  });
}

export interface ProgramValues {
  name: string;
  definition: ReferralDefinition;
}

/** What may be done to programmes and flags; what depends on them is read again. */
export function useReferralWrites() {
  const { project } = useProject();
  const client = useQueryClient();
  const base = `projects/${project.id}/referralPrograms`;
  const onSuccess = async () => {
    await client.invalidateQueries({ queryKey: programsKey(project.id) });
    await client.invalidateQueries({ queryKey: ['referralPeople', project.id] });
    await client.invalidateQueries({ queryKey: ['report', project.id] });
  };
  const save = useMutation({
    mutationFn: ({ program, ...body }: ProgramValues & { program?: ReferralProgram }) =>
      program
        ? request<ReferralProgram>(`${base}/${program.id}`, {
            method: 'PATCH',
            body: { ...body, version: program.version },
          })
        : request<ReferralProgram>(base, { method: 'POST', body }),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (id: number) => request(`${base}/${id}`, { method: 'DELETE' }),
    onSuccess,
  });
  const judge = useMutation({
    mutationFn: ({ programId, personId, counts }: { programId: number; personId: number; counts: boolean }) =>
      request(`${base}/${programId}/clearances/${personId}`, {
        method: counts ? 'PUT' : 'DELETE',
        ...(counts && { body: {} }),
      }),
    onSuccess,
  });
  return { save, remove, judge };
}

/** Who may change programmes and clear flags. */
export function useMayRefer(): boolean {
  const { project } = useProject();
  return ['owner', 'admin', 'marketer'].includes(project.role);
}
