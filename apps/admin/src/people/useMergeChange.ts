import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

/** Who is who has changed: whatever shows people or counts them asks again. */
export function useMergeChange(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(() => client.invalidateQueries(), [client]);
}
