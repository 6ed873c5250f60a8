import type { CodedReason, EventEdit } from '@groundswell/contracts';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { request } from '../../api/http.js';
import { useProject } from '../../projects/ProjectContext.js';
import type { ImportView } from '../../api/types.js';

export interface LetterFilter {
  reason?: string;
  q?: string;
}

type Json = Record<string, unknown>;
type Failing = ({ reason: string; letters: number } & CodedReason)[];

export interface ReplayPreviewView {
  total: number;
  checked: number;
  passing: number;
  failing: Failing;
  sample: ({ id: string; before: Json | null; after: Json | null; reason: string | null } & CodedReason)[];
}

export interface StartedReplayView {
  importId: string | null;
  replayed: number;
  failing: Failing;
  left: number;
}

interface Question {
  filter: LetterFilter;
  edits: EventEdit[];
}

/** Asked again as edits are typed; the last answer stays until the next is there. */
export function useReplayPreview(question: Question) {
  const { project } = useProject();
  const body = useDeferredValue(question);
  return useQuery({
    queryKey: ['replayPreview', project.id, body],
    queryFn: ({ signal }) =>
      request<ReplayPreviewView>(`projects/${project.id}/deadLetters/replays/preview`, {
        method: 'POST',
        body,
        signal,
      }),
    placeholderData: keepPreviousData,
    staleTime: 0,
    retry: false,
  });
}

export function useStartReplay() {
  const { project } = useProject();
  return useMutation({
    mutationFn: (body: Question) =>
      request<StartedReplayView>(`projects/${project.id}/deadLetters/replays`, { method: 'POST', body }),
  });
}

/** The import as which the letters go, until it has ended. */
export function useReplayImport(importId: string | null) {
  const { project } = useProject();
  return useQuery({
    queryKey: ['replayImport', project.id, importId],
    queryFn: ({ signal }) => request<ImportView>(`projects/${project.id}/imports/${importId}`, { signal }),
    enabled: importId !== null,
    refetchInterval: ({ state }) => (state.data && state.data.state !== 'running' ? false : 500),
  });
}
