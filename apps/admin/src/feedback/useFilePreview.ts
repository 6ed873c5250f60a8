import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { sendFile } from '../api/http.js';
import { useProject } from '../projects/ProjectContext.js';

/** A file as it is sent: its bytes, as some are UTF-16, and how to read it. */
export interface SentFile {
  body: Blob | string;
  options?: Record<string, string>;
}

/**
 * Looks at a file by `…/{path}/preview` and stores it by `…/{path}/import`.
 * @param stored message for so many rows
 */
export function useFilePreview<Preview>(path: string, stored: string, onStored: () => void) {
  const { project } = useProject();
  const notify = useNotify();
  const client = useQueryClient();
  const send = <T>(verb: string, { body, options = {} }: SentFile) =>
    sendFile<T>(`projects/${project.id}/${path}/${verb}?${new URLSearchParams(options)}`, body);
  const look = useMutation({ mutationFn: (file: SentFile) => send<Preview>('preview', file) });
  const store = useMutation({
    mutationFn: (file: SentFile) => send<{ accepted: number }>('import', file),
    onSuccess: async ({ accepted }) => {
      notify(stored, { type: 'success', messageArgs: { smart_count: accepted } });
      await client.invalidateQueries();
      onStored();
    },
  });
  return { look, store };
}
