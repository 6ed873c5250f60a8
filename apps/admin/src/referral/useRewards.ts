import type {
  ReferralReward,
  RewardAct,
  RewardEntry,
  RewardState,
  RewardTotals,
} from '@groundswell/contracts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../api/http.js';
import type { Page } from '../api/types.js';
import { useProject } from '../projects/ProjectContext.js';

export type RewardPage = Page<ReferralReward> & { unit: string | null; totals: RewardTotals };
export const REWARDS_PER_PAGE = 25;

function useBase(programId: number) {
  const { project } = useProject();
  return {
    path: `projects/${project.id}/referralPrograms/${programId}/rewards`,
    key: ['referralPeople', project.id, programId, 'rewards'],
  };
}

export function useRewards(programId: number, state: RewardState | null, page: number) {
  const { path, key } = useBase(programId);
  const asked = new URLSearchParams({ page: String(page), perPage: String(REWARDS_PER_PAGE) });
  if (state) asked.set('state', state);
  return useQuery({
    queryKey: [...key, state, page],
    queryFn: ({ signal }) => request<RewardPage>(`${path}?${asked}`, { signal }),
    placeholderData: keepPreviousData,
  });
}

export type Reward = Pick<ReferralReward, 'inviteeId' | 'side'>;

export function useRewardEntries(programId: number, { inviteeId, side }: Reward) {
  const { path, key } = useBase(programId);
  return useQuery({
    queryKey: [...key, 'entries', inviteeId, side],
    queryFn: ({ signal }) => request<Page<RewardEntry>>(`${path}/${inviteeId}/${side}`, { signal }),
  });
}

export function useRewardWrites(programId: number) {
  const { path, key } = useBase(programId);
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: key });
  const settle = useMutation({
    mutationFn: () => request<{ added: number }>(`${path}/settle`, { method: 'POST', body: {} }),
    onSuccess,
  });
  const decide = useMutation({
    mutationFn: ({ inviteeId, side, act, note }: Reward & { act: RewardAct; note: string }) =>
      request(`${path}/${inviteeId}/${side}`, { method: 'POST', body: { act, note } }),
    onSuccess,
  });
  return { settle, decide };
}
